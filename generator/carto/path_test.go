package carto

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestPath(t *testing.T) {
	tests := []struct {
		name   string
		lines  [][]orb.Point
		closed bool
		want   string
	}{
		{"a line", [][]orb.Point{{{1, 2}, {3.25, 2.5}, {3, 0}}}, false, "M1 2l2.3.5-.3-2.5"},
		{"a ring", [][]orb.Point{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}}, true, "M0 0l4 0 0 4z"},
		{"two rings", [][]orb.Point{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}, {{10, 0}, {12, 0}, {12, 2}, {10, 0}}}, true, "M0 0l4 0 0 4zm10 0l2 0 0 2z"},
		{"nothing twice", [][]orb.Point{{{0, 0}, {.01, .02}, {1, 0}}}, false, "M0 0l1 0"},
		{"straight on", [][]orb.Point{{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {3, 2}}}, false, "M0 0l3 3 0-1"},
		{"and back", [][]orb.Point{{{0, 0}, {3, 0}, {1, 0}}}, false, "M0 0l3 0-2 0"},
		{"an islet", [][]orb.Point{{{5, 5}, {5.01, 5}, {5, 5.01}, {5, 5}}}, true, "M4.7 5l.3-.3.3.3-.3.3z"},
		{"no line", [][]orb.Point{{{5, 5}, {5.01, 5}}}, false, ""},
		{"no drift", [][]orb.Point{{{0, 0}, {.14, 5}, {.28, 0}, {.42, 5}, {.56, 0}}}, false, "M0 0l.1 5 .2-5 .1 5 .2-5"},
	}
	for _, tt := range tests {
		var w pathWriter
		for _, l := range tt.lines {
			w.line(l, tt.closed)
		}
		if string(w.buf) != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, w.buf, tt.want)
		}
	}
}

func TestTextWidth(t *testing.T) {
	st := LabelStyle{Size: 10}
	if w := textWidth("西安", st); w != 20 {
		t.Errorf("西安 is %g px wide, want 20", w)
	}
	if a, b := textWidth("Xi'an", st), textWidth("Xi'an", LabelStyle{Size: 10, Bold: true, Spacing: 1}); b <= a+3 {
		t.Errorf("bold and spaced is %g px wide, plain %g", b, a)
	}
	if w := textWidth("e\u0301", st); w != textWidth("e", st) {
		t.Errorf("an accent takes room: %g", w)
	}
}

func TestBreaks(t *testing.T) {
	st := LabelStyle{Size: 10}
	tests := []struct {
		text string
		want int
		last string
	}{
		{"Fen", 1, "Fen"}, {"Zhangjiachuan Hui Autonomous County", 2, "Autonomous County"},
		{"Xi County", 2, "County"}, {"张家川回族自治县", 1, "张家川回族自治县"}, {"as\ngiven", 1, "given"},
	}
	for _, tt := range tests {
		ways := breaks(tt.text, st)
		last := ways[len(ways)-1]
		if len(ways) != tt.want || last[len(last)-1] != tt.last {
			t.Errorf("%q: %q", tt.text, ways)
		}
	}
}

// Notes break at spaces and beside Chinese characters, and lose nothing.
func TestWrapped(t *testing.T) {
	st := LabelStyle{Size: 10}
	for text, want := range map[string][]string{
		"one two three": {"one two", "three"},
		"界线来源某处数据":      {"界线来源", "某处数据"},
		"short":         {"short"},
		"":              {""},
	} {
		if got := wrapped(text, st, 46); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// What lies beyond all numbers is written as a number that SVG can read.
func TestFarNumbers(t *testing.T) {
	for v, want := range map[float64]string{math.Inf(1): "100000000", math.Inf(-1): "-100000000", math.NaN(): "0", 1e300: "100000000", -3e9: "-100000000", 12.34: "12.3"} {
		if got := px(v); got != want {
			t.Errorf("%v: %s, not %s", v, got, want)
		}
	}
	var w pathWriter
	w.line([]orb.Point{{-1e12, 0}, {1e12, 5}, {math.NaN(), 1e99}}, false)
	if got, want := string(w.buf), "M-100000000 0l200000000 5-100000000 99999995"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
