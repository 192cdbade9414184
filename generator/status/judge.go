package status

import (
	"cmp"
	"slices"
)

// Judge says what can be said of a course. The order of the observations does not
// matter but for revisions.
func Judge(c Course) Verdict {
	switch {
	case c.Target == nil:
		return Verdict{Reason: NoTarget}
	case c.Direction == Unstated:
		return Verdict{Reason: NoDirection}
	}
	want := c.Direction.wanted(*c.Target)
	seen, others := c.seen()
	if len(seen) == 0 {
		if others {
			return Verdict{Status: CannotBeJudged, Reason: OtherBasis}
		}
		return Verdict{Status: NoData, Reason: NoneSince}
	}
	if c.Year != 0 && c.Today >= c.Year {
		return c.due(want, seen)
	}
	return c.underWay(want, &seen[len(seen)-1])
}

// seen are the observations that count, in the order of their years, one a year:
// on the plan's basis, after the baseline, not after today. others reports whether
// there are such ones on other bases.
func (c Course) seen() (list []Observation, others bool) {
	byYear := map[int]Observation{}
	for _, o := range c.Observations {
		switch {
		case o.Year > c.Today || c.Baseline != nil && o.Year <= c.Baseline.Year:
		case o.Basis != c.Basis:
			others = true
		default:
			byYear[o.Year] = o
		}
	}
	for _, o := range byYear {
		list = append(list, o)
	}
	slices.SortFunc(list, func(a, b Observation) int { return cmp.Compare(a.Year, b.Year) })
	return list, others
}

// due judges a target whose year is over: by the first observation of that year or
// later. One that was reached after its year is reached, and late.
func (c Course) due(want Interval, seen []Observation) Verdict {
	first := slices.IndexFunc(seen, func(o Observation) bool { return o.Year >= c.Year })
	if first < 0 {
		last := &seen[len(seen)-1]
		if want.Holds(last.Interval) && c.Direction != Keep && c.Direction != Within {
			return Verdict{Status: Reached, Reason: Early, Observed: last}
		}
		return Verdict{Status: NoData, Reason: NoneOfTheYear, Observed: last}
	}
	if want.Holds(seen[first].Interval) {
		return Verdict{Status: Reached, Reason: c.kept(want), Observed: &seen[first]}
	}
	for i := first + 1; i < len(seen); i++ {
		if want.Holds(seen[i].Interval) {
			return Verdict{Status: Reached, Reason: Late, Observed: &seen[i]}
		}
	}
	last := &seen[len(seen)-1]
	if !last.IsExact() && want.meets(last.Interval) {
		return Verdict{Reason: OnlyBound, Observed: last}
	}
	return Verdict{Status: Missed, Observed: last}
}

// underWay judges a target whose year is to come, or that has none, by the latest
// observation.
func (c Course) underWay(want Interval, last *Observation) Verdict {
	holding := c.Direction == Keep || c.Direction == Within
	if want.Holds(last.Interval) {
		if holding {
			return Verdict{Status: OnCourse, Reason: c.kept(want), Observed: last}
		}
		return Verdict{Status: Reached, Reason: c.kept(want), Observed: last}
	}
	switch {
	case !last.IsExact():
		return Verdict{Reason: OnlyBound, Observed: last}
	case c.Baseline == nil:
		return Verdict{Reason: NoBaseline, Observed: last}
	case want.Holds(c.Baseline.Interval):
		// It was reached when the plan was made and is no more.
		return Verdict{Status: MovingAway, Observed: last}
	case !c.Baseline.IsExact():
		return Verdict{Reason: BaselineBound, Observed: last}
	}
	start, now := want.Distance(c.Baseline.Low), want.Distance(last.Low)
	if now > start {
		return Verdict{Status: MovingAway, Observed: last, Ratio: c.ratio(start, now, last.Year), HasRatio: c.Year != 0 && start > 0}
	}
	if c.Year == 0 {
		return Verdict{Reason: NoYear, Observed: last}
	}
	v := Verdict{Status: Behind, Observed: last, Ratio: c.ratio(start, now, last.Year), HasRatio: start > 0}
	least := c.OnCourse
	if least == 0 {
		least = DefaultOnCourse
	}
	// A start at an end that is left out ("more than 3", from 3) has no way to go
	// and has not arrived.
	if v.HasRatio && v.Ratio >= least {
		v.Status = OnCourse
	}
	return v
}

// ratio is the pace from the baseline to a year as a part of the pace asked for.
// Both distances are in the indicator's unit.
func (c Course) ratio(start, now float64, year int) float64 {
	t0 := c.Baseline.Year
	if start == 0 || c.Year <= t0 || year <= t0 {
		return 0
	}
	return (start - now) / float64(year-t0) / (start / float64(c.Year-t0))
}

// kept is the reason of a value inside that was inside at the start.
func (c Course) kept(want Interval) Reason {
	if c.Baseline != nil && want.Holds(c.Baseline.Interval) {
		return Kept
	}
	return None
}

// meets reports whether two intervals share a value.
func (i Interval) meets(j Interval) bool {
	return (i.Low < j.High || i.Low == j.High && !i.LowOpen && !j.HighOpen) &&
		(j.Low < i.High || j.Low == i.High && !j.LowOpen && !i.HighOpen)
}
