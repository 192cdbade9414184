package chart

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// sample is the chart of three shares; the numbers and their places are the
// test's own business.
func sample(lang string) Def {
	type row struct{ name, label, href, title string }
	d := Def{ID: "share-of-nation", Unit: "%"}
	var rows []row
	var series string
	switch lang {
	case "zh":
		d.Title, d.Desc, series = "占全国的比重", "三条横道：面积 1.12%，人口 2.79%，生产总值 2.14%。", "比重"
		rows = []row{
			{"国土面积", "1.12%", "plan/ch1-zh.html#p1", "国土面积占全国 1.12%：见原文"},
			{"年末总人口", "2.79%", "plan/ch1-zh.html#p1", "年末总人口占全国 2.79%：见原文"},
			{"地区生产总值", "2.14%", "plan/ch1-zh.html#p2", ""},
		}
	default:
		d.Title, d.Desc, series = "Share of the nation", "Three bars: area 1.12 %, population 2.79 %, GDP 2.14 %.", "share"
		rows = []row{
			{"Land area", "1.12%", "plan/ch1-en.html#p1", "Land area: 1.12% of the nation; read the sentence"},
			{"Population at year's end", "2.79%", "plan/ch1-en.html#p1", "Population: 2.79% of the nation; read the sentence"},
			{"Gross domestic product", "2.14%", "plan/ch1-en.html#p2", ""},
		}
	}
	s := Series{Name: series}
	for i, v := range []float64{1.12, 2.79, 2.14} {
		d.Categories = append(d.Categories, rows[i].name)
		s.Points = append(s.Points, Point{Value: v, Label: rows[i].label, Href: rows[i].href, Title: rows[i].title})
	}
	d.Series = []Series{s}
	return d
}

// mixed has what the sample has not: two series, one of another source, a
// negative number, a zero and a missing one.
func mixed(k Kind) Def {
	return Def{
		ID: "growth", Kind: k, Title: "Growth", Unit: " %",
		Categories: []string{"Alpha", "Beta with a name that is long enough to be broken", "Γάμμα", "丁市（含新区）"},
		Series: []Series{
			{Name: "plan", Points: []Point{
				{Value: 1250.5, Label: "1,250.5", Href: "a.html#1"}, {Value: -310, Label: "−310", Href: "a.html#2"},
				{Absent: "no figure"}, {Value: 0, Label: "0", Href: "a.html#4"},
			}},
			{Name: "census", Outlined: true, Points: []Point{
				{Value: 900, Label: "900", Href: "b.html#1"}, {Absent: "no figure"},
				{Value: 12, Label: "12", Href: "b.html#3"}, {Value: 444, Label: "444"},
			}},
		},
	}
}

var small = Frame{Width: 600, Height: 220}

var theEngine = sync.OnceValues(func() (*Engine, error) {
	js, err := ReadScript(os.DirFS(filepath.Join("..", "..")))
	return NewEngine(js), err
})

// engine is shared by the tests: what one draws must not change what another
// gets. Without npm's folder the tests that draw are skipped.
func engine(t testing.TB) *Engine {
	t.Helper()
	e, err := theEngine()
	if err != nil {
		t.Skip(err)
	}
	return e
}

func draw(t testing.TB, d Def, f Frame) string {
	t.Helper()
	g, err := engine(t).Draw(d, f)
	if err != nil {
		t.Fatal(err)
	}
	return string(g.SVG)
}
