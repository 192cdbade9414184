package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/status"
)

// indicators holds the rows of values and observations against their indicator, and
// observations against each other.
func indicators(a *atlas.Atlas) diag.List {
	var out diag.List
	for _, i := range a.Indicators {
		if i.Row.Get("unit").Empty() {
			continue // named by the vocabulary only: nothing is said of it
		}
		out.Add(measuredIn(i)...)
		out.Add(wanted(a, i)...)
		out.Add(implausible(a, i)...)
	}
	for _, e := range a.Progress {
		if e.Stage() == 0 && !slices.Contains(otherEvents, e.Kind) {
			out.Add(diag.Problem{Rule: "progress-event", Place: e.Row.Get("event").Place(),
				Message: diag.Tf("event 列的 %q 不是实施情况的一种", "%q in the column event is no event", e.Kind),
				Hint:    diag.Tf("可用的是 %s", "use one of %s", strings.Join(slices.Concat(atlas.EventStages(), otherEvents), ", "))})
		}
		for _, column := range []string{"date", "source_date"} {
			if c := e.Row.Get(column); !c.Empty() && !atlas.IsDate(c.Value) {
				out.Add(diag.Problem{Rule: "progress-date", Place: c.Place(),
					Message: diag.Tf("%[2]s 列应是日期，这里是 %[1]q", "here stands %q, and the column %s holds dates", c.Value, column),
					Hint:    diag.T("知道多少写多少：2024-06-06、2024-06 或 2024", "write as much as is known: 2024-06-06, 2024-06 or 2024")})
			}
		}
	}
	return out
}

// otherEvents advance no project.
var otherEvents = []string{"changed", "cancelled", "no news"}

// measuredIn reports figures in another unit than their indicator's: they would be
// neither drawn nor judged.
func measuredIn(i *atlas.Indicator) diag.List {
	var out diag.List
	report := func(p diag.Place, unit string) {
		out.Add(diag.Problem{Rule: "indicator-unit", Place: p,
			Message: diag.Tf("单位 %[1]q 与指标 %[2]s 的单位 %[3]q 不同", "the unit %q is not that of the indicator %s, %q", unit, i.ID, i.Unit),
			Hint:    diag.Tf("换算成 %s，或改指标的单位", "convert the figure to %s, or change the indicator’s unit", i.Unit),
			Notes:   []diag.Note{{Place: i.Row.Get("unit").Place(), Message: diag.T("指标的单位", "the indicator’s unit")}}})
	}
	for _, n := range i.Numbers {
		if n.Unit != i.Unit {
			report(n.Row.Get("unit").Place(), n.Unit)
		}
	}
	for _, o := range i.Observations {
		if o.Unit != i.Unit {
			report(o.Row.Get("unit").Place(), o.Unit)
		}
	}
	return out
}

// wanted reports an indicator of which something is wanted and nobody says in which
// direction, and a bound that its direction cannot want.
func wanted(a *atlas.Atlas, i *atlas.Indicator) diag.List {
	var out diag.List
	goals := a.GoalsOf(i)
	if len(goals) > 0 && i.Direction == status.Unstated {
		out.Add(diag.Problem{Rule: "indicator-direction", Severity: diag.Warning, Place: i.Row.Get("id").Place(),
			Message: diag.Tf("指标 %s 有目标，没有写明所求的方向，不能评判", "the indicator %s has a target and no direction, so that it cannot be judged", i.ID),
			Hint:    diag.T("在 direction 列写 more、less、within 或 keep", "write more, less, within or keep into the column direction")})
	}
	for _, g := range goals {
		if !i.Direction.Fits(*g.Course.Target) {
			out.Add(diag.Problem{Rule: "indicator-fits", Place: i.Row.Get("direction").Place(),
				Message: diag.Tf("指标 %[1]s 所求的方向与它的目标 %[2]s 相反", "the direction of the indicator %s is against its target %s", i.ID, g.Number.ID),
				Hint:    diag.T("改 direction，或改目标的 comparator", "change direction, or the target’s comparator"),
				Notes:   []diag.Note{{Place: g.Number.Row.Get("comparator").Place(), Message: diag.T("目标在这里", "the target stands here")}}})
		}
	}
	return out
}

