package anchor

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var (
	sequences = flag.Int("sequences", 250, "how many random sequences of edits the proof makes")
	firstOne  = flag.Uint64("seed", 1, "the first seed")
)

// thing is a block of which the oracle knows what it is.
type thing struct {
	key  int          // what it is
	may  map[int]bool // what else it is in part, having been split from it or joined with it
	kind string       // title, section, paragraph
	text string
}

// oracle makes the edits, and so knows which block is which.
type oracle struct {
	rng   *rand.Rand
	words []string // of an alphabet; none for a script without blanks
	doc   []*thing
	keys  int
	alike bool // two blocks are much alike: which is which nobody can tell after many edits at once
}

func (o *oracle) sentence(long bool) string {
	n := 12 + o.rng.IntN(60)
	if !long {
		n = 6 + o.rng.IntN(8)
	}
	var out strings.Builder
	for i := range n {
		if o.words == nil {
			// Some characters are far more frequent than others.
			out.WriteRune(rune(0x4e00 + int(4000*o.rng.Float64()*o.rng.Float64())))
			continue
		}
		if i > 0 {
			out.WriteString(" ")
		}
		f := o.rng.Float64()
		out.WriteString(o.words[int(float64(len(o.words))*f*f)])
	}
	return out.String()
}

func (o *oracle) make(kind string) *thing {
	o.keys++
	return &thing{key: o.keys, may: map[int]bool{}, kind: kind, text: o.sentence(kind == "paragraph")}
}

// parts are the units in which a text is edited: characters or words.
func (o *oracle) parts(text string) []string {
	if o.words == nil {
		return strings.Split(text, "")
	}
	return strings.SplitAfter(text, " ")
}

func (o *oracle) paragraph() int {
	for range 100 {
		if i := o.rng.IntN(len(o.doc)); o.doc[i].kind == "paragraph" {
			return i
		}
	}
	return -1
}

// edit is what the oracle did, and to which blocks.
type edit struct {
	op      string
	touched []*thing // of before
	made    []*thing
}

func (o *oracle) edit(single bool) edit {
	i := o.paragraph()
	if i < 0 {
		i = 1
		o.doc = slices.Insert(o.doc, 1, o.make("paragraph"))
		return edit{"insert", nil, o.doc[1:2]}
	}
	b := o.doc[i]
	switch o.rng.IntN(6) {
	case 0:
		kind := "paragraph"
		if o.rng.IntN(4) == 0 {
			kind = "section"
		}
		n := o.make(kind)
		if single && kind == b.kind && o.rng.IntN(8) == 0 { // much like its neighbour
			o.alike = true
			p := o.parts(b.text)
			n.text = strings.Join(p[:len(p)-1], "") + o.sentence(false)
		}
		o.doc = slices.Insert(o.doc, 1+o.rng.IntN(len(o.doc)), n)
		return edit{"insert", nil, []*thing{n}}
	case 1:
		if o.rng.IntN(4) == 0 { // a section, with what it holds
			if at := slices.IndexFunc(o.doc, func(t *thing) bool { return t.kind == "section" }); at > 0 && single {
				end := at + 1
				for end < len(o.doc) && o.doc[end].kind == "paragraph" {
					end++
				}
				gone := slices.Clone(o.doc[at:end])
				o.doc = slices.Delete(o.doc, at, end)
				return edit{"delete", gone, nil}
			}
		}
		o.doc = slices.Delete(o.doc, i, i+1)
		return edit{"delete", []*thing{b}, nil}
	case 2:
		o.doc = slices.Delete(o.doc, i, i+1)
		o.doc = slices.Insert(o.doc, 1+o.rng.IntN(len(o.doc)), b)
		return edit{"move", nil, nil}
	case 3:
		p := o.parts(b.text)
		if len(p) < 16 {
			return edit{op: "nothing"}
		}
		at := 4 + o.rng.IntN(len(p)-8)
		x, y := o.make("paragraph"), o.make("paragraph")
		x.text, y.text = strings.TrimSpace(strings.Join(p[:at], "")), strings.TrimSpace(strings.Join(p[at:], ""))
		for _, t := range []*thing{x, y} {
			t.may = map[int]bool{b.key: true}
			for k := range b.may {
				t.may[k] = true
			}
		}
		o.doc = slices.Replace(o.doc, i, i+1, x, y)
		return edit{"split", []*thing{b}, []*thing{x, y}}
	case 4:
		if i+1 >= len(o.doc) || o.doc[i+1].kind != "paragraph" {
			return edit{op: "nothing"}
		}
		c := o.doc[i+1]
		n := o.make("paragraph")
		n.text = b.text + map[bool]string{true: "", false: " "}[o.words == nil] + c.text
		for _, t := range []*thing{b, c} {
			n.may[t.key] = true
			for k := range t.may {
				n.may[k] = true
			}
		}
		o.doc = slices.Replace(o.doc, i, i+2, n)
		return edit{"join", []*thing{b, c}, []*thing{n}}
	}
	p := o.parts(b.text)
	whole, changed := 0, 0
	for _, w := range p {
		whole += len(strings.TrimSpace(w))
	}
	limit := 1 + o.rng.IntN(len(p))
	for range limit {
		k := o.rng.IntN(len(p))
		n := len(strings.TrimSpace(p[k]))
		if n == 0 || (changed+n)*100 > whole*48 {
			continue
		}
		changed += n
		switch o.rng.IntN(3) {
		case 0:
			p[k] = ""
		case 1:
			p[k] = o.parts(o.sentence(false))[0]
		default:
			if o.words != nil && !strings.HasSuffix(p[k], " ") {
				p[k] += " "
			}
			p[k] += o.parts(o.sentence(false))[0]
		}
	}
	n := *b
	n.text = strings.TrimSpace(strings.Join(p, ""))
	o.doc[i] = &n
	return edit{"reword", nil, nil}
}

