package tally_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/tally"
)

// isles reads the small site of testdata, with pairs of texts replaced.
func isles(t *testing.T, replace ...string) (*atlas.Atlas, diag.List) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/isles.txtar")
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, f := range archive.Files {
		data := string(f.Data)
		for i := 0; i < len(replace); i += 2 {
			data = strings.ReplaceAll(data, replace[i], replace[i+1])
		}
		site[f.Name] = &fstest.MapFile{Data: []byte(data)}
	}
	a, problems := atlas.NewLoader(site).Load()
	if a == nil {
		t.Fatal(problems)
	}
	return a, problems
}

// table writes a grid, one row a line.
func table(g tally.Grid) string {
	var out strings.Builder
	out.WriteString(g.By + "/" + g.And + ":")
	for _, c := range g.Columns {
		fmt.Fprintf(&out, " [%s]", c.ID)
	}
	for i, r := range g.Rows {
		fmt.Fprintf(&out, "\n%s:", r.ID)
		for _, c := range g.Cells[i] {
			if !c.Known {
				out.WriteString(" –")
				continue
			}
			fmt.Fprintf(&out, " %g", c.Value)
		}
	}
	return out.String()
}

func TestGrids(t *testing.T) {
	a, problems := isles(t)
	for _, p := range problems {
		t.Error(p.Error())
	}
	want := map[string]string{
		"catch":  "value/: []\ncatch-south: 50000\ncatch-2020: 200000",
		"themes": "theme/horizon: [2040] []\nsea: 2 0\nland: 0 1",
		"works":  "type/stage: [study] [build] []\nworks: 1 2 1",
		"named":  "place/chapter: [ch1] [ch2]\neast: 2 1\nwest: 1 0\nsouth: 0 1",
		"text":   "chapter/kind: [paragraph]\nch1: 2\nch2: 1",
		"groups": "concept/: []\nfishing-isles: 2\nquiet-isles: –",
		"both":   "place/theme: [sea] [land]\neast: 1 4\nwest: 1 1\nsouth: 0 0",
		"linked": "member/hub: [fishing-isles] [all-isles] [quiet-isles]\neast: 1 1 0\nsouth: 1 0 0\nwest: 0 1 0\nall-isles:3: 0 1 0",
		"people": "place/year: [2020] [2010]\neast: 900 950\nwest: 450 –\nsouth: – –",
	}
	if len(a.Charts) != len(want) {
		t.Errorf("%d charts, not %d", len(a.Charts), len(want))
	}
	for _, c := range a.Charts {
		g, problems := tally.Of(a, c)
		if len(problems) > 0 {
			t.Errorf("%s: %v", c.ID, problems)
		}
		if got := table(g); got != want[c.ID] {
			t.Errorf("%s:\n%s\nnot\n%s", c.ID, got, want[c.ID])
		}
	}
}

// Of a count of targets and projects together it is known how many are targets.
func TestTargetsAmongClaims(t *testing.T) {
	a, _ := isles(t)
	g, _ := tally.Of(a, a.Chart("both"))
	if n := [...]int{g.Cells[0][0].Targets, g.Cells[0][1].Targets, g.Cells[1][1].Targets}; n != [...]int{1, 1, 0} {
		t.Errorf("%v targets", n)
	}
}

// write shows a fact plainly: names as ids.
func write(f tally.Fact) string {
	if f.Head != nil {
		return f.Head.ID
	}
	return fmt.Sprintf("%.0f", f.Value)
}

func TestFinding(t *testing.T) {
	a, _ := isles(t)
	for id, want := range map[string]string{
		"catch":  "catch-2020 catches 200000, catch-south 50000",
		"themes": "Of 3, 1 have no year, 67 per cent are of the sea",
		"works":  "1 to be studied, 1 without a verb",
		"named":  "east",
		"groups": "1 without members",
		"people": "east",
		"both":   "east 5, 5 of 7 of the land",
		"linked": "4 in 3, 1 of them without, 1 in several: east, 2",
	} {
		g, _ := tally.Of(a, a.Chart(id))
		got, unknown := tally.Finding(a.Chart(id).Title.In(1), a, g, write)
		if got != want || len(unknown) > 0 {
			t.Errorf("%s: %q (unknown: %v), not %q", id, got, unknown, want)
		}
	}
}

// A rank that two rows share belongs to none of them; nor is a row greatest that
// is not there, nor a value of a table that lacks it.
func TestFindingRefuses(t *testing.T) {
	a, _ := isles(t)
	g, _ := tally.Of(a, a.Chart("named")) // 3, 1, 1
	for _, name := range []string{"second.name", "second", "bottom", "tpo", "top.size", "row:north", "column:ch9", "value:nothing", "share.top", ""} {
		got, unknown := tally.Finding("a {"+name+"} b", a, g, write)
		if len(unknown) != 1 || unknown[0] != name || got != "a {"+name+"} b" {
			t.Errorf("{%s} gave %q, unknown %v", name, got, unknown)
		}
	}
}

