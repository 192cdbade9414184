package carto

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"

	"atlas/generator/geo"
)

// Drawing is a map and what became of its labels.
type Drawing struct {
	SVG           []byte
	Width, Height float64   // px
	LeftOut       []LeftOut // labels without room, in the order of their priority
	sizes         []int     // bytes, by layer
}

// LeftOut is a label that found no room. The feature keeps its title.
type LeftOut struct {
	Layer, ID, Text string
}

// small is the width in px under which a drawing has the class m-small.
const small = 500

// Draw is the map as SVG: Render without the report.
func Draw(s Spec) []byte { return Render(s).SVG }

// Render draws the map.
func Render(s Spec) Drawing {
	d := newDrawing(s)

	var view, furniture, labels, frame, legend bytes.Buffer
	d.layers(&view, s.Layers, s.Frame, true)
	d.furniture(&furniture)
	d.labels(&labels)
	d.frameLines(&frame)
	height := s.Frame.Height() + d.legend(&legend)
	height += d.notes(&legend, height)

	var out bytes.Buffer
	role := "img"
	if d.links > 0 {
		role = "group" // the parts of an img are hidden from screen readers
	}
	p, class := d.id(""), "m-map"
	if s.Frame.Width < small {
		class += " m-small"
	}
	if s.Class != "" {
		class += " " + esc(s.Class)
	}
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" class="%s" viewBox="0 0 %s %s" width="%s" height="%s"`,
		class, px(s.Frame.Width), px(height), px(s.Frame.Width), px(height))
	if s.Lang != "" {
		fmt.Fprintf(&out, ` lang="%s"`, esc(s.Lang))
	}
	fmt.Fprintf(&out, ` role="%s" aria-labelledby="%st"`, role, p)
	if s.Desc != "" {
		fmt.Fprintf(&out, ` aria-describedby="%sd"`, p)
	}
	fmt.Fprintf(&out, `><title id="%st">%s</title>`, p, esc(s.Title))
	if s.Desc != "" {
		fmt.Fprintf(&out, `<desc id="%sd">%s</desc>`, p, esc(s.Desc))
	}
	out.WriteString("\n<defs>")
	clipPath(&out, d.id("clip"), d.neat)
	d.patterns(&out)
	out.Write(d.defs.Bytes())
	out.WriteString("</defs>\n")
	rect(&out, "m-sheet", d.neat)
	fmt.Fprintf(&out, "<g class=\"m-view\" clip-path=\"url(#%s)\">\n", d.id("clip"))
	out.Write(view.Bytes())
	out.WriteString("</g>\n")
	for _, b := range []*bytes.Buffer{&labels, &furniture, &frame, &legend} {
		out.Write(b.Bytes())
	}
	out.WriteString("</svg>\n")
	return Drawing{SVG: out.Bytes(), Width: s.Frame.Width, Height: height, LeftOut: d.leftOut, sizes: d.sizes}
}

// drawing is a map in the making.
type drawing struct {
	spec    Spec
	frame   Frame
	neat    box
	links   int
	drawn   map[string]int    // how often a border is drawn, by its path
	twice   map[string]string // ids of the paths that are drawn more than once
	hatches map[Hatch]bool
	classes map[string]string // of layers, by name
	opened  map[string]int    // how many layers have the name so far
	arrows  bool
	defs    bytes.Buffer
	ink     *inkMap
	hard    []obstacle // symbols and furniture: no label covers them
	linked  []orb.MultiPolygon
	ends    []orb.Point // of arrows, px
	asked   []*request
	leftOut []LeftOut
	sizes   []int
}

func newDrawing(s Spec) *drawing {
	d := &drawing{sizes: make([]int, len(s.Layers)), spec: s, frame: s.Frame, neat: s.Frame.neat(), hatches: map[Hatch]bool{}, classes: map[string]string{},
		drawn: map[string]int{}, twice: map[string]string{}, ink: newInkMap(s.Frame.Width, s.Frame.Height())}
	d.countBorders(s.Layers)
	return d
}

// id is an id within the drawing.
func (d *drawing) id(name string) string { return esc(d.spec.Prefix) + "-" + esc(name) }

// layers draws layers in a frame; those of the map itself also ask for labels.
func (d *drawing) layers(w *bytes.Buffer, layers []Layer, f Frame, main bool) {
	last := -1 // the graticule lies over the fills and under everything else
	for i, l := range layers {
		if _, ok := l.(Areas); ok {
			last = i
		}
	}
	if main && last < 0 {
		d.graticuleLines(w)
	}
	for i, l := range layers {
		before := w.Len() + d.defs.Len()
		switch l := l.(type) {
		case Areas:
			d.open(w, "areas", l.Name, l.Class, l.Title, main)
			for _, a := range l.Features {
				d.area(w, l, a, main)
			}
		case Borders:
			d.open(w, "borders", l.Name, l.Class, l.Title, main)
			d.borders(w, l, main)
		case Lines:
			d.open(w, "lines", l.Name, l.Class, l.Title, main)
			for _, f1 := range l.Features {
				d.line(w, l, f1, f, main)
			}
		case Points:
			d.open(w, "points", l.Name, l.Class, l.Title, main)
			for _, p := range l.Features {
				d.point(w, l, p, f, main)
			}
		default:
			continue
		}
		w.WriteString("</g>\n")
		if main {
			d.sizes[i] = w.Len() + d.defs.Len() - before
		}
		if main && i == last {
			d.graticuleLines(w)
		}
	}
}

