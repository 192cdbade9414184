package text

// hoard gathers what the blocks of a chapter have, so that it is made at once for
// all: the blocks of a chapter live as long as each other, and a garbage collector
// has the less to do the fewer things there are.
type hoard struct {
	text  []byte
	runs  []run
	marks []Mark
	ends  []ends // of the blocks so far
}

// ends are where a block's part of each ends.
type ends struct{ text, rest, runs, marks int }

// take takes what the next block has.
func (h *hoard) take(text []byte, runs []run, marks []Mark) {
	h.text = append(h.text, text...)
	h.runs = append(h.runs, runs...)
	h.marks = append(h.marks, marks...)
	h.ends = append(h.ends, ends{len(h.text), len(h.text), len(h.runs), len(h.marks)})
}

// rest takes what of the last block is no plain text.
func (h *hoard) rest(rest []byte) {
	h.text = append(h.text, rest...)
	h.ends[len(h.ends)-1].rest = len(h.text)
}

// give makes a copy of the blocks, in the order in which they were taken, with what
// they have, and is empty again.
func (h *hoard) give(blocks []Block) []Block {
	out := append(make([]Block, 0, len(blocks)), blocks...) // no room for more
	text := string(h.text)
	runs := append(make([]run, 0, len(h.runs)), h.runs...)
	marks := append(make([]Mark, 0, len(h.marks)), h.marks...)
	var from ends
	for i := range out {
		b, to := &out[i], h.ends[i]
		b.Text, b.Rest = text[from.rest:to.text], text[to.text:to.rest]
		b.runs = runs[from.runs:to.runs:to.runs]
		if from.marks < to.marks {
			b.Marks = marks[from.marks:to.marks:to.marks]
		}
		from = to
	}
	clear(h.marks)
	*h = hoard{text: h.text[:0], runs: h.runs[:0], marks: h.marks[:0], ends: h.ends[:0]}
	return out
}
