package atlas

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"atlas/generator/text"
)

// write writes pieces for a test.
func (e *ear) write(pieces []Piece) string {
	var out []string
	for _, p := range pieces {
		switch p % pieceKinds {
		case headingPiece:
			out = append(out, "heading of ch"+string(rune('0'+p/pieceKinds)))
		case bodyPiece:
			out = append(out, "body of ch"+string(rune('0'+p/pieceKinds)))
		case groupsPiece:
			out = append(out, "groups")
		default:
			for t, q := range e.things {
				if p == q {
					out = append(out, t.kind+t.id)
				}
			}
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// An edit of words changes the pieces that they stand in and what they name; any
// other edit changes more than pieces.
func TestSince(t *testing.T) {
	for name, c := range map[string]struct{ path, from, to, want string }{
		"nothing":        {"content/zh/ch1.md", "", "", ""},
		"words":          {"content/zh/ch1.md", "修复灯塔", "修缮灯塔", "body of ch1"},
		"a heading":      {"content/zh/ch1.md", "# 总体要求\n", "# 要求\n", "heading of ch1"},
		"a translation":  {"content/en/ch1.md", "lighthouse", "old lighthouse", "body of ch1"},
		"a name goes":    {"content/zh/ch1.md", "石桥和柳浦两镇", "石桥和另一镇", "body of ch1, groups, place:liupu"},
		"a mark":         {"content/zh/ch1.md", "修复灯塔", "修复**灯塔**", "body of ch1"},
		"lines":          {"content/zh/ch1.md", "## 发展基础\n", "\n\n## 发展基础\n", ""},
		"a block":        {"content/zh/ch1.md", "> - 修复灯塔。", "> - 修复灯塔。\n> - 建设灯塔。", "more"},
		"a printed page": {"content/zh/ch1.md", "{page 2}", "{page 3}", "more"},
		"a note":         {"content/zh/ch1.md", "{corr A1 high 12→1.2}", "1.2", "more"},
		"a label":        {"content/zh/ch1.md", "# 总体要求", "---\nlabel: 前言\n---\n# 总体要求", "more"},
		"a cell":         {"data/places.csv", "120.15", "120.16", "more"},
		"a row":          {"data/values.csv", "人口,Population", "人口数,Population", "body of ch1, rows"},
		"a new row":      {"data/values.csv", "berths,泊位", "quays,泊位,Quays,3,=,berth,target,box1-i1,泊位增至3个\nberths,泊位", "body of ch1, rows"},
		"a quote":        {"data/values.csv", "人口1.2万人", "人口1.2万", "body of ch1, rows"},
		"a name":         {"data/names.csv", "北湾桥镇", "北湾桥", "more"},
		"no row":         {"data/values.csv", "", "", "more"},
		"a setting":      {"content/site.yaml", "title:", "title: ", "more"},
		"an article":     {"content/en/about.md", "---\n", "---\n\n", "more"},
		"a file":         {"content/en/handbook/more.md", "", "---\ntitle: More\n---\nMore\n", "more"},
		"a missing file": {"content/en/about.md", "", "", "more"},
	} {
		t.Run(name, func(t *testing.T) {
			site := bay(t)
			l := NewLoader(site)
			old := load(t, l)
			switch {
			case c.from != "":
				site[c.path].Data = []byte(strings.Replace(string(site[c.path].Data), c.from, "@", 1))
				edit(t, site, c.path, "@", c.to)
			case c.to != "":
				site[c.path] = site["content/en/about.md"]
			case c.want != "":
				delete(site, c.path)
			}
			a, _ := l.Reload([]string{c.path})
			if name == "nothing" {
				a, _ = l.Load()
			}
			changes, ok := a.Since(old)
			got := a.ear.write(changes.Pieces)
			if changes.Rows {
				got += ", rows"
			}
			if !ok {
				got = "more"
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			back, ok2 := old.Since(a)
			if ok != ok2 || changes.Rows != back.Rows || !slices.Equal(changes.Pieces, back.Pieces) {
				t.Errorf("the other way round %q, %v", a.ear.write(back.Pieces), back.Rows)
			}
			if _, ok := a.Since(load(t, NewLoader(bay(t)))); ok {
				t.Error("an atlas of another loader is compared")
			}
			if _, ok := a.Since(nil); ok {
				t.Error("there is nothing to compare with")
			}
		})
	}
}

// Whatever leads to words is heard.
func TestHeard(t *testing.T) {
	a := load(t, NewLoader(bay(t)))
	place := a.Place("liupu")
	c := a.Chapters[0]
	for name, x := range map[string]struct {
		read func()
		want string
	}{
		"nothing":      {func() {}, ""},
		"its shape":    {func() { _ = c.Blocks[2].ID }, ""},
		"a text":       {func() { c.Blocks[2].Text(1) }, "body of ch1"},
		"a heading":    {func() { c.Heading.Text(0) }, "heading of ch1"},
		"by its id":    {func() { a.Block("box1-i1") }, "body of ch1"},
		"a chapter":    {func() { a.Chapter("ch1") }, "body of ch1, heading of ch1"},
		"naming":       {func() { a.NamedIn(place) }, "place:liupu"},
		"told":         {func() { a.Told(place) }, "groups, place:liupu"},
		"how it is":    {func() { a.Behind(c.Blocks[2], 1) }, "body of ch1"},
		"its standing": {func() { a.Standing(c.Heading, 1) }, "heading of ch1"},
		"a note":       {func() { a.Note("A1") }, "body of ch1"},
		"a map":        {func() { a.Map("bay") }, "body of ch1"},
		"kept":         {func() { a.Hear([]Piece{c.piece(bodyPiece)}) }, "body of ch1"},
		"one within another": {func() {
			if got := a.ear.write(a.Heard(func() { c.Heading.Text(0) })); got != "heading of ch1" {
				t.Errorf("within: %q", got)
			}
			c.Blocks[2].Text(0)
		}, "body of ch1, heading of ch1"},
		"somebody else": {func() {
			var others sync.WaitGroup
			others.Go(func() { c.Blocks[2].Text(0) })
			others.Wait()
		}, "body of ch1"},
	} {
		if got := a.ear.write(a.Heard(x.read)); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
	if a.Hearing() {
		t.Error("somebody still listens")
	}
}

// Each part of a chapter is its shape or its words. A new one must be compared in
// sameShape or sameWords, or follow from what is.
func TestPartsAreCompared(t *testing.T) {
	for _, x := range []struct {
		of    any
		parts string
	}{
		{Chapter{}, "ID N Heading Label Files Absent Sections Blocks Footnotes Tables before byID surplus decided named found noted awaits strays ear lost pairs"},
		{Section{}, "ID N Heading Blocks"},
		{Block{}, "Ordinal ID Kind N Count Number Chapter Section Under Box Group Table Page Versions Mentions cites"},
		{text.Block{}, "Kind Awaits EndsGroup InBox Quote Starts Level Depth Text Rest Marks Cell Pos runs"},
		{Mention{}, "Start End Place Name Rule"},
		{Note{}, "ID Block Kind Seed Reading Confidence Reason Source Row"},
	} {
		var got []string
		for f := range reflect.TypeOf(x.of).Fields() {
			got = append(got, f.Name)
		}
		if s := strings.Join(got, " "); s != x.parts {
			t.Errorf("%T has the parts %s, known are %s", x.of, s, x.parts)
		}
	}
}