func TestHolds(t *testing.T) {
	a, _ := isles(t)
	g, _ := tally.Of(a, a.Chart("catch"))
	for condition, want := range map[string]bool{
		"top > 3*bottom": true, "top > 4*bottom": false, "top >= 4*bottom": true, "top = 200000": true,
		"bottom < top": true, "bottom <= 49999": false, "value:catch-2040 = value:catch-2020": true,
		"top": false, "top ~ 3": false, "top > x*bottom": false, "top.name = 1": false, "rows = 2": true,
	} {
		if got := tally.Holds(condition, a, g); got != want {
			t.Errorf("%q: %v", condition, got)
		}
	}
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string
		chart   string
		zh, en  string
	}{
		"two bases": {[]string{", basis: [常住]", ""}, "people",
			"west 2020年有两个口径的数字，图表 people 没有说用哪一个", "west has figures on two bases for 2020, and the chart people does not say which to take"},
		"no single number": {[]string{"catch-south,渔获,Catch,50000", "catch-south,渔获,Catch,2-3"}, "catch",
			"\"2-3\" 不是可以画出的单个数", "\"2-3\" is no single number that could be drawn"},
	} {
		a, _ := isles(t, c.replace...)
		_, problems := tally.Of(a, a.Chart(c.chart))
		if len(problems) != 1 || problems[0].Message != diag.T(c.zh, c.en) {
			t.Errorf("%s: %v", name, problems)
		}
	}
}

// What is wrong with a chart's description or the vocabulary is said once, in
// both languages, with its place.
func TestDescriptions(t *testing.T) {
	for name, c := range map[string]struct {
		replace []string
		want    string
	}{
		"kind":       {[]string{"kind: heat", "kind: haet"}, `data/charts.yaml:16:11: error: "haet" cannot stand for kind|kind 不能是 "haet"|did you mean "heat"?`},
		"value":      {[]string{"id: catch-south, label", "id: catch-souht, label"}, `data/charts.yaml:6:19: error: the table of values has no row "catch-souht"|values 表中没有 "catch-souht"|did you mean "catch-south"?`},
		"axis":       {[]string{"by: theme", "by: them"}, `data/charts.yaml:10:30: error: "them" cannot stand for by|by 不能是 "them"|did you mean "theme"?`},
		"rank":       {[]string{"ranks: [isle], basis", "ranks: [isles], basis"}, `data/charts.yaml:30:72: error: "isles" cannot stand for ranks|ranks 不能是 "isles"|did you mean "isle"?`},
		"concept":    {[]string{"concept: quiet-isles,", "concept: quite-isles,"}, `data/charts.yaml:26:49: error: "quite-isles" cannot stand for concept|concept 不能是 "quite-isles"|did you mean "quiet-isles"?`},
		"id":         {[]string{"- id: works", "- id: themes"}, `data/charts.yaml:11:9: error: the chart’s id "themes" is empty or taken|图表的标识 "themes" 是空的或已经用过|each chart has an id of its own, which is no map’s either`},
		"no network": {[]string{"kind: network", "kind: bars"}, `data/charts.yaml:36:11: error: the kind of the chart linked does not fit its data: a network is drawn of network, and nothing else is|图表 linked 的类型与数据不合：network 的数据画成 network，别的不能|change kind, or the data`},
		"hub":        {[]string{"{concept: all-isles}", "{concept: all-isle}"}, `data/charts.yaml:39:81: error: "all-isle" cannot stand for concept|concept 不能是 "all-isle"|did you mean "all-isles"?`},
		"no data":    {[]string{"    count: {of: projects, by: type, and: stage}\n", ""}, `data/charts.yaml:11:9: error: the chart works has 0 kinds of data where it should have one|图表 works 应恰有一种数据，现有 0 种|give one of values, count, observations, tiers and network`},
		"type":       {[]string{"types: [works]", "types: [wroks]"}, `data/charts.yaml:34:94: error: "wroks" cannot stand for types|types 不能是 "wroks"|did you mean "works"?`},
		"no theme":   {[]string{", themes: [{theme: land, types: [works]}]", ""}, `data/charts.yaml:34:17: error: the type of projects "works" has no theme to count under|没有写明工程类型 "works" 归入哪个主题|list it under one of the themes`},
		"word":       {[]string{"2040,sea,west", "2040,see,west"}, `data/targets.csv:3:34: error: the vocabulary has no word "see" for targets.theme|词汇表里 targets.theme 没有 "see"|did you mean "sea"?`},
		"word far":   {[]string{"2040,sea,west", "2040,clouds,west"}, `data/targets.csv:3:34: error: the vocabulary has no word "clouds" for targets.theme|词汇表里 targets.theme 没有 "clouds"|there are: sea, land`},
		"form":       {[]string{",建设;修缮", ",建设"}, `data/projects.csv:3:26: warning: the vocabulary’s projects.stage does not gather "修缮"|词汇表的 projects.stage 没有收入 "修缮"|add it to the column forms of one of its words`},
		"twice":      {[]string{"targets.theme,land,陆地,Land,", "targets.theme,land,陆地,Land,\ntargets.theme,sea,海,Sea,"}, `data/vocabulary.csv:4:15: error: targets.theme has the word "sea" already|targets.theme 的词 "sea" 已经有了|take one of the two rows out`},
		"form twice": {[]string{",建设;修缮", ",建设;修缮;研究"}, `data/vocabulary.csv:6:37: error: "研究" belongs to another word of projects.stage already|"研究" 已归入 projects.stage 的另一个词|each form belongs to one word`},
	} {
		_, problems := isles(t, c.replace...)
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%s: %s: %s|%s|%s", p.Place, p.Severity.Name(diag.English), p.Message.EN, p.Message.ZH, p.Hint.EN))
		}
		if len(got) == 0 || got[0] != c.want {
			t.Errorf("%s:\n%s\nnot\n%s", name, strings.Join(got, "\n"), c.want)
		}
	}
}
