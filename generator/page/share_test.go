package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/atlas"
	"atlas/generator/words"
)

func shareFrame(kind, path, title, url string) frame {
	texts := words.New(map[string]string{"picture.alt": "{0} – {1}", "cite.address": "address", "cite.accessed": "accessed", "cite.retrieved": "Retrieved {0}, from {1}"})
	a := &atlas.Atlas{Languages: []atlas.Language{{Code: "en", Tag: "en", Spaced: true}}, Site: atlas.Site{URL: url,
		Title: atlas.Localized{"Atlas of the Bay"},
		Plan: atlas.Plan{Title: atlas.Localized{"Plan of the Bay"}, Date: atlas.Localized{"May 2031"},
			Issuers: []atlas.Localized{{"Ministry A"}, {"Ministry B"}}}}}
	a.Package.Name = "bay"
	e := &Env{Atlas: a, Layouts: &Layouts{strings: []words.Table{texts}}}
	f := frame{env: e, path: path, Lang: "en", Tag: "en", Title: title, SiteTitle: "Atlas of the Bay", Kind: kind}
	if url != "" {
		f.Canonical = url + path
	}
	return f
}

func TestCitations(t *testing.T) {
	got := shareFrame("chapter", "en/plan/ch3.html", "Space", "https://bay.example/").Citations()
	want := []citation{
		{"GB/T 7714", "Ministry A, Ministry B. Plan of the Bay: Space[EB/OL]. (May 2031)[<accessed>]. https://bay.example/en/plan/ch3.html."},
		{"APA", "Ministry A, & Ministry B. (2031). Plan of the Bay: Space. Atlas of the Bay. https://bay.example/en/plan/ch3.html"},
		{"BibTeX", "@misc{bay-en-plan-ch3,\n  author = {{Ministry A} and {Ministry B}},\n  title = {{Plan of the Bay: Space}},\n  year = {2031},\n  howpublished = {Atlas of the Bay},\n  url = {https://bay.example/en/plan/ch3.html},\n  urldate = {<accessed>}\n}"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	// A page of the atlas's own is not the ministries'.
	got = shareFrame("place", "en/places/x.html", "Xtown", "").Citations()
	want = []citation{
		{"GB/T 7714", "Atlas of the Bay: Xtown[EB/OL]. [<accessed>]. <address>."},
		{"APA", "Atlas of the Bay: Xtown. (n.d.). Retrieved <accessed>, from <address>"},
		{"BibTeX", "@misc{bay-en-places-x,\n  title = {{Atlas of the Bay: Xtown}},\n  url = {<address>},\n  urldate = {<accessed>}\n}"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestLinkedData(t *testing.T) {
	f := shareFrame("chapter", "en/plan/ch3.html", "Space </script>", "https://bay.example/a/")
	f.Crumbs = []crumb{{"Plan", "index.html"}}
	got := string(f.LinkedData())
	want := `{"@context":"https://schema.org","@graph":[{"@type":"BreadcrumbList","itemListElement":[` +
		`{"@type":"ListItem","item":"https://bay.example/a/en/plan/index.html","name":"Plan","position":1},` +
		`{"@type":"ListItem","name":"Space \u003c/script\u003e","position":2}]},` +
		`{"@type":"CreativeWork","inLanguage":"en","isPartOf":{"@type":"Legislation","datePublished":"2031","inLanguage":"en",` +
		`"legislationPassedBy":[{"@type":"GovernmentOrganization","name":"Ministry A"},{"@type":"GovernmentOrganization","name":"Ministry B"}],` +
		`"name":"Plan of the Bay","url":"https://bay.example/a/en/plan/index.html"},"name":"Space \u003c/script\u003e","url":"https://bay.example/a/en/plan/ch3.html"}]}`
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if strings.Contains(got, "</") {
		t.Error("the data could close the script element")
	}
	if s := shareFrame("about", "en/about.html", "About", "").LinkedData(); s != "" {
		t.Errorf("an empty page says %s", s)
	}
}
