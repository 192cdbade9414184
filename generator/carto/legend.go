package carto

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"atlas/generator/geo"
)

const (
	legendTop  = 12 // px between frame and legend
	legendRow  = 20 // px from entry to entry
	legendSign = 26 // px for a symbol
	legendGap  = 18 // px between columns
)

// legend writes the strip under the map, scale bar and explanations of the
// symbols, and returns its height.
func (d *drawing) legend(w *bytes.Buffer) float64 {
	scale := d.spec.Scale
	if scale == nil && len(d.spec.Legend) == 0 {
		return 0
	}
	st := LabelStyle{Size: 12}
	if d.frame.Width < small {
		st.Size = 11
	}
	left, right := d.frame.Margin, d.frame.Width-d.frame.Margin
	top := d.frame.Height() + legendTop
	rows := 0.0
	if scale != nil {
		km, length := d.scaleBar()
		x := left
		room := length + 60
		if d.frame.Width >= 600 && len(d.spec.Legend) > 0 {
			x = right - length - 4 - textWidth("0 "+scale.Unit, st)
			right -= room + legendGap
		} else if len(d.spec.Legend) > 0 {
			top += legendRow + 10
			rows = 0
		}
		y := d.frame.Height() + legendTop
		writeScale(w, *scale, km, length, x, y, st.Size)
		if len(d.spec.Legend) == 0 {
			rows = 1
		}
	}
	if n := len(d.spec.Legend); n > 0 {
		rows = d.entries(w, st, left, right, top)
	}
	return top - d.frame.Height() + rows*legendRow + 6
}

// entries writes the legend in columns as even as the texts allow, filled from
// top to bottom, and returns how many rows there are.
func (d *drawing) entries(w *bytes.Buffer, st LabelStyle, left, right, top float64) float64 {
	n := len(d.spec.Legend)
	rows := n
	var widths []float64
	for c := n; c >= 1; c-- {
		r := (n + c - 1) / c
		widths = make([]float64, (n+r-1)/r)
		total := -float64(legendGap)
		for i, e := range d.spec.Legend {
			widths[i/r] = math.Max(widths[i/r], legendSign+textWidth(e.Text, st))
		}
		for _, v := range widths {
			total += v + legendGap
		}
		if rows = r; total <= right-left {
			break
		}
	}
	fmt.Fprintf(w, "<g class=\"m-legend\" id=\"%s\" font-size=\"%s\">\n", d.id("legend"), px(st.Size))
	defer w.WriteString("</g>\n")
	if rows == n { // one column, whose texts may be too long for a line
		y := top
		for _, e := range d.spec.Legend {
			d.sign(w, e, left, y)
			for i, line := range wrapped(e.Text, st, right-left-legendSign) {
				if i > 0 {
					y += legendRow * .75
				}
				fmt.Fprintf(w, "<text x=\"%s\" y=\"%s\">%s</text>\n", px(left+legendSign), px(y+6+st.Size*.36), esc(line))
			}
			y += legendRow
		}
		return (y - top) / legendRow
	}
	x := left
	for i, e := range d.spec.Legend {
		if i > 0 && i%rows == 0 {
			x += widths[i/rows-1] + legendGap
		}
		y := top + float64(i%rows)*legendRow
		d.sign(w, e, x, y)
		fmt.Fprintf(w, "<text x=\"%s\" y=\"%s\">%s</text>\n", px(x+legendSign), px(y+6+st.Size*.36), esc(e.Text))
	}
	return float64(rows)
}

// sign draws the symbol of an entry, 20 px wide, with its middle 6 px under y.
func (d *drawing) sign(w *bytes.Buffer, e Entry, x, y float64) {
	class := ""
	if e.Class != "" {
		class = " " + esc(e.Class)
	}
	layer := esc(e.Layer)
	switch e.Kind {
	case OfArea:
		b := box{x, y, x + 20, y + 12}
		fmt.Fprintf(w, `<g class="m-areas-%s">`, layer)
		rect(w, "m-area"+class, b)
		if e.Hatch != NoHatch {
			d.hatches[e.Hatch] = true
			fmt.Fprintf(w, `<rect class="m-hatched" fill="url(#%s)" x="%s" y="%s" width="20" height="12"/>`,
				d.id("hatch-"+string(e.Hatch)), px(x), px(y))
		}
	case OfBorder:
		fmt.Fprintf(w, `<g class="m-borders-%s"><path class="m-border%s" d="M%s %sh20"/>`, layer, class, px(x), px(y+6))
	case OfLine:
		fmt.Fprintf(w, `<g class="m-lines m-lines-%s"><path class="m-line%s" d="M%s %sl5-2 5 3 5-2 5 2"/>`, layer, class, px(x), px(y+5.5))
	case OfRoute:
		fmt.Fprintf(w, `<g class="m-lines m-lines-%s"><path class="m-line%s" d="M%s %sh20"/>`, layer, class, px(x), px(y+6))
	case OfPatch:
		fmt.Fprintf(w, `<g class="m-lines m-lines-%s"><path class="m-line%s" d="M%s %sh8a6 6 0 010 12h-8a6 6 0 010-12z"/>`, layer, class, px(x+6), px(y))
	case OfPoint:
		fmt.Fprintf(w, `<g class="m-points-%s">`, layer)
		symbol(w, e.Mark, orb.Point{x + 10, y + 6}, e.Size, ` class="m-point`+class+`"`, "")
	default:
		return
	}
	w.WriteString("</g>")
}

