package atlas_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
)

// shire is an invented plan: two towns on a river, two villages, and groups of
// them that have words of their own or none.
var shire = map[string]string{
	"content/site.yaml": `title: {en: Shire}
plan: {title: {en: Plan of the Shire}}
languages:
  - {code: en, tag: en, name: English, spaced: true, endings: ["'s"]}
numbering: {chapter: {en: "Chapter {n}"}}
ranks:
  - {id: town, page: true, name: {en: Town}, names: {en: Towns}}
  - {id: village, page: true, name: {en: Village}, names: {en: Villages}}
area: all
`,
	"content/en/ch1.md": `# Places

Upham and Downham lie on the Brook; Upham’s mill stays.

The brook towns get a bridge. The Brook Belt is made green.

Oakley gets a road to Upham. The belts and the axes are kept.
`,
	"data/datapackage.yaml": `name: shire
title: {en: Shire}
resources:
  - name: places
    path: places.csv
    title: {en: Places}
    schema:
      primaryKey: slug
      fields:
        - {name: slug}
        - {name: page, reference: places}
        - {name: rank}
        - {name: extent}
        - {name: name, localized: true}
        - {name: short, localized: true}
        - {name: forms, localized: true, list: true}
        - {name: pinyin}
  - name: names
    path: names.csv
    title: {en: Names}
    schema: {primaryKey: id, fields: [{name: id}, {name: type}, {name: name, localized: true}, {name: forms, localized: true, list: true}]}
  - name: concepts
    path: concepts.csv
    title: {en: Concepts}
    schema:
      fields: [{name: concept}, {name: order, type: integer}, {name: member, reference: places|names}, {name: member_name, localized: true}, {name: forms, list: true}, {name: role, localized: true}, {name: block, reference: plan}, {name: quote}]
  - name: targets
    path: targets.csv
    title: {en: Targets}
    schema: {primaryKey: id, fields: [{name: id}, {name: summary, localized: true}, {name: theme}, {name: entity, list: true, reference: places|names}, {name: block, reference: plan}, {name: quote}]}
  - name: projects
    path: projects.csv
    title: {en: Projects}
    schema: {primaryKey: id, fields: [{name: id}, {name: name, localized: true}, {name: type}, {name: places, list: true, reference: places|names}, {name: connects, list: true, reference: places|names}, {name: block, reference: plan}, {name: quote}]}
  - name: contradictions
    path: contradictions.csv
    title: {en: Contradictions}
    schema: {primaryKey: id, fields: [{name: id}, {name: topic, localized: true}, {name: places, list: true, reference: places|names}, {name: block_a, reference: plan}, {name: quote_a}, {name: block_b, reference: plan}, {name: quote_b}]}
`,
	"data/places.csv": `slug,page,rank,extent,name_en,short_en,forms_en,pinyin
upham,,town,whole,Upham,Upham,Upham,Ùpham
downham,,town,whole,Downham,Downham,Downham,
oakley,,village,whole,Oakley,Oakley,Oakley,
mill,oakley,village,whole,Oakley Mill,Oakley Mill,Oakley Mill,
elmley,,village,whole,Elmley,Elmley,Elmley,
`,
	"data/names.csv": `id,type,name_en,forms_en
brook,river,Brook,Brook
belt,belt,Brook Belt,Brook Belt
`,
	"data/concepts.csv": `concept,order,member,member_name_en,forms,role_en,block,quote
all,0,,the Shire,the,,ch1-s0-p1,Upham
all,1,elmley,Elmley,,part,ch1-s0-p1,Upham
brook-towns,0,,brook towns,brook towns,,ch1-s0-p1,Upham and Downham
brook-towns,1,upham,Upham,,town,ch1-s0-p1,Upham and Downham
brook-towns,2,downham,Downham,,town,ch1-s0-p1,Upham and Downham
belt,0,belt,Brook Belt,,,ch1-s0-p2,Brook Belt
belt,1,downham,Downham,,end,ch1-s0-p1,Downham
belts,0,,the belts,belts,,ch1-s0-p3,belts
belts,1,belt,Brook Belt,,belt,ch1-s0-p3,belts
`,
	"data/targets.csv": `id,summary_en,theme,entity,block,quote
mill,keep the mill,industry,upham,ch1-s0-p1,Upham’s mill stays
green,make it green,ecology,belt,ch1-s0-p2,The Brook Belt is made green
rest,keep the axes,space,,ch1-s0-p3,the axes are kept
`,
	"data/projects.csv": `id,name_en,type,places,connects,block,quote
road,road,road,mill,oakley;upham,ch1-s0-p3,Oakley gets a road to Upham
`,
	"data/contradictions.csv": `id,topic_en,places,block_a,quote_a,block_b,quote_b
mill,the mill,upham;brook,ch1-s0-p1,Upham’s mill stays,ch1-s0-p3,the axes are kept
`,
}

