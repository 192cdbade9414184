package atlas

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// measuredBay is a site with two indicators of a bay and its two towns.
func measuredBay() fstest.MapFS {
	site := harbourSite("ports.csv", []byte("id,name_zh,name_en\nbay,湾,Bay\n"))
	site["data/datapackage.yaml"] = &fstest.MapFile{Data: []byte(`name: bay
title: {zh: 湾, en: Bay}
resources:
  - {name: places, path: places.csv, title: {zh: 地, en: Places}, schema: {primaryKey: slug, fields: [{name: slug}, {name: rank}, {name: name, localized: true}, {name: short, localized: true}, {name: forms, localized: true, list: true}, {name: extent}]}}
  - {name: values, path: values.csv, title: {zh: 数, en: Values}, schema: {primaryKey: id, fields: [{name: id}, {name: indicator, localized: true}, {name: value}, {name: comparator}, {name: unit}, {name: year}, {name: kind}, {name: entity}, {name: block}, {name: quote}, {name: measure, reference: indicators}]}}
  - {name: targets, path: targets.csv, title: {zh: 标, en: Targets}, schema: {primaryKey: id, fields: [{name: id}, {name: summary, localized: true}, {name: block}, {name: quote}]}}
  - {name: indicators, path: indicators.csv, title: {zh: 指标, en: Indicators}, schema: {primaryKey: id, fields: [{name: id}, {name: name, localized: true}, {name: unit}, {name: direction}, {name: basis}]}}
  - {name: observations, path: observations.csv, title: {zh: 测, en: Observations}, schema: {primaryKey: id, fields: [{name: id}, {name: place}, {name: name, localized: true}, {name: indicator, reference: indicators}, {name: year}, {name: value}, {name: unit}, {name: basis, localized: true}, {name: series}, {name: entity}]}}
  - {name: progress, path: progress.csv, title: {zh: 进, en: Progress}, schema: {primaryKey: id, fields: [{name: id}, {name: subject, reference: targets}, {name: event}, {name: date}, {name: what, localized: true}, {name: source_date}]}}
`)}
	delete(site, "data/ports.csv")
	site["content/site.yaml"] = &fstest.MapFile{Data: []byte("title: {zh: 湾, en: Bay}\nranks: [{id: town, name: {zh: 镇, en: town}}]\nlanguages:\n  - {code: zh, name: 中文}\n  - {code: en, name: English, spaced: true}\n")}
	csv := func(name, data string) { site["data/"+name+".csv"] = &fstest.MapFile{Data: []byte(data)} }
	csv("places", "slug,rank,name_zh,name_en,short_zh,short_en,forms_zh,forms_en,extent\nnorth,town,北镇,North,北镇,North,北镇,North,whole\nsouth,town,南镇,South,南镇,South,南镇,South,whole\n")
	csv("indicators", "id,name_zh,name_en,unit,direction,basis\nports,港口,ports,port,more,\nwaste,垃圾,waste,t,less,register\n")
	csv("values", `id,indicator_zh,indicator_en,value,comparator,unit,year,kind,entity,measure
ports-2010,港口,ports,10,=,port,2010,baseline,area,ports
ports-2012,港口,ports,12,=,port,2012,baseline,area,ports
ports-2020,港口,ports,20,=,port,2020,milestone,area,ports
ports-2030,港口,ports,30,>=,port,2030,target,area,ports
ports-north,港口,ports,5,>=,port,2030,target,north,ports
waste-2010,垃圾,waste,100,=,t,2010,baseline,south,waste
waste-2030,垃圾,waste,50,<=,t,2030,target,south,waste
counted,港口,ports,3,=,port,,count,area,ports
`)
	csv("observations", `id,place,name_zh,name_en,indicator,year,value,unit,basis_zh,basis_en,series,entity
a,,湾,Bay,ports,2020,19,port,,,,area
b,,湾,Bay,ports,2024,26,port,,,,area
c,north,北镇,North,ports,2024,4,port,,,,
d,,别处,Elsewhere,ports,2024,99,port,,,,other
e,south,南镇,South,waste,2020,90,t,普查,census,,
f,south,南镇,South,waste,2021,70,t,登记,register,register,
`)
	csv("targets", "id,summary_zh,summary_en,block,quote\nquay,码头,quay,,\n")
	csv("progress", `id,subject,event,date,what_zh,what_en,source_date
p2,quay,under construction,2022,其余在建,the rest is being built,2022
p1,quay,partly opened,2021-06,一段通车,a part opened,2021-07-01
`)
	return site
}

// Each goal is judged by the figures of its own place, unit and basis, from the
// last baseline before its year, and by the newest date of the data.
func TestGoals(t *testing.T) {
	a, problems := NewLoader(measuredBay()).Load()
	if a == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	for _, g := range a.Goals() {
		baseline, observed := "", ""
		if g.Baseline != nil {
			baseline = g.Baseline.ID
		}
		if o := g.Observed(); o != nil {
			observed = o.ID
		}
		got = append(got, fmt.Sprintf("%s from %q by %q: %s %.2f", g.Number.ID, baseline, observed, g.Verdict.Status, g.Verdict.Ratio))
	}
	want := []string{
		`ports-2020 from "ports-2012" by "b": reached 0.00`,   // 19 in 2020, 26 in 2024: late
		`ports-2030 from "ports-2012" by "b": on-course 1.17`, // (26-12)/12 ÷ (30-12)/18
		`ports-north from "" by "c": cannot-be-judged 0.00`,
		`waste-2030 from "waste-2010" by "f": on-course 1.09`, // (100-70)/11 ÷ (100-50)/20
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if a.AsOf() != "2024" {
		t.Errorf("as of %q: the newest date of the data is 2024", a.AsOf())
	}
	a.Site.AsOf = "2023-05"
	if a.AsOf() != "2023-05" || a.Goals()[1].Verdict.Status.String() != "no-data" && a.Goals()[1].Observed().ID != "a" {
		t.Error("what is later than the day of site.yaml counts all the same")
	}
}

// The news of the rest of a line does not take back that a part of it runs.
func TestFurthest(t *testing.T) {
	a, _ := NewLoader(measuredBay()).Load()
	events := a.Targets[0].Events
	if len(events) != 2 || events[0].ID != "p1" {
		t.Fatalf("the events are not in the order of their dates: %v", events)
	}
	if f := Furthest(events); f == nil || f.ID != "p1" {
		t.Errorf("furthest is %v", f)
	}
	event := func(kind, date string) *Event { return &Event{Kind: kind, Date: date} }
	for _, c := range []struct {
		events []*Event
		want   string
	}{
		{nil, ""},
		{[]*Event{event("no news", "2026")}, ""},
		{[]*Event{event("planned", "2018"), event("opened", "2020"), event("changed", "2021")}, "opened"},
		{[]*Event{event("approved", "2018"), event("cancelled", "2020")}, "cancelled"},
		{[]*Event{event("cancelled", "2018"), event("started", "2020")}, "started"},
	} {
		got := ""
		if f := Furthest(c.events); f != nil {
			got = f.Kind
		}
		if got != c.want {
			t.Errorf("%v: %q, not %q", c.events, got, c.want)
		}
	}
}
