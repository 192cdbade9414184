package align

import (
	"strings"
	"testing"
)

func TestAlign(t *testing.T) {
	const zh = "建设铁路；建设港口。西岛修缮三座灯塔并新建渔港。"
	const en = "Railways are built; a port is built. West Isle repairs three lighthouses and builds a new harbour."
	for _, c := range []struct{ name, here, there, quote, want string }{
		{"a clause", zh, en, "建设港口", "a port is built."},
		{"a sentence", zh, en, "新建渔港", "West Isle repairs three lighthouses and builds a new harbour."},
		{"across sentences", zh, en, "建设港口。西岛修缮", "a port is built. West Isle repairs three lighthouses and builds a new harbour."},
		{"clauses do not answer, sentences do", zh, "Railways and a port are built. West Isle repairs three lighthouses and builds a new harbour.", "建设港口", "Railways and a port are built."},
		{"no sentences answer", zh, "Railways, a port, lighthouses and a harbour.", "建设港口", "Railways, a port, lighthouses and a harbour."},
		{"as many, but not the same", "一。西岛修缮三座灯塔并新建渔港，南岛修缮四座灯塔。", "West Isle repairs three lighthouses and builds a new harbour. One.", "一。", "West Isle repairs three lighthouses and builds a new harbour. One."},
		{"not in the text", zh, "Short.", "没有的话", "Short."},
	} {
		if got, _ := Quote(c.here, false, c.there, true, c.quote); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func TestNarrowed(t *testing.T) {
	const long = "An island system is basically built, the capacity of the quays is notably raised, the share of repairs is stable at 3% or more, the catch exceeds 1.5 million tons, and a harbor of some weight is built on the western island."
	for _, c := range []struct {
		text  string
		spots []string
		want  string
	}{
		{long, []string{"3%"}, "… the capacity of the quays is notably raised, the share of repairs is stable at 3% or more, …"},
		{long, []string{"1.5 million", "3%"}, "… the share of repairs is stable at 3% or more, the catch exceeds 1.5 million tons, …"},
		{long, []string{"5 million"}, long}, // it is part of 1.5 million
		{long, []string{"3%", "7"}, long},
		{long, nil, long},
		{"The catch is 3%, no more.", []string{"3%"}, "The catch is 3%, no more."},
	} {
		if got := Narrowed(c.text, c.spots); got != c.want {
			t.Errorf("%q: %q, not %q", c.spots, got, c.want)
		}
	}
}

func TestClipped(t *testing.T) {
	if got := Clipped("one two three four", 12); got != "one two …" {
		t.Errorf("%q", got)
	}
	if got := Clipped("国土面积国土面积", 4); got != "国土面积 …" {
		t.Errorf("%q", got)
	}
	if got := Clipped("short", 5); got != "short" {
		t.Errorf("%q", got)
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("建设铁路；建设港口。", "Railways are built; a port is built.", "港口")
	f.Add("。；", ". ;", "；")
	f.Fuzz(func(t *testing.T, here, there, quote string) { Quote(here, false, there, true, quote) })
}

func FuzzNarrowed(f *testing.F) {
	f.Add("One, two 3%, four.", "3%")
	f.Add("一，二3，", "3")
	f.Fuzz(func(t *testing.T, s, spot string) {
		if got := Narrowed(s, []string{spot}); got != s && !strings.Contains(got, spot) {
			t.Errorf("%q lacks %q", got, spot)
		}
	})
}
