package page

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"atlas/generator/atlas"
	"atlas/generator/chart"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/source"
)

// sketch stands for a drawer of charts: it keeps what it was to draw.
type sketch struct {
	draw.Drawer
	drawn map[string]chart.Def // by prefix
}

func (s *sketch) Chart(d chart.Def, f chart.Frame) ([]byte, error) {
	if problems := d.Check(f); len(problems) > 0 {
		return nil, chart.Invalid(problems)
	}
	s.drawn[f.Prefix] = d
	return []byte(`<svg class="c-chart"><a href="en/plan/ch1.html#ch1-s0-p1">1</a></svg>`), nil
}

// islesEnv is the small site of the package tally, with the engine's own layouts.
func islesEnv(t *testing.T) (*Env, *sketch) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("..", "tally", "testdata", "isles.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	for _, f := range archive.Files {
		site[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	a, problems := atlas.NewLoader(site).Load()
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems)
	}
	var root fs.FS = os.DirFS(filepath.Join("..", ".."))
	l, problems := ReadLayouts(root, a.Languages)
	if l == nil {
		t.Fatal(problems)
	}
	s := &sketch{drawn: map[string]chart.Def{}}
	e := &Env{Atlas: a, Layouts: l, Draw: s}
	e.derive()
	return e, s
}

