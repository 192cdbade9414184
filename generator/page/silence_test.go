package page

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// straits is a site of towns with goals and works; extra replaces or adds files.
func straits(t *testing.T, extra map[string]string) *Env {
	t.Helper()
	files := map[string]string{
		"content/site.yaml": "title: {zh: 峡, en: Straits}\nlanguages:\n  - {code: zh, name: 中文}\n  - {code: en, tag: en, name: English, spaced: true}\nranks:\n  - {id: town, page: true, name: {zh: 镇, en: town}, names: {zh: 镇, en: towns}}\n",
		"content/zh/ch1.md": "# 峡\n\n东镇、西镇、南镇。两岸。\n",
		"content/en/ch1.md": "# Straits\n\nEast, West and South. Both shores.\n",
		"data/datapackage.yaml": `name: straits
title: {zh: 峡, en: Straits}
resources:
  - {name: places, path: places.csv, title: {zh: 地, en: Places}, schema: {primaryKey: slug, fields: [{name: slug}, {name: rank}, {name: parent}, {name: extent}, {name: name, localized: true}, {name: short, localized: true}, {name: forms, localized: true, list: true}]}}
  - {name: targets, path: targets.csv, title: {zh: 标, en: Targets}, schema: {primaryKey: id, fields: [{name: id}, {name: summary, localized: true}, {name: theme}, {name: entity, list: true}, {name: block}, {name: quote}]}}
  - {name: projects, path: projects.csv, title: {zh: 工, en: Projects}, schema: {primaryKey: id, fields: [{name: id}, {name: name, localized: true}, {name: type}, {name: status, localized: true}, {name: places, list: true}, {name: block}, {name: quote}]}}
  - {name: vocabulary, path: vocabulary.csv, title: {zh: 词, en: Words}, schema: {fields: [{name: column}, {name: value}, {name: name, localized: true}]}}
`,
		"data/places.csv":     "slug,rank,parent,extent,name_zh,name_en,short_zh,short_en,forms_zh,forms_en\neast,town,,whole,东镇,East,东镇,East,东镇,East\nwest,town,,whole,西镇,West,西镇,West,西镇,West\nsouth,town,,whole,南镇,South,南镇,South,南镇,South\n",
		"data/targets.csv":    "id,summary_zh,summary_en,theme,entity,block,quote\nwest-roads,路,roads,transport,west,ch1-s0-p1,西镇\nsouth-roads,路,roads,transport,south,ch1-s0-p1,南镇\n",
		"data/projects.csv":   "id,name_zh,name_en,type,status_zh,status_en,places,block,quote\n",
		"data/vocabulary.csv": "column,value,name_zh,name_en\ntargets.theme,transport,交通,Transport\nprojects.type,railway,铁路,Railways\nprojects.type,transport,交通,Transport\n",
	}
	for name, data := range extra {
		files[name] = data
	}
	site := fstest.MapFS{}
	for name, data := range files {
		site[name] = &fstest.MapFile{Data: []byte(data)}
	}
	a, problems := atlas.NewLoader(site).Load()
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems)
	}
	l, problems := ReadLayouts(os.DirFS(filepath.Join("..", "..")), a.Languages)
	if l == nil {
		t.Fatal(problems)
	}
	e := &Env{Atlas: a, Layouts: l}
	e.derive()
	return e
}

// The plan is silent of a place on a subject where it says something to at least two
// of its peers, and nothing to it: neither a goal nor a project.
func TestSilence(t *testing.T) {
	with := func(kind, places string) map[string]string {
		return map[string]string{"data/projects.csv": "id,name_zh,name_en,type,status_zh,status_en,places,block,quote\nline,线,line," + kind + ",建设,build," + places + ",ch1-s0-p1,东镇\n"}
	}
	for _, c := range []struct {
		name  string
		extra map[string]string
		place string
		want  []string
	}{
		{"two peers have a goal", nil, "east", []string{"Transport 2"}},
		{"one peer is not enough", map[string]string{"data/targets.csv": "id,summary_zh,summary_en,theme,entity,block,quote\nwest-roads,路,roads,transport,west,ch1-s0-p1,西镇\n"}, "east", nil},
		{"it has a goal itself", nil, "west", nil},
		{"a project on the subject is no silence", with("transport", "east"), "east", nil},
		{"nor one of a type that a chart counts under it", func() map[string]string {
			m := with("railway", "east")
			m["data/charts.yaml"] = "charts:\n  - id: claims\n    kind: heat\n    pages: [places]\n    title: {zh: 甲, en: A}\n    source: {zh: 表, en: table}\n    count: {of: claims, by: place, and: theme, ranks: [town], themes: [{theme: transport, types: [railway]}]}\n"
			return m
		}(), "east", nil},
		{"a project of another subject is not one", with("railway", "east"), "east", []string{"Transport 2"}},
		{"projects of two peers count as goals do", map[string]string{
			"data/targets.csv":  "id,summary_zh,summary_en,theme,entity,block,quote\nwest-roads,路,roads,transport,west,ch1-s0-p1,西镇\n",
			"data/projects.csv": "id,name_zh,name_en,type,status_zh,status_en,places,block,quote\nline,线,line,transport,建设,build,south,ch1-s0-p1,南镇\n"}, "east", []string{"Transport 2"}},
	} {
		e := straits(t, c.extra)
		f := e.newFrame(1, "places/x.html", "place", "", "")
		var got []string
		for _, v := range f.silence(e.Atlas.Place(c.place)) {
			if v.Said == "" {
				t.Errorf("%s: nothing is said", c.name)
			}
			for _, k := range v.Kinds {
				got = append(got, k.Name+" "+strconv.Itoa(k.Others))
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