func (d *drawing) open(w *bytes.Buffer, kind, name, class, title string, main bool) {
	fmt.Fprintf(w, `<g class="m-%s m-%s-%s`, kind, kind, esc(name))
	if class != "" {
		w.WriteString(" " + esc(class))
		if main {
			d.classes[name] = class
		}
	}
	w.WriteByte('"')
	if main {
		if d.opened == nil {
			d.opened = map[string]int{}
		}
		id := name
		if d.opened[name]++; d.opened[name] > 1 { // two layers of rivers: ids may stand once only
			id += "-" + strconv.Itoa(d.opened[name])
		}
		fmt.Fprintf(w, ` id="%s"`, d.id(id))
		if title != "" {
			fmt.Fprintf(w, ` role="group" aria-label="%s"`, esc(title))
		}
	}
	w.WriteString(">\n")
}

// feature writes an element with its link, title, class and id about it. inner
// is written as it is, with attributes, more among them, put into its first tag
// where there is no link to carry them.
func (d *drawing) feature(w *bytes.Buffer, kind, layer string, m Mark, more string, main bool, inner func(attrs, title string)) {
	attrs := fmt.Sprintf(` class="m-%s`, kind)
	if m.Class != "" {
		attrs += " " + esc(m.Class)
	}
	link := m.Href != "" && main
	if link {
		attrs += " m-link"
	}
	attrs += `"`
	if m.ID != "" && main {
		attrs += fmt.Sprintf(` id="%s" data-id="%s"`, d.id(layer+"-"+m.ID), esc(m.ID))
	}
	attrs += more
	title := ""
	if m.Title != "" {
		title = "<title>" + esc(m.Title) + "</title>"
	}
	if !link {
		inner(attrs, title)
		w.WriteByte('\n')
		return
	}
	d.links++
	fmt.Fprintf(w, `<a href="%s"%s>%s`, esc(m.Href), attrs, title)
	inner("", "")
	w.WriteString("</a>\n")
}

// tag writes an element, with a title in it where there is one.
func tag(w *bytes.Buffer, name, attrs, title string) {
	if title == "" {
		fmt.Fprintf(w, "<%s%s/>", name, attrs)
		return
	}
	fmt.Fprintf(w, "<%s%s>%s</%s>", name, attrs, title, name)
}

func (d *drawing) area(w *bytes.Buffer, l Areas, a Area, main bool) {
	if len(a.Shapes) == 0 {
		return
	}
	s := l.Cover.shape(a.Shapes)
	if s.d == "" {
		return
	}
	d.feature(w, "area", l.Name, a.Mark, "", main, func(attrs, title string) {
		tag(w, "path", attrs+` d="`+s.d+`"`, title)
		if a.Hatch != NoHatch {
			d.hatches[a.Hatch] = true
			fmt.Fprintf(w, `<path class="m-hatched" fill="url(#%s)" d="%s"/>`, d.id("hatch-"+string(a.Hatch)), s.d)
		}
	})
	if !main {
		return
	}
	if a.Href != "" {
		d.linked = append(d.linked, s.area)
	}
	d.ask(l.Name, a.Mark, true, func(st LabelStyle) []candidate { return areaWays(a.Label, st, s, d.neat.grow(-2)) })
}

// borders draws levels, the lowest first. A line that is drawn more than once, as
// a casing or in another layer too, is written once.
func (d *drawing) borders(w *bytes.Buffer, l Borders, main bool) {
	paths := l.Cover.levels(l.Levels)
	for i := len(paths) - 1; i >= 0; i-- {
		class, casing := esc(l.Levels[i].Class), esc(l.Levels[i].Casing)
		switch {
		case paths[i].d == "":
		case d.drawn[paths[i].d] < 2:
			fmt.Fprintf(w, "<path class=\"m-border %s\" d=\"%s\"/>\n", class, paths[i].d)
		default:
			id := d.twice[paths[i].d]
			if id == "" {
				id = d.id(fmt.Sprintf("twice-%d", len(d.twice)+1))
				d.twice[paths[i].d] = id
				// Style sheets do not reach from the drawing into what it uses.
				fmt.Fprintf(&d.defs, `<path id="%s" vector-effect="non-scaling-stroke" d="%s"/>`, id, paths[i].d)
			}
			if casing != "" {
				fmt.Fprintf(w, "<use class=\"m-border %s\" href=\"#%s\"/>", casing, id)
			}
			fmt.Fprintf(w, "<use class=\"m-border %s\" href=\"#%s\"/>\n", class, id)
		}
		if main {
			for _, line := range paths[i].lines {
				d.ink.line(line, 2.5/float64(i+1))
			}
		}
	}
}