// scaleBar picks a round length for the bar: kilometres, and the px they take
// at the map's centre, from west to east.
func (d *drawing) scaleBar() (km, length float64) {
	perPx := d.metresPerPx()
	want := math.Min(math.Max(d.frame.Width*.16, 70), 160) * perPx / 1000
	km = 1
	for p := 1e-3; p < 1e5; p *= 10 {
		for _, m := range [...]float64{1, 2, 5} {
			if v := m * p; v <= want {
				km = v
			}
		}
	}
	return km, km * 1000 / perPx
}

// metresPerPx is the length on the Earth of a px at the map's centre.
func (d *drawing) metresPerPx() float64 {
	c := orb.Point{(d.neat.x0 + d.neat.x1) / 2, (d.neat.y0 + d.neat.y1) / 2}
	const reach = 40
	return geo.Distance(d.frame.lonLat(orb.Point{c[0] - reach, c[1]}), d.frame.lonLat(orb.Point{c[0] + reach, c[1]})) / (2 * reach)
}

// writeScale draws a bar in two halves with figures at its ends and, where there
// is room, its middle.
func writeScale(w *bytes.Buffer, s Scale, km, length, x, y, size float64) {
	figure := func(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }
	fmt.Fprintf(w, `<g class="m-scale" font-size="%s" text-anchor="middle">`, px(size-1))
	b := y + 14
	rect(w, "m-scale-dark", box{x, b, x + length/2, b + 4})
	rect(w, "m-scale-light", box{x + length/2, b, x + length, b + 4})
	fmt.Fprintf(w, `<text text-anchor="start" x="%s" y="%s">0</text>`, px(x), px(b-4))
	middle, last := figure(km/2), figure(km)
	wide := func(t string) float64 { return textWidth(t, LabelStyle{Size: size - 1}) }
	half := wide(last) / 2
	if gap := size / 3; wide(middle)/2+half+gap < length/2 { // else the two would read as one number
		fmt.Fprintf(w, `<text x="%s" y="%s">%s</text>`, px(x+length/2), px(b-4), middle)
	}
	fmt.Fprintf(w, `<text text-anchor="start" x="%s" y="%s">%s %s</text></g>`+"\n", px(x+length-half), px(b-4), last, esc(s.Unit))
}

// patterns writes the hatches and the arrow head that the drawing uses.
func (d *drawing) patterns(w *bytes.Buffer) {
	for _, h := range [...]struct {
		name Hatch
		d    string
	}{
		{Rising, "M-1 1l2-2M0 6l6-6M5 7l2-2"},
		{Falling, "M-1 5l2 2M0 0l6 6M5-1l2 2"},
		{CrossLine, "M0 0l6 6M0 6l6-6"},
	} {
		if d.hatches[h.name] {
			fmt.Fprintf(w, `<pattern id="%s" width="6" height="6" patternUnits="userSpaceOnUse"><path class="m-hatch" d="%s"/></pattern>`,
				d.id("hatch-"+string(h.name)), h.d)
		}
	}
	if d.hatches[Dots] {
		fmt.Fprintf(w, `<pattern id="%s" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="m-hatch-dot" cx="2" cy="2" r="1"/><circle class="m-hatch-dot" cx="5" cy="5" r="1"/></pattern>`,
			d.id("hatch-dots"))
	}
	if d.arrows {
		fmt.Fprintf(w, `<marker id="%s" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="5" markerHeight="5" orient="auto"><path class="m-arrow" d="M0 0l10 5-10 5 2-5z"/></marker>`, d.id("arrow"))
	}
}

// notes writes the notes in lines as long as the sheet is wide, from y down, and
// returns their height.
func (d *drawing) notes(w *bytes.Buffer, y float64) float64 {
	if len(d.spec.Notes) == 0 {
		return 0
	}
	st := LabelStyle{Size: 11}
	const lead = 16
	h := 8.0
	fmt.Fprintf(w, "<g class=\"m-notes\" font-size=\"%s\">\n", px(st.Size))
	for _, note := range d.spec.Notes {
		for _, line := range wrapped(note, st, .94*(d.frame.Width-2*d.frame.Margin)) {
			h += lead
			fmt.Fprintf(w, "<text x=\"%s\" y=\"%s\">%s</text>\n", px(d.frame.Margin), px(y+h-4), esc(line))
		}
	}
	w.WriteString("</g>\n")
	return h + 4
}

// wrapped breaks a text into lines no wider than width, at spaces and beside
// characters that take a full em.
func wrapped(text string, st LabelStyle, width float64) []string {
	var out []string
	line, word := "", ""
	flush := func() {
		if line != "" && textWidth(line+word, st) > width {
			out = append(out, strings.TrimSpace(line))
			line = ""
		}
		line, word = line+word, ""
	}
	for _, r := range text {
		word += string(r)
		if r == ' ' || ideographic(r) {
			flush()
		}
	}
	flush()
	return append(out, strings.TrimSpace(line))
}
