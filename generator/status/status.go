// Package status judges how far an indicator has come towards what a plan wants of
// it: from the plan's own figures and from what was observed since. It is
// arithmetic alone. It knows no site, no language and no clock: the year that
// counts as today is given.
//
// A target is a set of values ([Interval]): "at least 3" reaches from 3 upwards,
// "between 2 and 4" has two ends. What matters of a value is its distance to that
// set, which is 0 for a value inside it. So more, less, within and keep are judged
// by one rule, and a base of zero or below needs no exception.
//
// With b the distance of the baseline of year t0, d the distance of the observation
// of year t, and T the target's year, the ratio is
//
//	((b − d) ÷ (t − t0)) ÷ (b ÷ (T − t0))
//
// the pace so far as a part of the pace that the target asks for. Where the target
// is a single bound this is ((v − v0) ÷ (t − t0)) ÷ ((target − v0) ÷ (T − t0)), the
// linear measure of progress that the United Nations' reports use for the
// Sustainable Development Goals with a numeric target.
package status

// Status is what can be said of a target.
type Status uint8

// The statuses. Reached to Missed are findings; NoData and CannotBeJudged say that
// there is none.
const (
	CannotBeJudged Status = iota // see the verdict's reason
	NoData                       // nothing was observed that could tell
	Reached
	OnCourse
	Behind
	MovingAway
	Missed // its year is over, and a figure of that year or later is outside it
)

// String is the status as data files write it.
func (s Status) String() string {
	return [...]string{"cannot-be-judged", "no-data", "reached", "on-course", "behind", "moving-away", "missed"}[s]
}

// Reason says why there is no finding, or how a finding is to be read.
type Reason uint8

// The reasons.
const (
	None          Reason = iota
	NoTarget             // the plan wants no value of it
	NoDirection          // nobody said whether more or less is wanted
	NoYear               // the plan names no year, and the target is not yet reached
	NoBaseline           // no figure to start from
	BaselineBound        // the baseline is only a bound ("more than 3") that reaches outside the target
	OnlyBound            // the observation is only a bound that reaches outside the target
	OtherBasis           // there are observations, all on another basis than the plan's figure
	NoneSince            // nothing was observed since the baseline
	NoneOfTheYear        // the year is over; nothing was observed in it or after it
	Late                 // reached, but a figure of the target's year or later was still outside
	Early                // reached before its year; nothing was observed in that year or later
	Kept                 // it was inside at the start and is so now
)

// Direction is what is wanted of the values. It never defaults.
type Direction uint8

// The directions.
const (
	Unstated Direction = iota
	More
	Less
	Within // between two bounds
	Keep   // inside the target all the time: there is nothing to be reached early
)

// ParseDirection reads a direction as tables write it: more, less, within, keep.
// The empty string is Unstated; ok is false for any other word.
func ParseDirection(s string) (d Direction, ok bool) {
	switch s {
	case "":
		return Unstated, true
	case "more":
		return More, true
	case "less":
		return Less, true
	case "within":
		return Within, true
	case "keep":
		return Keep, true
	}
	return Unstated, false
}

// Figure is a value of a year.
type Figure struct {
	Year int
	Interval
}

// Observation is a figure that was observed, on the basis on which it counts what
// it counts. Of two of the same year and basis the later in the list is the
// revised one.
type Observation struct {
	Figure
	Basis string
	// ID is handed back with the verdict.
	ID string
}

// Course is everything that a verdict rests on.
type Course struct {
	Direction Direction
	Baseline  *Figure   // nil: the plan gives no figure to start from
	Target    *Interval // nil: the plan wants no value
	Year      int       // by when; 0: the plan names no year
	Basis     string    // of the baseline and the target
	// Observations of one place and indicator, in any order of the years.
	Observations []Observation
	Today        int // the year that counts as today; later observations do not count
	// OnCourse is the least ratio that is on course. Zero is DefaultOnCourse.
	OnCourse float64
}

// DefaultOnCourse is the least part of the pace asked for that is still on course.
const DefaultOnCourse = 0.95

// Verdict is a status and what it was judged by.
type Verdict struct {
	Status   Status
	Reason   Reason
	Observed *Observation // what was judged; nil where nothing could be
	// Ratio is the pace so far as a part of the pace asked for; HasRatio is false
	// where none was needed or there is none.
	Ratio    float64
	HasRatio bool
}

// String is the reason as keys of texts write it.
func (r Reason) String() string {
	return [...]string{"none", "no-target", "no-direction", "no-year", "no-baseline", "baseline-bound", "only-bound",
		"other-basis", "none-since", "none-of-the-year", "late", "early", "kept"}[r]
}