func load(t *testing.T, files map[string]string) *atlas.Atlas {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	a, problems := atlas.NewLoader(fsys).Load()
	for _, p := range problems {
		if p.Severity != 0 {
			continue
		}
		t.Log(p)
	}
	if a == nil {
		t.Fatal("no atlas")
	}
	return a
}

// said is a Told in ids.
type said struct {
	Roles, Targets, Projects, Groups, Differ []string
}

func ids(a *atlas.Atlas, slug string) said {
	told := a.Told(a.Place(slug))
	var s said
	for _, r := range told.Roles {
		s.Roles = append(s.Roles, r.Concept.ID+": "+r.Member.Role[0])
	}
	for _, x := range told.Targets {
		s.Targets = append(s.Targets, x.ID)
	}
	for _, x := range told.Projects {
		s.Projects = append(s.Projects, x.ID)
	}
	for _, g := range told.Groups {
		line := g.Concept.ID + ":"
		for _, x := range g.Targets {
			line += " target " + x.ID
		}
		for _, x := range g.Projects {
			line += " project " + x.ID
		}
		for _, b := range g.Blocks {
			line += " " + b.ID
		}
		s.Groups = append(s.Groups, line)
	}
	for _, c := range told.Contradictions {
		s.Differ = append(s.Differ, c.ID)
	}
	return s
}

func TestTold(t *testing.T) {
	a := load(t, shire)
	for slug, want := range map[string]said{
		// Named itself; the brook towns mean it where it is not named.
		"upham": {Roles: []string{"brook-towns: town"}, Targets: []string{"mill"}, Projects: []string{"road"},
			Groups: []string{"brook-towns: ch1-s0-p2"}, Differ: []string{"mill"}},
		// The belt is known by a name, and is itself one of the belts.
		"downham": {Roles: []string{"brook-towns: town", "belt: end"},
			Groups: []string{"brook-towns: ch1-s0-p2", "belt: target green ch1-s0-p2", "belts: ch1-s0-p3"}},
		// Another place is shown on its page; what names that counts for it, once.
		"oakley": {Projects: []string{"road"}},
		// The whole area is no group, whatever words it has.
		"elmley": {Roles: []string{"all: part"}},
	} {
		if diff := cmp.Diff(want, ids(a, slug)); diff != "" {
			t.Errorf("%s: %s", slug, diff)
		}
	}
	if diff := cmp.Diff(said{}, ids(a, "nowhere")); diff != "" {
		t.Errorf("unknown place: %s", diff)
	}
}

func TestStated(t *testing.T) {
	a := load(t, shire)
	for id, want := range map[string][2]int{"ch1-s0-p1": {1, 0}, "ch1-s0-p2": {1, 0}, "ch1-s0-p3": {1, 1}, "ch1": {0, 0}} {
		s := a.Stated(a.Block(id))
		if got := [2]int{len(s.Targets), len(s.Projects)}; got != want {
			t.Errorf("%s: %v targets and projects, not %v", id, got, want)
		}
	}
}

func TestPinyin(t *testing.T) {
	a := load(t, shire)
	if got := a.Place("upham").Pinyin; got != "Ùpham" {
		t.Errorf("%q", got)
	}
}

func TestNamedIn(t *testing.T) {
	a := load(t, shire)
	for slug, want := range map[string][]string{"upham": {"ch1-s0-p1", "ch1-s0-p3"}, "oakley": {"ch1-s0-p3"}, "elmley": nil} {
		var got []string
		for _, b := range a.NamedIn(a.Place(slug)) {
			got = append(got, b.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", slug, diff)
		}
	}
}
