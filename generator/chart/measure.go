package chart

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// asciiWidths are the advance widths of U+0020 to U+007E in thousandths of an
// em, as the common sans-serif faces have them (the metrics of Helvetica, which
// Arial and Liberation Sans share).
var asciiWidths = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// allowance widens Latin text a little: the reader's own sans-serif may be wider
// than the one the table was taken from.
const allowance = 1.06

// textWidth is how wide a line of text is at a size, in the unit of the size.
// East Asian wide characters take an em, other Latin letters the width of an n.
func textWidth(s string, size float64) float64 {
	em := 0.0
	for _, r := range s {
		switch {
		case r >= 0x20 && int(r-0x20) < len(asciiWidths):
			em += float64(asciiWidths[r-0x20]) / 1000 * allowance
		case unicode.In(r, unicode.Mn, unicode.Cf, unicode.Noncharacter_Code_Point):
		case r == 0x2009 || r == 0x202f: // thin spaces
			em += 0.2
		case wide(r):
			em++
		case unicode.IsSpace(r):
			em += 0.278
		case unicode.IsUpper(r):
			em += 0.7 * allowance
		default:
			em += 0.56 * allowance
		}
	}
	return em * size
}

func wide(r rune) bool {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return true
	}
	return r == '“' || r == '”' || r == '—' || r == '…' // wide in Chinese faces; better too much than too little
}

// fontSize reads the size out of a CSS font such as "bold 12px sans-serif".
func fontSize(font string) float64 {
	for f := range strings.FieldsSeq(font) {
		if n, ok := strings.CutSuffix(f, "px"); ok {
			if v, err := strconv.ParseFloat(n, 64); err == nil {
				return v
			}
		}
	}
	return 12
}

// widest is the greatest width among the lines of the texts.
func widest(texts []string, size float64) float64 {
	w := 0.0
	for _, t := range texts {
		for line := range strings.SplitSeq(t, "\n") {
			w = max(w, textWidth(line, size))
		}
	}
	return w
}

// RuneWidths is how wide each character of the texts, each printable one of ASCII
// and a Chinese one are taken to be, in em: a browser that measures by it lays
// an option out as the drawing is.
func RuneWidths(texts string) map[string]float64 {
	out := map[string]float64{}
	for r := rune(0x20); r < 0x7f; r++ {
		out[string(r)] = textWidth(string(r), 1)
	}
	for _, r := range texts + "国" {
		if _, known := out[string(r)]; !known { // the texts are long, their characters few
			out[string(r)] = textWidth(string(r), 1)
		}
	}
	return out
}
