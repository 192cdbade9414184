package site_test

import (
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"atlas/generator/atlas"
)

// leads are the addresses, as paths of the website, that a page links to.
func leads(name string, p *page) map[string]bool {
	out := map[string]bool{}
	for i := range p.elements {
		if p.elements[i].Data != "a" {
			continue
		}
		if href, ok := attr(&p.elements[i], "href"); ok {
			out[path.Join(path.Dir(name), href)] = true
		}
	}
	return out
}

func sentence(lang string, b *atlas.Block) string {
	return lang + "/plan/" + b.Chapter.ID + ".html#" + b.ID
}

// Every number that the home page, its chart and the table of values show leads
// to the paragraph that states it.
func TestNumbersLeadToTheirSentences(t *testing.T) {
	a, pages := plan(t), pagesOf(t)
	for _, lang := range []string{"zh", "en"} {
		home := leads(lang+"/index.html", pages[lang+"/index.html"])
		if len(a.Site.Home.Numbers) == 0 || a.Chart(a.Site.Home.Chart) == nil {
			t.Fatal("the home page has no numbers or no chart")
		}
		for _, id := range a.Site.Home.Numbers {
			if n := a.Number(id); n == nil || !home[sentence(lang, n.Block)] {
				t.Errorf("on the home page in %s, %s does not lead to its sentence", lang, id)
			}
		}
		for _, n := range a.Chart(a.Site.Home.Chart).Numbers {
			if !home[sentence(lang, n.Block)] {
				t.Errorf("in the chart of the home page in %s, %s does not lead to its sentence", lang, n.ID)
			}
		}
		table := leads(lang+"/data/values.html", pages[lang+"/data/values.html"])
		for _, n := range a.Numbers {
			if !table[sentence(lang, n.Block)] {
				t.Errorf("in the table of values in %s, %s does not lead to %s", lang, n.ID, n.Block.ID)
			}
		}
	}
}

// The page of a place leads to every paragraph that names it, and to nothing
// that does not; its map is there, and the area.
func TestPlacesLeadToTheirParagraphs(t *testing.T) {
	a, pages := plan(t), pagesOf(t)
	shown := 0
	for _, p := range a.Places {
		if !p.HasPage() {
			continue
		}
		shown++
		for _, lang := range []string{"zh", "en"} {
			name := lang + "/places/" + p.Slug + ".html"
			q := pages[name]
			if q == nil {
				t.Errorf("there is no %s", name)
				continue
			}
			to := leads(name, q)
			for _, b := range a.Naming(p) {
				if !to[sentence(lang, b)] {
					t.Errorf("%s does not lead to %s, which names it", name, b.ID)
				}
			}
			pictures := 0
			for i := range q.elements {
				if d := q.elements[i].Data; d == "svg" || d == "img" {
					pictures++
				}
			}
			if pictures == 0 {
				t.Errorf("%s has no map", name)
			}
		}
	}
	if shown < 100 {
		t.Errorf("only %d places have a page", shown)
	}
}

// Every name of a place in the running text that has a page leads to it.
func TestNamesLeadToTheirPages(t *testing.T) {
	a, pages := plan(t), pagesOf(t)
	for _, c := range a.Chapters {
		for lang, l := range a.Languages {
			name := l.Code + "/plan/" + c.ID + ".html"
			to := leads(name, pages[name])
			want := map[string]bool{}
			for _, b := range c.Blocks {
				for _, m := range b.Mentions[lang] {
					if m.Place != nil && m.Place.Page.HasPage() {
						want[l.Code+"/places/"+m.Place.Page.Slug+".html"] = true
					}
				}
			}
			for _, target := range slices.Sorted(maps.Keys(want)) {
				if !to[target] {
					t.Errorf("%s names %s and does not lead there", name, target)
				}
			}
		}
	}
}

// In the tables under a map every row leads to its sentence, and where rows are
// counted, to what was counted.
func TestRowsOfMapsLeadToTheirSentences(t *testing.T) {
	a, files := plan(t), built(t)
	table := regexp.MustCompile(`(?s)<h[23][^>]*>([^<]*)</h[23]>|<tr data-for="([^"]*)">.*?</tr>`)
	rows, counted := 0, 0
	for k, lang := range a.Languages {
		for _, m := range a.Maps {
			name := lang.Code + "/maps/" + m.ID + ".html"
			counts := map[string]string{} // headings of tables of counts
			measured := map[string]bool{} // headings of tables of numbers from elsewhere, whose sources stand above them
			for _, l := range m.Layers {
				if l.Value != nil {
					counts[l.Name.In(k)] = l.Value.Count
					measured[l.Name.In(k)] = l.Value.Count == ""
				}
			}
			heading, within := "", ""
			for _, at := range table.FindAllSubmatchIndex(files[name], -1) {
				row := string(files[name][at[0]:at[1]])
				if at[2] >= 0 {
					heading = html.UnescapeString(string(files[name][at[2]:at[3]]))
					if strings.HasPrefix(row, "<h2") {
						within = row
					}
					continue
				}
				rows++
				switch count := counts[heading]; {
				case count != "":
					counted++
					if !strings.Contains(row, "#"+count) && !strings.Contains(row, ">0</td>") {
						t.Errorf("%s: this does not lead to what was counted: %s", name, row)
					}
				case strings.Contains(within, `id="table"`):
					if !strings.Contains(row, "#mentions") && !strings.Contains(row, ">0</td>") {
						t.Errorf("%s: this does not lead to the paragraphs: %s", name, row)
					}
				case !measured[heading] && !strings.Contains(row, "/plan/"):
					t.Errorf("%s: this does not lead to its sentence: %s", name, row)
				}
			}
		}
	}
	if rows < 1000 || counted < 300 {
		t.Errorf("only %d rows, %d of them counts", rows, counted)
	}
}
