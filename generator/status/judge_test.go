package status

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func at(year int, comparator, value string) Figure {
	i, err := ParseInterval(comparator, value)
	if err != nil {
		panic(err)
	}
	return Figure{Year: year, Interval: i}
}

func want(comparator, value string) *Interval {
	i := at(0, comparator, value).Interval
	return &i
}

func seen(year int, value string) Observation {
	return Observation{Figure: at(year, "=", value), ID: fmt.Sprint(year, "=", value)}
}

func base(year int, comparator, value string) *Figure {
	f := at(year, comparator, value)
	return &f
}

// Every status and direction, computed by hand.
func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name   string
		course Course
		status Status
		reason Reason
		ratio  float64 // 0: none
		by     string  // the observation that was judged
	}{
		{"wants no value", Course{Direction: More, Observations: []Observation{seen(2020, "5")}, Today: 2026},
			CannotBeJudged, NoTarget, 0, ""},
		{"nobody said whether more or less", Course{Target: want(">=", "3"), Year: 2035, Observations: []Observation{seen(2020, "5")}, Today: 2026},
			CannotBeJudged, NoDirection, 0, ""},
		{"nothing observed", Course{Direction: More, Target: want(">=", "3"), Year: 2035, Today: 2026},
			NoData, NoneSince, 0, ""},
		{"only the baseline's own year", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2016, "1.1")}}, NoData, NoneSince, 0, ""},
		{"only what is later than today", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2035, Today: 2019,
			Observations: []Observation{seen(2020, "2")}}, NoData, NoneSince, 0, ""},
		{"on another basis", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{{Figure: at(2020, "=", "9"), Basis: "census"}}}, CannotBeJudged, OtherBasis, 0, ""},

		// 10 → 30 in 2010–2030 asks for 1 a year.
		{"on course", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "20")}}, OnCourse, None, 1, "2020=20"},
		{"just on course", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "19.5")}}, OnCourse, None, 0.95, "2020=19.5"},
		{"just behind", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "19.4")}}, Behind, None, 0.94, "2020=19.4"},
		{"its own threshold", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026, OnCourse: 0.5,
			Observations: []Observation{seen(2020, "15")}}, OnCourse, None, 0.5, "2020=15"},
		{"nothing moved", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "10")}}, Behind, None, 0, "2020=10"},
		{"moving away", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "8")}}, MovingAway, None, -0.2, "2020=8"},
		{"early", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "31")}}, Reached, None, 0, "2020=31"},
		{"the latest counts", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2025, "14.5"), seen(2020, "20")}}, Behind, None, 0.3, "2025=14.5"},
		{"a revised value counts", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want("=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "12"), seen(2020, "20")}}, OnCourse, None, 1, "2020=20"},

		{"less, on course", Course{Direction: Less, Baseline: base(2015, "=", "57"), Target: want("<=", "35"), Year: 2025, Today: 2021,
			Observations: []Observation{seen(2020, "46")}}, OnCourse, None, 1, "2020=46"},
		{"less, moving away", Course{Direction: Less, Baseline: base(2015, "=", "57"), Target: want("<=", "35"), Year: 2025, Today: 2021,
			Observations: []Observation{seen(2020, "68")}}, MovingAway, None, -1, "2020=68"},
		{"less, an exact target", Course{Direction: Less, Baseline: base(2015, "=", "57"), Target: want("=", "35"), Year: 2025, Today: 2021,
			Observations: []Observation{seen(2020, "30")}}, Reached, None, 0, "2020=30"},

		{"from zero", Course{Direction: More, Baseline: base(2010, "=", "0"), Target: want(">=", "10"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "4")}}, Behind, None, 0.8, "2015=4"},
		{"from below zero", Course{Direction: More, Baseline: base(2010, "=", "-5"), Target: want(">=", "5"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "0")}}, OnCourse, None, 1, "2015=0"},
		{"to below zero", Course{Direction: Less, Baseline: base(2010, "=", "5"), Target: want("<=", "-5"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "-1")}}, OnCourse, None, 1.2, "2015=-1"},

		{"no year, not reached", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want(">=", "30"), Today: 2026,
			Observations: []Observation{seen(2020, "20")}}, CannotBeJudged, NoYear, 0, "2020=20"},
		{"no year, reached", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want(">=", "30"), Today: 2026,
			Observations: []Observation{seen(2020, "30")}}, Reached, None, 0, "2020=30"},
		{"no year, moving away", Course{Direction: More, Baseline: base(2010, "=", "10"), Target: want(">=", "30"), Today: 2026,
			Observations: []Observation{seen(2020, "9")}}, MovingAway, None, 0, "2020=9"},
		{"no baseline", Course{Direction: More, Target: want(">=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "9")}}, CannotBeJudged, NoBaseline, 0, "2020=9"},
		{"no baseline, reached", Course{Direction: More, Target: want(">=", "30"), Year: 2030, Today: 2026,
			Observations: []Observation{seen(2020, "30")}}, Reached, None, 0, "2020=30"},
		{"the baseline is only a bound", Course{Direction: More, Baseline: base(2016, ">", "1"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "2")}}, CannotBeJudged, BaselineBound, 0, "2020=2"},
		{"the baseline is a bound within the target", Course{Direction: More, Baseline: base(2016, ">", "3"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "3.2")}}, Reached, Kept, 0, "2020=3.2"},
		{"it was there and is no more", Course{Direction: More, Baseline: base(2016, ">", "3"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "2.6")}}, MovingAway, None, 0, "2020=2.6"},
		{"the observation is only a bound", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{{Figure: at(2020, ">", "2")}}}, CannotBeJudged, OnlyBound, 0, ""},
		{"a bound that reaches the target", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{{Figure: at(2020, ">", "3")}}}, Reached, None, 0, ""},
		{"an end left out is not reached", Course{Direction: More, Baseline: base(2016, "=", "3"), Target: want(">", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "3")}}, Behind, None, 0, "2020=3"},

		{"due and reached", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2020, "3"), seen(2024, "2")}}, Reached, None, 0, "2020=3"},
		{"due and missed", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2020, "2.9")}}, Missed, None, 0, "2020=2.9"},
		{"missed by a later figure", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2022, "2.9")}}, Missed, None, 0, "2022=2.9"},
		{"reached late", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2020, "2.9"), seen(2022, "3")}}, Reached, Late, 0, "2022=3"},
		{"due, and nothing of that year or later", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2019, "2.9")}}, NoData, NoneOfTheYear, 0, "2019=2.9"},
		{"due, reached before, nothing later", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2019, "3")}}, Reached, Early, 0, "2019=3"},
		{"due with another basis only", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{{Figure: at(2020, "=", "2"), Basis: "census"}}}, CannotBeJudged, OtherBasis, 0, ""},
		{"due in the year that counts as today", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2026, Today: 2026,
			Observations: []Observation{seen(2026, "2")}}, Missed, None, 0, "2026=2"},
		{"due, and only a bound is known", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{{Figure: at(2020, ">", "2")}}}, CannotBeJudged, OnlyBound, 0, ""},
		{"due, and a bound tells", Course{Direction: More, Baseline: base(2016, "=", "1"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{{Figure: at(2020, "<", "2")}}}, Missed, None, 0, ""},

		{"keep, kept so far", Course{Direction: Keep, Baseline: base(2016, "=", "5"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "4")}}, OnCourse, Kept, 0, "2020=4"},
		{"keep, kept to its year", Course{Direction: Keep, Baseline: base(2016, "=", "5"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2020, "4")}}, Reached, Kept, 0, "2020=4"},
		{"keep, not kept", Course{Direction: Keep, Baseline: base(2016, "=", "5"), Target: want(">=", "3"), Year: 2035, Today: 2026,
			Observations: []Observation{seen(2020, "2")}}, MovingAway, None, 0, "2020=2"},
		{"keep, due, nothing of the year", Course{Direction: Keep, Baseline: base(2016, "=", "5"), Target: want(">=", "3"), Year: 2020, Today: 2026,
			Observations: []Observation{seen(2019, "4")}}, NoData, NoneOfTheYear, 0, "2019=4"},
		{"within, from outside, on course", Course{Direction: Within, Baseline: base(2010, "=", "0"), Target: want("=", "10-20"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "5")}}, OnCourse, None, 1, "2015=5"},
		{"within, inside", Course{Direction: Within, Baseline: base(2010, "=", "0"), Target: want("=", "10-20"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "12")}}, OnCourse, None, 0, "2015=12"},
		{"within, beyond the other end", Course{Direction: Within, Baseline: base(2010, "=", "0"), Target: want("=", "10-20"), Year: 2020, Today: 2016,
			Observations: []Observation{seen(2015, "25")}}, OnCourse, None, 1, "2015=25"},
		{"within, missed", Course{Direction: Within, Baseline: base(2010, "=", "0"), Target: want("=", "10-20"), Year: 2015, Today: 2016,
			Observations: []Observation{seen(2015, "25")}}, Missed, None, 0, "2015=25"},
	} {
		v := Judge(c.course)
		by := ""
		if v.Observed != nil {
			by = v.Observed.ID
		}
		if v.Status != c.status || v.Reason != c.reason || by != c.by || v.Ratio-c.ratio > 1e-9 || c.ratio-v.Ratio > 1e-9 {
			t.Errorf("%s: %v, reason %d, ratio %v, by %q; want %v, reason %d, ratio %v, by %q",
				c.name, v.Status, v.Reason, v.Ratio, by, c.status, c.reason, c.ratio, c.by)
		}
	}
}