// between is the text between two others, with the marks taken out.
func between(t *testing.T, s, from, to string) string {
	t.Helper()
	i := strings.Index(s, from)
	if i < 0 {
		t.Fatalf("%q is not in the page", from)
	}
	rest := s[i:]
	j := strings.Index(rest, to)
	if j < 0 {
		t.Fatalf("%q does not follow %q", to, from)
	}
	var out strings.Builder
	inside := false
	for _, r := range rest[:j] {
		switch {
		case r == '<':
			inside = true
			out.WriteByte(' ')
		case r == '>':
			inside = false
		case !inside:
			out.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func TestTargetsPage(t *testing.T) {
	e, _ := islesEnv(t)
	html, err := e.targets(1)
	if err != nil {
		t.Fatal(err)
	}
	page := string(html)
	for _, c := range []struct{ from, to, want string }{
		{`<p class="lead">`, "</p>", "The plan makes 3 goals and commitments: only 1 with both a number and a year."},
		{`<p class="num">`, "</ul>", "200,000 t Catch By 2040 This keeps the level the plan gives for 2020: 200,000 t. Chapter 2, paragraph 1 By 2040 the catch of East Isle reaches 200,000 tons, and two lighthouses are built on West Isle. 东岛渔获达到20万吨 Chapter 1, paragraph 1"},
		{`<tbody><tr><th scope="row">Catch`, "</table>", "Catch 50,000 t 2020 Chapter 2, paragraph 1"},
		{`<table class="matrix">`, "</table>", "By 2040 No year stated Total Sea 2 – 2 Land – 1 1"},
		{`<h3 id="theme-land"`, "</details>", "Land 1 entry No year stated 1 entry A repaired quay Chapter 1, paragraph 2 For: East Isle"},
	} {
		if got := between(t, page, c.from, c.to); !strings.Contains(got, c.want) {
			t.Errorf("after %s: %q, not %q", c.from, got, c.want)
		}
	}
	for _, want := range []string{`<a href="#theme-sea-2040">2</a>`, `id="theme-sea-2040"`, `id="theme-land-none"`, `<p class="from"><a href="plan/ch1.html#ch1-s0-p2">`} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not in the page", want)
		}
	}
}

func TestProjectsPage(t *testing.T) {
	e, _ := islesEnv(t)
	html, err := e.projects(1)
	if err != nil {
		t.Fatal(err)
	}
	page := string(html)
	if got, want := between(t, page, `<dl class="verbs">`, "</dl>"), "Study 1 研究 study 1 Build 2 建设 build 1 修缮 repair 1 No verb of its own 1"; !strings.HasSuffix(got, want) {
		t.Errorf("verbs: %q, not %q", got, want)
	}
	if got, want := between(t, page, `id="type-works-study"`, "</ul>"), "Study 1 entry Bridge study Places: East Isle East Isle repairs its quay; a bridge across the sea is studied. Chapter 1, paragraph 2"; !strings.HasSuffix(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

// What is drawn: the numbers of the data, each with where it leads from the root
// of the site.
func TestChartDefinitions(t *testing.T) {
	e, s := islesEnv(t)
	f := e.newFrame(1, "data/index.html", "data", "", "")
	var views []*chartView
	for _, c := range e.Atlas.Charts {
		v, err := e.chart(&f, c)
		if err != nil {
			t.Fatalf("%s: %v", c.ID, err)
		}
		views = append(views, v)
	}
	if got := string(views[0].SVG); !strings.Contains(got, `<a href="../plan/ch1.html#ch1-s0-p1"`) {
		t.Errorf("the links are not the page's: %s", got)
	}
	want := chart.Def{ID: "works", Kind: chart.Stacked, Title: "1 to be studied, 1 without a verb", Desc: "The numbers stand in the table below the chart.",
		Categories: []string{"Works"}, Totals: []string{"4"}, Series: []chart.Series{
			{Name: "Study", Points: []chart.Point{{Value: 1, Label: "1", Href: "en/projects.html#type-works-study"}}},
			{Name: "Build", Points: []chart.Point{{Value: 2, Label: "2", Href: "en/projects.html#type-works-build"}}},
			{Name: "No verb of its own", Points: []chart.Point{{Value: 1, Label: "1", Href: "en/projects.html#type-works-none"}}},
		}}
	if diff := cmp.Diff(want, s.drawn["chart-works"]); diff != "" {
		t.Error(diff)
	}
	people := s.drawn["chart-people"]
	if got := people.Series[0].Points[2]; got != (chart.Point{Absent: "no figure"}) {
		t.Errorf("a place without a figure: %+v", got)
	}
	if got := people.Series[0].Points[0]; !people.Series[0].Outlined || got.Href != "en/data/observations.html#east-2020" || got.Title != "East Isle · 2020 · 900 · census" {
		t.Errorf("an observation: %+v", got)
	}
}

func TestChartCSV(t *testing.T) {
	e, _ := islesEnv(t)
	rows, err := e.chartTable(e.Atlas.Chart("catch"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := csvBytes(rows)
	if err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFrow,row_zh,row_en,column,column_zh,column_en,value,unit,table,id,address\n" +
		"catch-south,南,South,,数量,Number,50000,t,values,catch-south,zh/plan/ch2.html#ch2-s0-p1\n" +
		"catch-2020,东,East,,数量,Number,200000,t,values,catch-2020,zh/plan/ch2.html#ch2-s0-p1\n"
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}

// The three downloads of a table say the same, with the address of each row's
// sentence; a workbook has the same bytes each time.
func TestTableDownloads(t *testing.T) {
	e, _ := islesEnv(t)
	table := e.Atlas.Table("targets")
	csv, err := csvBytes(e.tableRows(table))
	if err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFid,summary_zh,summary_en,horizon,theme,entity,block,quote,value,address\n" +
		"catch,渔获20万吨,A catch of 200,2040,sea,east,ch1-s0-p1,东岛渔获达到20万吨,catch-2040,zh/plan/ch1.html#ch1-s0-p1\n" +
		"lights,两座灯塔,Two lighthouses,2040,sea,west,ch1-s0-p1,西岛建设两座灯塔,,zh/plan/ch1.html#ch1-s0-p1\n" +
		"quay,修缮码头,A repaired quay,,land,east,ch1-s0-p2,东岛修缮码头,,zh/plan/ch1.html#ch1-s0-p2\n"
	if diff := cmp.Diff(want, string(csv)); diff != "" {
		t.Error(diff)
	}
	xlsx, err := e.tableXLSX(table)
	if err != nil {
		t.Fatal(err)
	}
	again, err := e.tableXLSX(table)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(xlsx, again) {
		t.Error("the same table gave two workbooks")
	}
	site := fstest.MapFS{"t.csv": {Data: csv}, "t.xlsx": {Data: xlsx}}
	if diff := cmp.Diff(cells(t, site, "t.csv"), cells(t, site, "t.xlsx")); diff != "" {
		t.Error(diff)
	}
	e.Atlas.Site.URL = "https://example.org/isles/"
	json, err := e.tableJSON(table)
	if err != nil {
		t.Fatal(err)
	}
	wantJSON := `[
{"id":"catch","summary_zh":"渔获20万吨","summary_en":"A catch of 200","horizon":"2040","theme":"sea","entity":["east"],"block":"ch1-s0-p1","quote":"东岛渔获达到20万吨","value":["catch-2040"],"address":"https://example.org/isles/zh/plan/ch1.html#ch1-s0-p1"},`
	if !strings.HasPrefix(string(json), wantJSON) {
		t.Errorf("%s\nnot\n%s", json, wantJSON)
	}
}

// A table without blocks leads to its own rows.
func TestAddressOfRows(t *testing.T) {
	e, _ := islesEnv(t)
	rows := e.tableRows(e.Atlas.Table("places"))
	if got, want := rows[1][len(rows[1])-1], "zh/data/places.html#east"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
}

func cells(t *testing.T, site fs.FS, path string) [][]string {
	t.Helper()
	f, problems := source.Open(site, path, source.TableFile)
	if f == nil {
		t.Fatal(problems)
	}
	table, problems := source.ReadTable(f)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var out [][]string
	for _, r := range table.Rows {
		var row []string
		for _, c := range r.Cells {
			row = append(row, c.Value)
		}
		out = append(out, row)
	}
	return out
}

func TestTablePageLinks(t *testing.T) {
	e, _ := islesEnv(t)
	html, err := e.table(1, e.Atlas.Table("targets"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<a href="../plan/ch1.html#ch1-s0-p1">Chapter 1, paragraph 1</a>`,
		`<a href="../places/east.html">East Isle</a>`,
		`<a href="values.html#catch-2040">200,000 t</a>`,
		`>Sea</td>`,
		`<tr id="catch">`,
		`<a href="../../data/targets.xlsx" download>XLSX</a>`,
	} {
		if !strings.Contains(string(html), want) {
			t.Errorf("%s is not in the page", want)
		}
	}
}
