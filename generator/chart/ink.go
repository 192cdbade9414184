package chart

import (
	"fmt"
	"strconv"
)

// Ink is a colour that stands for a role in options and raw drawings.
type Ink struct {
	Colour string // as it stands in the option: "#5e0001"
	Class  string // class of what is filled with it, or of a text: "c-s1"
	Line   string // class of what is outlined with it; empty where nothing is
}

// The inks. They are no colours to look at: a reader only ever sees the
// style sheet's.
var (
	inkAxis   = Ink{"#5e1001", "", "c-axis"}
	inkGrid   = Ink{"#5e1002", "", "c-grid"}
	inkPaper  = Ink{"#5e1003", "c-paper", "c-paper-line"}
	inkName   = Ink{"#5e2001", "c-text c-name", ""}
	inkTick   = Ink{"#5e2002", "c-text c-tick", ""}
	inkValue  = Ink{"#5e2003", "c-text c-value", ""}
	inkAbsent = Ink{"#5e2004", "c-text c-absent", ""}
	inkLegend = Ink{"#5e2005", "c-text c-legend", ""}
	inkSum    = Ink{"#5e2006", "c-text c-value c-sum", ""}
	inkStrong = Ink{"#5e2007", "c-text c-strong", ""}
	inkNode   = Ink{"#5e1004", "c-node", ""}
)

// inkSeries is the ink of a series, counted from 0.
func inkSeries(i int) Ink {
	class := fmt.Sprintf("c-s%d", i+1)
	return Ink{fmt.Sprintf("#5e%04x", i+1), class, class + "-line"}
}

// inkHeat is the ink of a heat map's cells of a level.
func inkHeat(level int) Ink {
	return Ink{fmt.Sprintf("#5e3%03x", level), fmt.Sprintf("c-h%d", level), ""}
}

// inkIn is the ink of a label inside a part of a series, inkInHeat of one inside a
// cell of a level. Only options for the browser hold them: for the drawing each
// label has an ink of its own.
func inkIn(series int) Ink {
	return Ink{fmt.Sprintf("#5e4%03x", series+1), fmt.Sprintf("c-text c-in c-in-s%d", series+1), ""}
}

func inkInHeat(level int) Ink {
	return Ink{fmt.Sprintf("#5e5%03x", level), fmt.Sprintf("c-text c-in c-in-h%d", level), ""}
}

// Inks lists every ink that an option can hold, for a script that replaces them
// by the colours of a theme.
func Inks() []Ink {
	var out []Ink
	for i := range maxSeries {
		out = append(out, inkSeries(i), inkIn(i))
	}
	for i := range heatLevels + 1 {
		out = append(out, inkHeat(i), inkInHeat(i))
	}
	return append(out, inkSum, inkStrong, inkNode, inkAxis, inkGrid, inkPaper, inkName, inkTick, inkValue, inkAbsent, inkLegend)
}

// inkOf finds an ink by its colour.
func inkOf(colour string) (Ink, bool) {
	for _, k := range Inks() {
		if k.Colour == colour {
			return k, true
		}
	}
	return Ink{}, false
}

// labelInk is the ink of the n-th point's label while it is being drawn.
func labelInk(n int) string { return fmt.Sprintf("#e%05x", n) }

// maxPoints is how many labels the inks can tell apart: five hexadecimal digits.
const maxPoints = 1 << 20

// labelOf returns which point's label is drawn in the colour.
func labelOf(colour string) (n int, ok bool) {
	if len(colour) != 7 || colour[:2] != "#e" {
		return 0, false
	}
	v, err := strconv.ParseUint(colour[2:], 16, 32)
	return int(v), err == nil
}
