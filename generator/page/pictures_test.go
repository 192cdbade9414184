package page

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/picture"
)

func TestLocale(t *testing.T) {
	for tag, want := range map[string]string{"zh-CN": "zh_CN", "en": "en_US", "zh-Hant-HK": "zh_HK", "fr": "fr_FR", "en-GB": "en_GB", "?": ""} {
		if got := locale(tag); got != want {
			t.Errorf("%s: %q, want %q", tag, got, want)
		}
	}
}

type noPainter struct{}

func (noPainter) Paint(picture.Card) ([]byte, error) { return nil, nil }

func TestPicture(t *testing.T) {
	const base = "https://bay.example/a/"
	for _, c := range []struct{ path, title, image, alt string }{
		{"en/index.html", "Atlas of the Bay", "index", "Atlas of the Bay"},
		{"en/plan/ch3.html", "Space", "plan/ch3", "Space – Atlas of the Bay"},
		{"en/parallel/ch3.html", "Space", "plan/ch3", "Space – Atlas of the Bay"},
		{"en/about.html", "About", "index", "Atlas of the Bay"},
		{"en/places/elsewhere.html", "Elsewhere", "index", "Atlas of the Bay"},
	} {
		f := shareFrame("", c.path, c.title, base)
		if f.Picture() != nil {
			t.Fatal("a picture that nobody paints")
		}
		f.env.Paint = noPainter{}
		f.env.derived.pictured = map[string]bool{"index.html": true, "plan/ch3.html": true}
		want := &sharedPicture{base + "en/share/" + c.image + ".png", c.alt, 1200, 630}
		if d := cmp.Diff(want, f.Picture()); d != "" {
			t.Errorf("%s: -want +got\n%s", c.path, d)
		}
		f.Canonical = ""
		if f.Picture() != nil {
			t.Error("a picture without an address")
		}
	}
}

// keeper is a painter that keeps the cards.
type keeper struct{ cards *[]picture.Card }

func (k keeper) Paint(c picture.Card) ([]byte, error) {
	*k.cards = append(*k.cards, c)
	return nil, nil
}

// What pictures say: the words of a chapter are the plan's own, from their
// beginning; a chart names its source.
func TestPictureFiles(t *testing.T) {
	e, _ := islesEnv(t)
	var cards []picture.Card
	e.Paint, e.Atlas.Site.URL = keeper{&cards}, "https://isles.example/"
	for range e.Atlas.Languages {
		e.Atlas.Site.Plan.Title = append(e.Atlas.Site.Plan.Title, "Plan of the Isles")
		e.Atlas.Site.Plan.Date = append(e.Atlas.Site.Plan.Date, "May 2031")
	}
	e.derive()
	var got []string
	e.pictureFiles(func(path string, make func() ([]byte, error)) {
		n := len(cards)
		if _, err := make(); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if !strings.HasPrefix(path, "en/") {
			return
		}
		c := cards[n]
		got = append(got, strings.Join([]string{path, c.Tag, c.Site, c.Over, c.Title, c.Text, strings.Join(c.Facts, "+"), strings.Join(c.Foot, "+")}, "|"))
		if strings.Contains(path, "/embed/") != (c.Drawing != nil) {
			t.Errorf("%s: drawing %q", path, c.Drawing)
		}
	})
	want := []string{
		"en/share/index.png|en|isles.example||Atlas of the Isles|||Plan of the Isles (May 2031)",
		"en/share/plan/ch1.png|en|Atlas of the Isles|Chapter 1|Goals|By 2040 the catch of East Isle reaches 200,000 tons, and two lighthouses are built on West Isle.||Plan of the Isles (May 2031)",
		"en/share/plan/ch2.png|en|Atlas of the Isles|Chapter 2|The state of things|In 2020 the catch of East Isle was 200,000 tons, that of South Isle 50,000 tons.||Plan of the Isles (May 2031)",
		"en/share/embed/catch.png|en|Atlas of the Isles|Chart|East catches 200,000 t, South 50,000 t|||Plan of the Isles (May 2031)",
		"en/share/embed/themes.png|en|Atlas of the Isles|Chart|Of 3, 1 have no year, 67% per cent are of the sea|||Plan of the Isles (May 2031)",
		"en/share/embed/works.png|en|Atlas of the Isles|Chart|1 to be studied, 1 without a verb|||Plan of the Isles (May 2031)",
		"en/share/embed/named.png|en|Atlas of the Isles|Chart|East Isle|||Plan of the Isles (May 2031)",
		"en/share/embed/text.png|en|Atlas of the Isles|Chart|3|||Plan of the Isles (May 2031)",
		"en/share/embed/groups.png|en|Atlas of the Isles|Chart|1 without members|||Plan of the Isles (May 2031)",
		"en/share/embed/people.png|en|Atlas of the Isles|Chart|East Isle|||Plan of the Isles (May 2031)",
		"en/share/embed/both.png|en|Atlas of the Isles|Chart|East Isle 5, 5 of 7 of the land|||Plan of the Isles (May 2031)",
		"en/share/embed/linked.png|en|Atlas of the Isles|Chart|4 in 3, 1 of them without, 1 in several: East Isle, 2|||Plan of the Isles (May 2031)",
		"en/share/places/east.png|en|Atlas of the Isles|Isle|East Isle||fishing isles+all isles|Plan of the Isles (May 2031)",
		"en/share/places/west.png|en|Atlas of the Isles|Isle|West Isle||all isles+1 project|Plan of the Isles (May 2031)",
		"en/share/places/south.png|en|Atlas of the Isles|Isle|South Isle||fishing isles+1 passage names it|Plan of the Isles (May 2031)",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
