package page

import (
	"slices"
	"sync"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// entryView is a line of the contents.
type entryView struct {
	Number, Title, Href string
	Page                int
	Current             bool
	Foreign             bool
	Tag                 string
	frame               *frame
	sections            []*atlas.Section
}

// Sections are the lines of the chapter's sections, made where a layout shows them.
func (e entryView) Sections() []entryView {
	var out []entryView
	for _, s := range e.sections {
		if s.Heading != nil {
			out = append(out, entryView{Number: e.frame.site().NumberOf(s.Heading, e.frame.lang),
				Title: s.Heading.Text(e.frame.lang), Page: s.Heading.Page, Href: e.frame.href(e.frame.own(blockPath(s.Heading)))})
		}
	}
	return out
}

// The contents beside a chapter list all chapters of a plan of usual length. Of
// a longer one they list those around the chapter, and the home page the first, so
// that a page does not grow with the plan.
const (
	manyChapters = 120
	besideIt     = 20 // chapters before and after
)

// beside are the chapters that the contents beside a chapter list.
func (v *chapterView) beside() []*atlas.Chapter {
	all := v.atlas().Chapters
	if len(all) <= manyChapters {
		return all
	}
	i := v.atlas().Position(v.chapter)
	return all[max(0, i-besideIt):min(len(all), i+besideIt+1)]
}

// contentsOf lists chapters. If one of them is current, it alone has its
// sections; else all have.
func (f *frame) contentsOf(chapters []*atlas.Chapter, current *atlas.Chapter) []entryView {
	out := make([]entryView, 0, len(chapters))
	for _, c := range chapters {
		e := entryView{Number: f.chapterLabel(c), Href: f.href(f.own("plan/" + c.ID + ".html")), Current: c == current, Tag: f.Tag}
		if c.Heading != nil {
			e.Title, e.Page = c.Heading.Text(f.lang), c.Heading.Page
		} else if len(c.Blocks) > 0 {
			e.Page = c.Blocks[0].Page
		}
		if current == nil || c == current {
			e.frame, e.sections = f, c.Sections
		}
		out = append(out, e)
	}
	return out
}

type contentsView struct {
	frame
	Plan     atlas.Plan
	Issuers  []string
	Date     string
	Period   string
	Chapters []entryView
	Figures  []entryView
	Boxes    []entryView
	Print    string
	Notes    string
	Charts   []*chartView
}

func (e *Env) contents(lang int) ([]byte, error) {
	v := contentsView{frame: e.newFrame(lang, "plan/index.html", "contents", "", "")}
	plan := e.Atlas.Site.Plan
	v.Title = v.in(plan.Title)
	v.Description = v.t("plan.description", v.Title)
	for _, i := range plan.Issuers {
		v.Issuers = append(v.Issuers, v.in(i))
	}
	v.Date, v.Period = v.in(plan.Date), v.in(plan.Period)
	v.Chapters = v.contentsOf(e.Atlas.Chapters, nil)
	if v.site().Has(atlas.PrintPart) {
		v.Print = v.href(v.own("plan/print.html"))
	}
	if len(e.Atlas.Notes) > 0 {
		v.Notes = v.href(v.own("notes.html"))
	}
	for b := range e.Atlas.Blocks() {
		if b.Kind != text.Figure && b.Kind != text.Box {
			continue
		}
		entry := entryView{Number: v.site().NumberOf(b, lang), Title: b.Text(lang), Href: v.href(v.own(blockPath(b))), Page: b.Page}
		if b.Kind == text.Figure {
			v.Figures = append(v.Figures, entry)
		} else {
			v.Boxes = append(v.Boxes, entry)
		}
	}
	var err error
	if v.Charts, err = e.chartsOn(&v.frame, "plan"); err != nil {
		return nil, err
	}
	return e.finish(lang, "contents", v)
}

type chapterView struct {
	frame
	Heading  *headingView
	Label    string
	Prev     *entryView
	Next     *entryView
	Parallel string
	Awaiting int
	chapter  *atlas.Chapter
	sections func() []headingView
}

func (e *Env) chapter(lang int, c *atlas.Chapter) ([]byte, error) {
	v := &chapterView{frame: e.newFrame(lang, "plan/"+c.ID+".html", "chapter", "", ""), chapter: c}
	v.Label = v.chapterLabel(c)
	v.Title = v.chapterTitle(c)
	v.Description = v.t("chapter.description", v.Label, v.Title, v.in(e.Atlas.Site.Plan.Title))
	if c.Heading != nil {
		h := v.headingOf(c.Heading)
		v.Heading = &h
	}
	v.mini = v.miniature()
	v.sections = sync.OnceValue(func() []headingView { return v.sectionsOf(c) })
	before, after := e.Atlas.Around(c)
	v.Prev, v.Next = v.step(before), v.step(after)
	v.Crumbs = []crumb{{v.in(e.Atlas.Site.Plan.Title), v.href(v.own("plan/index.html"))}}
	if e.parallels() {
		v.Parallel = v.href(v.own("parallel/" + c.ID + ".html"))
	}
	for _, b := range c.Blocks {
		if _, own := b.Version(lang); !own {
			v.Awaiting++
		}
	}
	return e.finish(lang, "chapter", v)
}

// Contents are the contents beside the chapter, for a layout that shows them.
func (v *chapterView) Contents() []entryView { return v.contentsOf(v.beside(), v.chapter) }

// AllContents is the address of the whole contents where Contents are a part.
func (v *chapterView) AllContents() string {
	if len(v.beside()) == len(v.atlas().Chapters) {
		return ""
	}
	return v.href(v.own("plan/index.html"))
}

// Sections are the chapter's sections with their blocks.
func (v *chapterView) Sections() []headingView { return v.sections() }

// Footnotes are the chapter's footnotes.
func (v *chapterView) Footnotes() []blockView { return v.footnotesOf(v.chapter) }

// Gone is what stood on the page once.
func (v *chapterView) Gone() []goneView { return v.goneOf(v.chapter.ID) }

// Mini is the base of the chapter's small maps; nil where it has none.
func (v *chapterView) Mini() *miniView {
	if !v.hasSpots() {
		return nil
	}
	return v.mini
}

// hasSpots reports whether a block of the chapter has a small map.
func (v *chapterView) hasSpots() bool {
	var has func(list []blockView) bool
	has = func(list []blockView) bool {
		return slices.ContainsFunc(list, func(b blockView) bool {
			return b.Margin != nil && b.Margin.Spots != nil || has(b.Children)
		})
	}
	return slices.ContainsFunc(v.Sections(), func(s headingView) bool { return has(s.Blocks) })
}

// step is the link to the chapter before or after.
func (f *frame) step(c *atlas.Chapter) *entryView {
	if c == nil {
		return nil
	}
	number := f.chapterLabel(c)
	if c.Heading == nil {
		number = "" // the label is all it is called
	}
	return &entryView{Number: number, Title: f.chapterTitle(c), Href: f.href(f.own("plan/" + c.ID + ".html"))}
}

type printView struct {
	frame
	Issuers  []string
	Date     string
	Contents []entryView
	Chapters []printChapter
	Notes    []noteView
}

type printChapter struct {
	ID       string
	Heading  *headingView
	Label    string
	Sections []headingView
	Notes    []blockView // the footnotes
}

// print is the whole plan as one document.
func (e *Env) print(lang int) ([]byte, error) {
	v := printView{frame: e.newFrame(lang, "plan/print.html", "print", "", "")}
	plan := e.Atlas.Site.Plan
	v.Title = v.in(plan.Title)
	v.Description = v.t("print.description", v.Title)
	for _, i := range plan.Issuers {
		v.Issuers = append(v.Issuers, v.in(i))
	}
	v.Date = v.in(plan.Date)
	v.Contents = v.contentsOf(e.Atlas.Chapters, nil)
	for _, c := range e.Atlas.Chapters {
		pc := printChapter{ID: c.ID, Label: v.chapterLabel(c), Sections: v.sectionsOf(c), Notes: v.footnotesOf(c)}
		if c.Heading != nil {
			h := v.headingOf(c.Heading)
			pc.Heading = &h
		}
		v.Chapters = append(v.Chapters, pc)
	}
	for _, n := range e.Atlas.Notes {
		v.Notes = append(v.Notes, v.note(n, n.Reading))
	}
	v.Crumbs = []crumb{{v.Title, v.href(v.own("plan/index.html"))}}
	return e.finish(lang, "print", v)
}

type parallelView struct {
	frame
	Label    string
	Columns  []parallelColumn
	Rows     []parallelRow
	Prev     *entryView
	Next     *entryView
	Chapter  string
	Contents []entryView
	Gone     []goneView // what stood on the page once
}

type parallelColumn struct{ Name, Tag string }

// parallelRow is a block in every language, side by side.
type parallelRow struct {
	ID    string
	Kind  string
	Href  string
	Under bool // a heading of the chapter stands above
	Cells []parallelCell
}

type parallelCell struct {
	Tag     string
	Number  string
	HTML    blockView
	Missing bool
}

// parallel shows a chapter in all languages side by side, block by block. Each
// language's text has its own interface words, since they are its own numbers.
func (e *Env) parallel(lang int, c *atlas.Chapter) ([]byte, error) {
	v := parallelView{frame: e.newFrame(lang, "parallel/"+c.ID+".html", "parallel", "", "")}
	v.Label = v.chapterLabel(c)
	v.Title = v.chapterTitle(c) + " – " + v.t("parallel.title")
	v.Description = v.t("parallel.description", v.chapterTitle(c))
	v.Crumbs = []crumb{{v.in(e.Atlas.Site.Plan.Title), v.href(v.own("plan/index.html"))},
		{v.Label, v.href(v.own("plan/" + c.ID + ".html"))}}
	v.Chapter = v.href(v.own("plan/" + c.ID + ".html"))
	v.Gone = v.goneOf(c.ID)
	order := []int{lang}
	for i := range e.Atlas.Languages {
		if i != lang {
			order = append(order, i)
		}
	}
	frames := map[int]*frame{}
	for _, i := range order {
		f := e.newFrame(i, "parallel/"+c.ID+".html", "parallel", "", "")
		f.path = v.path // links lead from this page
		frames[i] = &f
		v.Columns = append(v.Columns, parallelColumn{e.Atlas.Languages[i].Name, e.Atlas.Languages[i].Tag})
	}
	under := false
	for n, b := range c.Blocks {
		if b.Table != nil {
			continue // it stands in its table
		}
		row := parallelRow{ID: b.ID, Kind: b.Kind.String(), Href: v.href(v.own(blockPath(b))), Under: under}
		under = under || b.Kind == text.Title || b.Kind == text.Section
		for k, i := range order {
			w := b.Versions[i]
			if w == nil || w.Awaits {
				row.Cells = append(row.Cells, parallelCell{Tag: e.Atlas.Languages[i].Tag, Missing: true})
				continue
			}
			cell := parallelCell{Tag: e.Atlas.Languages[i].Tag, HTML: frames[i].blockOf(b)}
			cell.Number = cell.HTML.Number
			if k > 0 {
				// Ids may stand on a page once only: the second column has none.
				p := prose{frame: frames[i], block: b, version: w, lang: i, plain: true}
				cell.HTML.HTML, cell.HTML.Notes = p.html(), nil
			}
			if b.Kind == text.Table {
				cell.HTML = frames[i].tableOf(b, c.Blocks[n+1:], k > 0)
				cell.HTML.ID = "" // the row has it
			}
			row.Cells = append(row.Cells, cell)
		}
		v.Rows = append(v.Rows, row)
	}
	before, after := e.Atlas.Around(c)
	prev, next := v.step(before), v.step(after)
	for _, s := range []struct {
		e *entryView
		c *atlas.Chapter
	}{{prev, before}, {next, after}} {
		if s.e != nil {
			s.e.Href = v.href(v.own("parallel/" + s.c.ID + ".html"))
		}
	}
	v.Prev, v.Next = prev, next
	return e.finish(lang, "parallel", v)
}
