package numeral

import "slices"

// pass is one way in which two numbers can belong together. The passes follow
// each other from the surest to the least sure.
type pass int

const (
	fallen          pass = iota // one is what something fell by, the other the same below zero
	sureInDirection             // certain, the same number of the same measure, not more here and less there
	sure                        // the same, whatever the direction
	agreedInDirection
	agreed      // certain, the same number where one has no measure
	optionally  // one of them may be left unsaid
	byValue     // both missed: the same number of different measures
	byDimension // both missed: other numbers of one dimension
	byOrder     // both missed: other numbers, of the calendar both or neither
)

// fits reports whether two numbers that were not met yet belong together.
func (p pass) fits(x, y *end) bool {
	if x.met || y.met || x.optional && y.optional || (p == optionally) != (x.optional != y.optional) {
		return false
	}
	switch p {
	case fallen:
		return x.other.below() && x.other.agrees(&y.sense) || y.other.below() && y.other.agrees(&x.sense)
	case sureInDirection, sure:
		return x.base == y.base && x.dim == y.dim && (p == sure || !opposed(x.sign, y.sign))
	case agreedInDirection, agreed, optionally:
		return agree(x, y) && (p != agreedInDirection || !opposed(x.sign, y.sign))
	case byValue:
		return x.value == y.value
	case byDimension:
		return x.dim == y.dim && x.dim != ""
	}
	return (x.dim == dimCalendar) == (y.dim == dimCalendar)
}

// The dimensions that mean more than a measure: years that are dates, parts and
// percentages, 倍 and times.
const (
	dimCalendar = "calendar"
	dimRatio    = "ratio"
	dimMultiple = "times"
)

// agree reports whether two numbers are the same in one of their senses.
func agree(x, y *end) bool {
	return x.agrees(&y.sense) || x.agrees(&y.other) || x.other.agrees(&y.sense) || x.other.agrees(&y.other)
}

// agrees reports whether two numbers are the same: in the base of one dimension,
// or as they stand where one has no measure.
func (s *sense) agrees(t *sense) bool {
	switch {
	case s.value.IsNone() || t.value.IsNone():
		return false
	case s.dim != "" && t.dim != "":
		// 1.5 times is 150%.
		return s.base == t.base && (s.dim == t.dim || proportion(s.dim) && proportion(t.dim))
	}
	return s.bare() == t.bare()
}

// below reports whether a number is below zero.
func (s *sense) below() bool { return !s.value.IsNone() && s.value.sign() < 0 }

func proportion(dim string) bool { return dim == dimRatio || dim == dimMultiple }

// bare is the number beside one without a measure: 25% is 1/4, and 30% is not 30.
func (s *sense) bare() Value {
	if s.dim == dimRatio {
		return s.base
	}
	return s.value
}

// match takes the numbers of as in order and gives each the first of bs that fits
// it.
func (p pass) match(as, bs []end, meet func(x, y *end)) {
	if len(as)*len(bs) > manyPairs {
		p.matchMany(as, bs, meet)
		return
	}
	for i := range as {
		for j := 0; j < len(bs) && !as[i].met; j++ {
			if p.fits(&as[i], &bs[j]) {
				meet(&as[i], &bs[j])
			}
		}
	}
}

// manyPairs is the number of pairs from which looking at each takes longer than
// sorting the numbers by what they could be met by.
const manyPairs = 4096

// matchMany is match for texts of so many numbers that not every pair can be
// looked at: the numbers of bs wait in queues, each under all it could be met by.
func (p pass) matchMany(as, bs []end, meet func(x, y *end)) {
	queues := map[queue][]int{}
	for j := range bs {
		if y := &bs[j]; !y.met && (!y.optional || p == optionally) {
			for _, q := range p.queues(y, true) {
				queues[q] = append(queues[q], j)
			}
		}
	}
	for i := range as {
		x := &as[i]
		if x.met || x.optional && p != optionally {
			continue
		}
		first := -1
		for _, q := range p.queues(x, false) {
			waiting := queues[q]
			for len(waiting) > 0 && bs[waiting[0]].met {
				waiting = waiting[1:]
			}
			queues[q] = waiting
			// What waits in a queue of x fits it but for the direction, of which
			// there are three.
			if k := slices.IndexFunc(waiting, func(j int) bool { return p.fits(x, &bs[j]) }); k >= 0 && (first < 0 || waiting[k] < first) {
				first = waiting[k]
			}
		}
		if first >= 0 {
			meet(x, &bs[first])
		}
	}
}

// queue is what a number can be met by.
type queue struct {
	value    Value
	dim      string
	optional bool
	way      int8 // 1 and -1: more and less than the value
}

// queues are those in which a number waits, or those it has to ask.
func (p pass) queues(e *end, waits bool) []queue {
	var out []queue
	add := func(q queue) {
		// A number that may be left unsaid is met by one that may not.
		q.optional = p == optionally && e.optional == waits
		ways := []int8{e.sign.way()}
		switch {
		case p != sureInDirection && p != agreedInDirection:
			ways = []int8{0}
		case !waits && ways[0] != 0:
			ways = append(ways, 0)
		case !waits:
			ways = []int8{0, 1, -1}
		}
		for _, q.way = range ways {
			out = append(out, q)
		}
	}
	switch p {
	case fallen:
		if !waits && !e.below() && !e.other.below() {
			return nil
		}
		return agreed.queues(e, waits)
	case sureInDirection, sure:
		add(queue{value: e.base, dim: e.dim})
	case agreedInDirection, agreed, optionally:
		for _, s := range []*sense{&e.sense, &e.other} {
			if s.value.IsNone() {
				continue
			}
			const plain, any = "\x00plain", "\x00any"
			if waits {
				add(queue{value: s.bare(), dim: any})
			}
			if s.dim == "" {
				add(queue{value: s.value, dim: map[bool]string{true: plain, false: any}[waits]})
				continue
			}
			dim := s.dim
			if proportion(dim) {
				dim = dimRatio
			}
			add(queue{value: s.base, dim: dim})
			if !waits {
				add(queue{value: s.bare(), dim: plain})
			}
		}
	case byValue:
		add(queue{value: e.value})
	case byDimension:
		if e.dim != "" {
			add(queue{dim: e.dim})
		}
	default:
		dim := ""
		if e.dim == dimCalendar {
			dim = dimCalendar
		}
		add(queue{dim: dim})
	}
	return out
}
