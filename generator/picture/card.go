// Package picture makes the pictures that a page is shown with where it is
// linked to: a card of 1200 × 630 with the page's title, its map, chart or
// locator, and the lines that the law and the sources ask for.
//
// A Card is laid out as SVG that says everything by itself; package raster turns
// that into pixels. Text is set in Noto Sans SC (SIL Open Font License), the
// family with Chinese and Latin that npm delivers as TTF: two weights are read
// from node_modules when pictures are made, nothing is embedded in pages.
package picture

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Card is what a picture shows, ready in one language.
type Card struct {
	Tag     string // of the language
	Site    string // the site's name
	Over    string // over the title: a chapter's number, a rank
	Title   string
	Text    string   // some words under the title; cut where the room ends
	Facts   []string // each on lines of its own
	Foot    []string // under the rule: what must be said of it, never cut
	Drawing []byte   // SVG that stands alone, with its style sheet; nil for none
	Outline *Outline // instead of a drawing: the area and points in it
}

// Outline is an area with points in it, in px of its own.
type Outline struct {
	Width, Height float64
	Area, Borders string // paths
	Points        [][2]float64
}

// Palette are the site's colours that a card uses, as its style sheet names them.
type Palette struct{ Paper, Land, Ink, Soft, Faint, Rule, Line, Seal string }

// ReadPalette takes the colours by day from a style sheet's custom properties.
func ReadPalette(css []byte) Palette {
	p := Palette{Paper: "#ffffff", Land: "#eeeeee", Ink: "#000000", Soft: "#444444", Faint: "#666666", Rule: "#cccccc", Line: "#999999", Seal: "#990000"}
	names := map[string]*string{"--paper": &p.Paper, "--paper-3": &p.Land, "--ink": &p.Ink, "--ink-2": &p.Soft, "--ink-3": &p.Faint,
		"--rule": &p.Rule, "--rule-2": &p.Line, "--seal": &p.Seal}
	rules(comment.ReplaceAllString(string(css), ""), func(selectors, body string) {
		if !strings.HasPrefix(selectors, ":root") {
			return
		}
		for _, d := range strings.Split(body, ";") {
			name, value, _ := strings.Cut(d, ":")
			if to := names[strings.TrimSpace(name)]; to != nil && colour.MatchString(strings.TrimSpace(value)) {
				*to = strings.TrimSpace(value)
			}
		}
	})
	return p
}

// Swatch is a colour of the site by day and by night.
type Swatch struct{ Name, Day, Night string }

// Swatches are the colours that a style sheet's custom properties name, in its
// order; those of the night are the first it gives after the day's.
func Swatches(css []byte) []Swatch {
	var out []Swatch
	for _, m := range property.FindAllSubmatch(comment.ReplaceAll(css, nil), -1) {
		name, value := string(m[1]), string(m[2])
		i := slices.IndexFunc(out, func(s Swatch) bool { return s.Name == name })
		switch {
		case i < 0:
			out = append(out, Swatch{name, value, value})
		case out[i].Night == out[i].Day:
			out[i].Night = value
		}
	}
	return out
}

var property = regexp.MustCompile(`(--[\w-]+):\s*(#[0-9a-fA-F]{3,8})\b`)

var colour = regexp.MustCompile(`^#[0-9a-fA-F]{3,8}$`)

// The card's grid, in px.
const (
	Width, Height = 1200, 630

	edge     = 64
	column   = 404 // of the words beside a drawing
	drawingX = edge + column + 36
	top      = 100 // of drawings, under the site's name
	footSize = 15
	footStep = 21
)

// Typesetter sets cards as SVG.
type Typesetter struct {
	Regular, Bold *Font
	Palette       Palette
}