// jump is how many times a figure may grow or shrink from one year to the next
// before it is taken for a slip of the pen.
const jump = 10

// excess is by how much the sum of the parts may exceed the whole, for rounding.
const excess = 1.005

// implausible reports observations that stand twice, jump, or contradict their
// parts.
func implausible(a *atlas.Atlas, i *atlas.Indicator) diag.List {
	var out diag.List
	type key struct {
		place  *atlas.Place
		entity string
		series string
		year   string
	}
	first := map[key]*atlas.Observation{}
	type line struct {
		place          *atlas.Place
		entity, series string
	}
	before := map[line]*atlas.Observation{}
	sorted := slices.Clone(i.Observations)
	slices.SortStableFunc(sorted, func(x, y *atlas.Observation) int { return cmp.Compare(x.Year, y.Year) })
	for _, o := range sorted {
		k := key{o.Place, o.Entity + o.Name.In(0), o.Series(), o.Year}
		if old := first[k]; old != nil {
			out.Add(diag.Problem{Rule: "observation-twice", Severity: diag.Warning, Place: o.Row.Get("id").Place(),
				Message: diag.Tf("%[1]s 和 %[2]s 是同一地方、同一年、同一口径的数字", "%s and %s are figures of one place, year and basis", old.ID, o.ID),
				Hint:    diag.T("留下一个；口径不同的，在 basis 列写明", "keep one; if they count differently, say so in the column basis"),
				Notes:   []diag.Note{{Place: old.Row.Get("id").Place(), Message: diag.T("第一个在这里", "the first stands here")}}})
			continue
		}
		first[k] = o
		l := line{o.Place, k.entity, k.series}
		if old := before[l]; old != nil && old.Value > 0 && o.Value > 0 && (o.Value > jump*old.Value || old.Value > jump*o.Value) {
			out.Add(diag.Problem{Rule: "observation-jump", Severity: diag.Warning, Place: o.Row.Get("value").Place(),
				Message: diag.Tf("从 %[1]s 年到 %[2]s 年变了十倍以上", "from %s to %s it changed more than tenfold", old.Year, o.Year),
				Hint:    diag.T("看看是不是多写或少写了零，或单位不同", "look whether a zero is missing or too many, or the unit another"),
				Notes:   []diag.Note{{Place: old.Row.Get("value").Place(), Message: diag.T("前一个数", "the figure before")}}})
		}
		before[l] = o
	}
	if i.Additive {
		out.Add(sums(a, i)...)
	}
	return out
}

// sums reports a place whose parts have more than itself, in one year and series.
func sums(a *atlas.Atlas, i *atlas.Indicator) diag.List {
	var out diag.List
	of := map[*atlas.Place][]*atlas.Observation{}
	for _, o := range i.Observations {
		if o.Place != nil {
			of[o.Place] = append(of[o.Place], o)
		}
	}
	for _, p := range a.Places {
		for _, o := range of[p] {
			sum, parts := 0.0, 0
			for _, c := range p.Children {
				for _, part := range of[c] {
					if part.Year == o.Year && part.Series() == o.Series() && part.Unit == o.Unit {
						sum, parts = sum+part.Value, parts+1
						break
					}
				}
			}
			if parts > 1 && sum > o.Value*excess {
				out.Add(diag.Problem{Rule: "observation-parts", Severity: diag.Warning, Place: o.Row.Get("value").Place(),
					Message: diag.Tf("%[1]s 有 %[2]s，而它的 %[3]d 个部分合计 %[4]s", "%s has %s, and %d parts of it together %s", p.Slug, o.Row.Get("value").Value, parts, strconv.FormatFloat(sum, 'f', -1, 64)),
					Hint:    diag.T("改正其中一个，或在 basis 列写明口径", "correct one of them, or name the basis in the column basis")})
			}
		}
	}
	return out
}