// countBorders counts how often each line is drawn.
func (d *drawing) countBorders(layers []Layer) {
	for _, l := range layers {
		b, ok := l.(Borders)
		if !ok {
			continue
		}
		for i, p := range b.Cover.levels(b.Levels) {
			d.drawn[p.d]++
			if b.Levels[i].Casing != "" {
				d.drawn[p.d]++
			}
		}
	}
}

func (d *drawing) line(w *bytes.Buffer, l Lines, f1 Line, f Frame, main bool) {
	bound := f.neat().grow(4).bound()
	if f1.Arrow || f1.End.Text != "" {
		bound = f.neat().grow(-arrowRoom).bound()
	}
	detail := Detail
	if l.coarse {
		detail *= 2
	}
	var shown orb.MultiLineString
	for _, c := range f1.Course {
		pts := make(orb.LineString, len(c))
		for i, p := range c {
			pts[i] = f.px(p)
		}
		if b := pts.Bound(); l.coarse && b.Max[0]-b.Min[0] < 1 && b.Max[1]-b.Min[1] < 1 {
			continue
		}
		shown = append(shown, clip.LineString(bound, geo.Thin(pts, detail))...)
	}
	var path pathWriter
	for _, pts := range shown {
		path.line(pts, false)
	}
	if len(path.buf) == 0 {
		return
	}
	d.feature(w, "line", l.Name, f1.Mark, "", main, func(attrs, title string) {
		if f1.Arrow {
			d.arrows = true
			attrs += fmt.Sprintf(` marker-end="url(#%s)"`, d.id("arrow"))
		}
		tag(w, "path", attrs+` d="`+string(path.buf)+`"`, title)
	})
	if !main {
		return
	}
	for _, pts := range shown {
		d.ink.line(pts, 2)
	}
	d.ask(l.Name, f1.Mark, true, func(st LabelStyle) []candidate {
		ways := courseWays(f1.Label, st, shown, d.neat.grow(-2))
		if f1.Beside {
			ways = append(ways, besideWays(f1.Label, st, shown, d.neat.grow(-2))...)
		}
		return ways
	})
	last := shown[len(shown)-1]
	if f1.Arrow {
		d.ends = append(d.ends, last[len(last)-1])
	}
	d.ask(l.Name, Mark{ID: f1.ID, Label: f1.End}, false, func(st LabelStyle) []candidate {
		return pointWays(f1.End, st, last[len(last)-1], last[len(last)-1], 9, d.neat.grow(-2))
	})
}

// arrowRoom is how far inside the neat line arrows end that lead off the sheet.
const arrowRoom = 9

// ask puts a label on the list of those that want a place; grows says that what
// it names takes more room as one zooms.
func (d *drawing) ask(layer string, m Mark, grows bool, ways func(LabelStyle) []candidate) {
	if m.Label.Text == "" || m.Label.Later && !d.spec.Zoom {
		return
	}
	i := slices.IndexFunc(d.spec.Styles, func(s LabelStyle) bool { return s.Name == m.Label.Style })
	if i < 0 || d.spec.Styles[i].Size <= 0 {
		return
	}
	st := d.spec.Styles[i]
	d.asked = append(d.asked, &request{id: m.ID, layer: layer, label: m.Label, style: st, order: len(d.asked), at: ways, grows: grows, ways: ways(st)})
}

// esc makes a text safe in an attribute or between tags, in HTML and in XML.
func esc(s string) string { return escaper.Replace(strings.ToValidUTF8(s, "\uFFFD")) }

var escaper = func() *strings.Replacer {
	pairs := []string{"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "\uFFFE", "", "\uFFFF", ""}
	for c := range rune(0x20) { // XML has no place for these
		if c != '\t' && c != '\n' && c != '\r' {
			pairs = append(pairs, string(c), "")
		}
	}
	return strings.NewReplacer(pairs...)
}()

func clipPath(w *bytes.Buffer, id string, b box) {
	fmt.Fprintf(w, `<clipPath id="%s">`, id)
	rect(w, "", b)
	w.WriteString("</clipPath>")
}

func rect(w *bytes.Buffer, class string, b box) {
	w.WriteString("<rect")
	if class != "" {
		fmt.Fprintf(w, ` class="%s"`, class)
	}
	fmt.Fprintf(w, ` x="%s" y="%s" width="%s" height="%s"/>`, px(b.x0), px(b.y0), px(b.x1-b.x0), px(b.y1-b.y0))
}
