package carto

import (
	"strings"
	"unicode"
)

// advances are the widths of the printable ASCII characters in thousandths of
// an em in a common sans serif face; faces differ by a few per cent, which
// latinFactor covers on the safe side.
var advances = [...]int16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
}

const (
	latinFactor = 1.04
	boldFactor  = 1.06
)

// textWidth is the width of a line of text in px.
func textWidth(s string, st LabelStyle) float64 {
	em, n := 0.0, 0
	for _, r := range s {
		n++
		switch {
		case ideographic(r):
			em++
		case r >= ' ' && int(r-' ') < len(advances):
			em += float64(advances[r-' ']) / 1000 * latinFactor
		case unicode.In(r, unicode.Mn, unicode.Noncharacter_Code_Point):
			n--
		case unicode.IsUpper(r):
			em += .7 * latinFactor
		default:
			em += .556 * latinFactor
		}
	}
	if st.Bold {
		em *= boldFactor
	}
	return float64(em*st.Size) + float64(st.Spacing*float64(max(n-1, 0)))
}

// ideographic reports whether a character takes a full em.
func ideographic(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF ||
		r >= 0xFE30 && r <= 0xFE4F || r >= 0xFF01 && r <= 0xFF60 || r >= 0x20000 && r <= 0x3FFFF
}

// allIdeographic reports whether a text is set in full ems throughout.
func allIdeographic(s string) bool {
	for _, r := range s {
		if !ideographic(r) {
			return false
		}
	}
	return s != ""
}

// breaks are the ways to set a label: as given, and, where it is long, in two
// lines broken at the space that makes them most equal.
func breaks(text string, st LabelStyle) [][]string {
	if strings.Contains(text, "\n") {
		return [][]string{strings.Split(text, "\n")}
	}
	ways := [][]string{{text}}
	whole := textWidth(text, st)
	if whole < 4*st.Size {
		return ways
	}
	best, least := -1, whole
	for i, r := range text {
		if r != ' ' {
			continue
		}
		if w := max(textWidth(text[:i], st), textWidth(text[i+1:], st)); w < least {
			best, least = i, w
		}
	}
	if best > 0 && least < .8*whole {
		ways = append(ways, []string{text[:best], text[best+1:]})
	}
	return ways
}

// block is a text set in lines about a centre: how much room it takes.
type block struct {
	lines  []string
	w, h   float64
	ascent float64 // from the top to the first baseline
	lead   float64 // from baseline to baseline
}

func set(lines []string, st LabelStyle) *block {
	b := &block{lines: lines, ascent: .84 * st.Size, lead: 1.12 * st.Size}
	for _, l := range lines {
		b.w = max(b.w, textWidth(l, st))
	}
	b.h = 1.04*st.Size + float64(b.lead*float64(len(lines)-1))
	return b
}