func (o *oracle) blocks() []Block {
	var lines []string
	for _, t := range o.doc {
		lines = append(lines, map[string]string{"title": "# ", "section": "## "}[t.kind]+t.text)
	}
	return document(lines...)
}

// Random edits, saved after one or several: no id ever names another block, every
// block that keeps half of its characters keeps its id where one edit is saved at a
// time, every id leads on, and what was written is read the same.
func TestProof(t *testing.T) {
	for n := range *sequences {
		if !prove(t, *firstOne+uint64(n)) {
			t.Fatalf("seed %d", *firstOne+uint64(n))
		}
	}
}

func prove(t *testing.T, seed uint64) bool {
	rng := rand.New(rand.NewPCG(seed, 17))
	o := &oracle{rng: rng}
	if seed%2 == 0 {
		for range 1500 {
			w := make([]byte, 2+rng.IntN(8))
			for k := range w {
				w[k] = byte('a' + rng.IntN(26))
			}
			o.words = append(o.words, string(w))
		}
	}
	for range 2 + rng.IntN(2) {
		o.doc = append(o.doc, o.make("title"))
		for range 1 + rng.IntN(3) {
			o.doc = append(o.doc, o.make("section"))
			for range rng.IntN(6) {
				o.doc = append(o.doc, o.make("paragraph"))
			}
		}
	}
	out := Pin(o.blocks())
	owner := map[string]int{}
	ids := map[int]string{}
	for i, x := range o.doc {
		owner[out.IDs[i]], ids[x.key] = x.key, out.IDs[i]
	}
	for save := range 12 {
		before := slices.Clone(o.doc)
		single := rng.IntN(3) > 0 || o.alike
		edits := []edit{o.edit(single)}
		for !single && rng.IntN(4) > 0 {
			edits = append(edits, o.edit(false))
		}
		out = out.Record.Assign(o.blocks())
		wrong := func(what string, args ...any) bool {
			var log []string
			for _, e := range edits {
				log = append(log, e.op)
			}
			t.Errorf("save %d, %s: %s", save, strings.Join(log, " "), fmt.Sprintf(what, args...))
			return false
		}
		living := map[string]bool{}
		for i, x := range o.doc {
			id := out.IDs[i]
			if living[id] {
				return wrong("%s names two blocks", id)
			}
			living[id] = true
			if k, given := owner[id]; !given {
				owner[id] = x.key
			} else if k != x.key && !x.may[k] {
				return wrong("%s passed to another block: %s", id, x.text)
			}
		}
		for id := range owner {
			if !living[id] && len(out.Record.fatesOf(id)) == 0 {
				return wrong("of %s is nothing known", id)
			} else if !living[id] && len(out.Record.Lead(id, func(id string) bool { return living[id] })) == 0 {
				return wrong("%s leads nowhere", id)
			}
		}
		if single && !o.kept(before, edits[0], out, ids, wrong) {
			return false
		}
		clear(ids)
		for i, x := range o.doc {
			ids[x.key] = out.IDs[i]
		}
		r, problems := parse(t, string(out.Record.Bytes()))
		if len(problems) > 0 {
			return wrong("written, it cannot be read: %v", problems)
		}
		if again := r.Assign(o.blocks()); again.Changed || !slices.Equal(again.IDs, out.IDs) {
			return wrong("written and read, the ids are others")
		}
		out.Record = r
	}
	return true
}