// rank orders the findings from the worst to the best. Statuses that are no
// findings have none.
var rank = map[Status]int{Missed: 0, MovingAway: 0, Behind: 1, OnCourse: 2, Reached: 3}

// A better value never worsens a status, whichever observation is bettered.
func TestBetterIsNeverWorse(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	found := map[Status]int{}
	for range 200_000 {
		c := Course{Direction: []Direction{More, Less}[r.IntN(2)], Year: []int{0, 2018, 2020, 2030}[r.IntN(4)], Today: 2015 + r.IntN(12)}
		sign := 1.0
		if c.Direction == Less {
			sign = -1
		}
		if r.IntN(5) > 0 {
			c.Baseline = &Figure{Year: 2010 + r.IntN(5), Interval: Exactly(float64(r.IntN(21) - 10))}
		}
		target := Exactly(float64(r.IntN(21) - 10))
		c.Target = &target
		for range 1 + r.IntN(4) {
			c.Observations = append(c.Observations, Observation{Figure: Figure{Year: 2011 + r.IntN(14), Interval: Exactly(float64(r.IntN(31)-15) / 2)}})
		}
		before := Judge(c)
		i := r.IntN(len(c.Observations))
		v := c.Observations[i].Low + sign*float64(1+r.IntN(8))/2
		c.Observations[i].Interval = Exactly(v)
		after := Judge(c)
		found[before.Status]++
		was, ok := rank[before.Status]
		is, still := rank[after.Status]
		if ok && (still && is < was || !still && !(before.Status == MovingAway && after.Reason == NoYear)) {
			t.Fatalf("%v (ratio %v) became %v (ratio %v) when observation %d was bettered to %v: %+v",
				before.Status, before.Ratio, after.Status, after.Ratio, i, v, c)
		}
	}
	for s := range rank {
		if found[s] < 500 {
			t.Errorf("only %d random courses were %v: the property says little of it", found[s], s)
		}
	}
}

// The order in which observations are listed changes nothing.
func TestOrderDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		c := Course{Direction: Direction(1 + r.IntN(4)), Year: 2020, Today: 2014 + r.IntN(10), Baseline: base(2010, "=", "0"), Target: want("=", "5-8")}
		for _, year := range r.Perm(12)[:4] {
			c.Observations = append(c.Observations, Observation{Figure: Figure{Year: 2010 + year, Interval: Exactly(float64(r.IntN(12)))}})
		}
		before := Judge(c)
		r.Shuffle(4, func(i, j int) { c.Observations[i], c.Observations[j] = c.Observations[j], c.Observations[i] })
		after := Judge(c)
		if before.Status != after.Status || before.Reason != after.Reason || before.Ratio != after.Ratio {
			t.Fatalf("%+v became %+v in another order", before, after)
		}
	}
}
