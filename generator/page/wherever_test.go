package page

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// fen is an invented plan whose places each stand in one kind of block only.
const fen = `
-- content/site.yaml --
title: {en: Atlas of the Fen}
languages:
  - {code: en, tag: en, name: English, spaced: true, endings: ["'s"]}
numbering: {chapter: {en: "Chapter {n}"}, table: {en: "Table {n}"}, figure: {en: "Figure {n}"}, box: {en: "Box {n}"}}
ranks:
  - {id: town, page: true, name: {en: Town}, names: {en: Towns}}
-- content/en/ch1.md --
# Works

Dykes are kept, as Table 1 has them; Box 9 is none.[^1]

| Town | Homes |
|---|---:|
| Celby | 40 |

1. Mills at Itemby

> Words of Quoteby

Fencote
: A pool at Termby.

![The dykes of Figby](map:dykes)

The Musby Museum is opened; Eelby Road is paved, and the Fenway crosses Brookby Water.

> ### Boxes
>
> - One at Boxby

[^1]: Save at Noteby, Box 1.
-- data/datapackage.yaml --
name: fen
title: {en: Fen}
resources:
  - name: places
    path: places.csv
    title: {en: Places}
    schema: {primaryKey: slug, fields: [{name: slug}, {name: page, reference: places}, {name: rank}, {name: extent}, {name: name, localized: true}, {name: short, localized: true}, {name: forms, localized: true, list: true}]}
  - name: names
    path: names.csv
    title: {en: Names}
    schema: {primaryKey: id, fields: [{name: id}, {name: type}, {name: name, localized: true}, {name: forms, localized: true, list: true}, {name: within, list: true, reference: places}]}
-- data/places.csv --
slug,page,rank,extent,name_en,short_en,forms_en
celby,,town,whole,Celby,Celby,Celby
itemby,,town,whole,Itemby,Itemby,Itemby
quoteby,,town,whole,Quoteby,Quoteby,Quoteby
termby,,town,whole,Termby,Termby,Termby
figby,,town,whole,Figby,Figby,Figby
boxby,,town,whole,Boxby,Boxby,Boxby
noteby,,town,whole,Noteby,Noteby,Noteby
musby,,town,whole,Musby,Musby,Musby
eelby,,town,whole,Eelby,Eelby,Eelby
fenham,,town,whole,Fenham,Fenham,Fenham
brook,,town,whole,Brook,Brook,Brook
-- data/names.csv --
id,type,name_en,forms_en,within
museum,museum,Musby Museum,Musby Museum,musby
eelby-road,road,Eelby Road,Eelby Road,
fenway,road,the Fenway,Fenway,fenham
brookby,water,Brookby Water,Brookby Water,brook
`

// fenEnv is the plan of the fen with the engine's own layouts.
func fenEnv(t *testing.T) *Env {
	t.Helper()
	site := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(fen)).Files {
		site[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	a, problems := atlas.NewLoader(site).Load()
	if problems.Count(diag.Error) > 0 {
		t.Fatal(problems)
	}
	l, problems := ReadLayouts(os.DirFS(filepath.Join("..", "..")), a.Languages)
	if l == nil {
		t.Fatal(problems)
	}
	e := &Env{Atlas: a, Layouts: l, Draw: &sketch{}}
	e.derive()
	return e
}

// A name counts wherever it stands: on the page of its place, in what that page says
// is not said, in the index of names, in the search, in the place's data. Within a
// longer name it counts where the row of that ties it, and the page says so.
func TestNamesCountWhereverTheyStand(t *testing.T) {
	e := fenEnv(t)
	a := e.Atlas
	index, err := e.nameIndex(0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	e.searchContent().Texts(0, 0, func(id, text string) { found[id] = text })
	for slug, block := range map[string]string{
		"celby": "tab1-r2-c1", "itemby": "ch1-s0-i1", "quoteby": "ch1-s0-p2", "termby": "ch1-s0-p4", "figby": "fig1",
		"boxby": "box1-i1", "noteby": "ch1-n1", "musby": "ch1-s0-p5",
		"eelby":  "", // the road's row does not tie it
		"fenham": "", // the name does not have it
		"brook":  "", // Brookby has its letters, not its name
	} {
		p := a.Place(slug)
		html, err := e.place(0, p)
		if err != nil {
			t.Fatal(err)
		}
		page := string(html)
		var blocks []string
		for _, b := range a.NamedIn(p) {
			blocks = append(blocks, b.ID)
		}
		if got := strings.Join(blocks, " "); got != block {
			t.Errorf("%s is named in %q, not in %q", slug, got, block)
			continue
		}
		said, none := between(t, page, `<section class="mentions"`, `</section>`), "The plan does not name "+p.Name[0]+"."
		if block == "" {
			if !strings.Contains(said, none) {
				t.Errorf("%s: %s", slug, said)
			}
			continue
		}
		if strings.Contains(page, none) || !strings.Contains(said, "1 passage of the plan names "+p.Name[0]) ||
			!strings.Contains(page, `#`+block+`"`) || !strings.Contains(page, "<mark>") {
			t.Errorf("the page of %s: %s", slug, said)
		}
		if within := strings.Contains(said, "(named in the name “Musby Museum”)"); within != (slug == "musby") {
			t.Errorf("the page of %s says of a longer name: %s", slug, said)
		}
		if got := between(t, string(index), `id="`+slug+`"`, `</li>`); !strings.Contains(string(index), block+`"`) {
			t.Errorf("the index of names: %s", got)
		}
		if !strings.Contains(found[block], p.Name[0]) {
			t.Errorf("the search has no %s in %s", p.Name[0], block)
		}
		csv, err := e.placeCSV(p)
		if err != nil || !strings.Contains(string(csv), slug+",mention,,,,,,,"+block+",") {
			t.Errorf("%s.csv: %s %v", slug, csv, err)
		}
		if !slices.Contains(a.PlacesIn(a.Block(block)), p) {
			t.Errorf("%s is not among the places in %s", slug, block)
		}
	}
}

// What the text refers to is a link, and the part says who refers to it.
func TestCrossReferencesAreLinks(t *testing.T) {
	e := fenEnv(t)
	html, err := e.chapter(0, e.Atlas.Chapters[0])
	if err != nil {
		t.Fatal(err)
	}
	page := string(html)
	for _, want := range []string{
		`as <a class="xr" href="#tab1">Table 1</a> has`,
		`Save at <a class="pl" href="../places/noteby.html">Noteby</a>, <a class="xr" href="#box1">Box 1</a>`,
		`<p class="referred">Referred to in: <a href="#ch1-s0-p1">Chapter 1, paragraph 1</a></p>`,
		`<p class="referred">Referred to in: <a href="#ch1-n1">Chapter 1, note 1</a></p>`,
		`Box 9 is none`,
		`<a href="../places/celby.html">Celby</a> </p></div></details>`, // the margin of the table
		`<a href="../places/figby.html">Figby</a> </p></div></details>`, // and of the figure
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not in the page", want)
		}
	}
	if n := strings.Count(page, `class="referred"`); n != 2 {
		t.Errorf("%d parts say who refers to them", n)
	}
}