// kept looks at a save of one edit.
func (o *oracle) kept(before []*thing, e edit, out Outcome, ids map[int]string, wrong func(string, ...any) bool) bool {
	for i, x := range o.doc {
		if id, known := ids[x.key]; known && x.kind != "title" && id != out.IDs[i] {
			return wrong("%s became %s: %s", id, out.IDs[i], x.text)
		}
	}
	is := func(id string, what What) bool {
		return slices.ContainsFunc(out.Record.fatesOf(id), func(f Fate) bool { return f.What == what })
	}
	idOf := func(x *thing) string { return out.IDs[slices.Index(o.doc, x)] }
	switch e.op {
	case "delete":
		for _, x := range e.touched {
			if !is(ids[x.key], Deleted) {
				return wrong("%s, taken out, is %v", ids[x.key], out.Record.fatesOf(ids[x.key]))
			}
		}
	case "split":
		id := ids[e.touched[0].key]
		x, y := idOf(e.made[0]), idOf(e.made[1])
		if x != id && y != id {
			return wrong("neither part keeps %s", id)
		}
		if x != id && len(o.parts(e.made[0].text)) > 2*len(o.parts(e.made[1].text)) {
			return wrong("the smaller part has %s", id)
		}
		if !is(id, Split) {
			return wrong("%s, split, is %v", id, out.Record.fatesOf(id))
		}
	case "join":
		a, b := ids[e.touched[0].key], ids[e.touched[1].key]
		other := b
		switch idOf(e.made[0]) {
		case b:
			other = a
		case a:
		default:
			return wrong("%s and %s were joined to %s", a, b, idOf(e.made[0]))
		}
		if !is(other, Joined) {
			return wrong("%s, joined, is %v", other, out.Record.fatesOf(other))
		}
	}
	return true
}

func BenchmarkAssign(b *testing.B) {
	o := &oracle{rng: rand.New(rand.NewPCG(1, 1))}
	for range 20 {
		o.doc = append(o.doc, o.make("title"))
		for range 100 {
			o.doc = append(o.doc, o.make("paragraph"))
		}
	}
	was := o.blocks()
	r := Pin(was).Record
	for range 3 {
		o.edit(false)
	}
	some := o.blocks()
	for i, t := range o.doc {
		if i%3 > 0 && t.kind == "paragraph" {
			n := *t
			n.text = o.sentence(true) + n.text
			o.doc[i] = &n
		}
	}
	most := o.blocks()
	for _, c := range []struct {
		name   string
		blocks []Block
	}{{"unchanged", was}, {"some", some}, {"most", most}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				r.Assign(c.blocks)
			}
		})
	}
}