// SVG lays a card out.
func (t *Typesetter) SVG(c Card) []byte {
	p := setting{t: t, han: speaks(c.Tag, "zh")}
	p.f(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" font-family="Noto Sans SC">`, Width, Height, Width, Height)
	p.f(`<rect width="%d" height="%d" fill="%s"/>`, Width, Height, t.Palette.Paper)

	floor := p.foot(c.Foot)
	width := float64(Width - 2*edge)
	if c.Drawing != nil || c.Outline != nil {
		width = column
		box := rect{drawingX, top, Width - edge - drawingX, floor - top - 24}
		if c.Outline != nil {
			p.outline(c.Outline, box)
		} else {
			p.drawing(Plain(c.Drawing, c.Tag), box)
		}
	}
	p.words(c, width, floor)
	p.f(`</svg>`)
	return []byte(p.String())
}

// Lacks lists the characters of a card's texts that the font cannot set, as often
// as they stand there. In the picture each is a box.
func (t *Typesetter) Lacks(c Card) []rune {
	var out []rune
	for _, s := range slices.Concat([]string{c.Site, c.Over, c.Title, c.Text}, c.Facts, c.Foot) {
		out = append(out, t.Regular.Lacks(s)...)
	}
	return out
}

// setting is a card on its way to SVG.
type setting struct {
	strings.Builder
	t   *Typesetter
	han bool
}

type rect struct{ x, y, w, h float64 }

// Shape is about how many times as wide as high the room for a drawing is. One
// that can be drawn in any width fills it if it has the same.
const Shape = float64(Width-edge-drawingX) / (Height - top - 24 - 30 - 8 - 2*footStep)

func (p *setting) f(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// text sets a line with its base line at y.
func (p *setting) text(x, y, size float64, bold bool, colour, s string) {
	weight := ""
	if bold {
		weight = ` font-weight="700"`
	}
	p.f(`<text x="%s" y="%s" font-size="%s"%s fill="%s">%s</text>`, px(x), px(y), px(size), weight, colour, escape(s))
}

// foot sets the lines at the bottom, upwards from the edge, under a rule, and
// returns where the rule is.
func (p *setting) foot(lines []string) float64 {
	var all []string
	for _, l := range lines {
		all = append(all, p.t.wrap(p.latin(l), p.t.Regular, footSize, Width-2*edge, 0)...)
	}
	rule := float64(Height - 30 - footStep*len(all) - 8)
	p.f(`<rect x="%d" y="%s" width="%d" height="1" fill="%s"/>`, edge, px(rule), Width-2*edge, p.t.Palette.Rule)
	for i, l := range all {
		p.text(edge, rule+8+float64(footStep*(i+1)), footSize, false, p.t.Palette.Faint, l)
	}
	return rule
}

// words sets the column of words between the top and the floor.
func (p *setting) words(c Card, width, floor float64) {
	t, pal := p.t, p.t.Palette
	p.f(`<rect x="%d" y="60" width="12" height="12" fill="%s"/>`, edge, pal.Seal)
	for _, l := range t.wrap(p.latin(c.Site), t.Regular, 22, Width-2*edge-24, 1) {
		p.text(edge+24, 74, 22, false, pal.Soft, l)
	}
	y := top + 8.0
	if c.Over != "" {
		for _, l := range t.wrap(p.latin(c.Over), t.Regular, 25, width, 2) {
			y += 34
			p.text(edge, y, 25, false, pal.Seal, l)
		}
		y += 6
	}
	size, lines := t.fit(p.latin(c.Title), width, []float64{68, 60, 52, 46, 40, 36, 32}, 5)
	for _, l := range lines {
		y += size * 1.24
		p.text(edge, y, size, true, pal.Ink, l)
	}
	y += 20
	for _, fact := range c.Facts {
		set := t.wrap(p.latin(fact), t.Regular, 23, width-20, 3)
		if y+32*float64(len(set)) > floor-12 {
			break
		}
		p.f(`<rect x="%d" y="%s" width="3" height="%s" fill="%s"/>`, edge, px(y+12), px(32*float64(len(set))-6), pal.Line)
		for _, l := range set {
			y += 32
			p.text(edge+18, y, 23, false, pal.Soft, l)
		}
		y += 12
	}
	const step = 34
	if room := int((floor - 16 - y) / step); c.Text != "" && room >= 2 { // one line says too little
		for _, l := range t.wrap(p.latin(c.Text), t.Regular, 22, width, room) {
			y += step
			p.text(edge, y, 22, false, pal.Soft, l)
		}
	}
}

// latin are the words with the quotation marks of a typewriter where they are
// not Chinese: the font's own are those of Chinese, an em wide.
func (p *setting) latin(s string) string {
	if p.han {
		return s
	}
	return typewriter.Replace(s)
}

var typewriter = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`)

// outline sets an area with its points into a box.
func (p *setting) outline(o *Outline, box rect) {
	pal := p.t.Palette
	scale := min(box.w/o.Width, box.h/o.Height)
	x, y := box.x+(box.w-o.Width*scale)/2, box.y+(box.h-o.Height*scale)/2
	p.f(`<g transform="translate(%s %s) scale(%s)" stroke-linejoin="round">`, px(x), px(y), strconv.FormatFloat(scale, 'f', 4, 64))
	p.f(`<path d="%s" fill="%s" stroke="%s" stroke-width="%s"/>`, escape(o.Area), pal.Land, pal.Line, px(1.4/scale))
	p.f(`<path d="%s" fill="none" stroke="%s" stroke-width="%s"/>`, escape(o.Borders), pal.Paper, px(2/scale))
	for _, q := range o.Points {
		p.f(`<circle cx="%s" cy="%s" r="%s" fill="%s" fill-opacity=".82" stroke="%s" stroke-width="%s"/>`, px(q[0]), px(q[1]), px(6.5/scale), pal.Seal, pal.Paper, px(1.2/scale))
	}
	p.f(`</g>`)
}

var (
	root   = regexp.MustCompile(`^<svg\b[^>]*>`)
	sized  = regexp.MustCompile(` (?:width|height|x|y)="[^"]*"`)
	viewed = regexp.MustCompile(` viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"`)
)

// drawing sets a drawing into a box, whole.
func (p *setting) drawing(svg []byte, box rect) {
	head := root.Find(svg)
	m := viewed.FindSubmatch(head)
	if m == nil {
		return
	}
	number := func(i int) float64 {
		v, _ := strconv.ParseFloat(string(m[i]), 64)
		return v
	}
	w, h := number(3), number(4)
	if w <= 0 || h <= 0 {
		return
	}
	scale := min(box.w/w, box.h/h)
	x, y := box.x+(box.w-w*scale)/2, box.y+(box.h-h*scale)/2
	open := viewed.ReplaceAllString(sized.ReplaceAllString(string(head), ""), "")
	p.f(`<svg x="%s" y="%s" width="%s" height="%s" viewBox="%s %s %s %s"%s`, px(x), px(y), px(w*scale), px(h*scale),
		m[1], m[2], px(w), px(h), strings.TrimPrefix(open, "<svg"))
	p.f(`%s`, svg[len(head):])
}

// px writes a length with at most two decimals.
func px(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "" || s == "-" {
		return "0"
	}
	return s
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")

func escape(s string) string { return escaper.Replace(s) }
