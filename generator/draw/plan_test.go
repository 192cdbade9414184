package draw

import (
	"bytes"
	"compress/gzip"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/parallel"
	"atlas/generator/sheet"
)

func TestMain(m *testing.M) {
	debug.SetGCPercent(400) // as the program does
	os.Exit(m.Run())
}

// words are texts for drawings that no page is made of.
func words(a *atlas.Atlas, m *atlas.Map, lang, width int) Words {
	return Words{Lang: lang, Tag: a.Languages[lang].Tag, Prefix: m.ID, Title: m.Title.In(lang), Width: width, Unit: "km",
		Sheet:    sheet.Of(a, m),
		Href:     func(p *atlas.Place) string { return "../places/" + p.Slug + ".html" },
		Tooltip:  func(p *atlas.Place) string { return p.Name.In(lang) },
		T:        func(key string, _ ...any) string { return key },
		Sentence: func(e sheet.Element) string { return "../plan/" + e.Block.Chapter.ID + ".html#" + e.Block.ID },
		Element:  func(e sheet.Element) string { return e.Name.In(lang) },
		Item:     func(_ *sheet.Field, it sheet.Item) string { return it.Name.In(lang) },
		Class:    func(*sheet.Field, int) string { return "class" },
		Amount:   func(*sheet.Field, float64) string { return "1" },
	}
}

// plan is the plan beside the generator, if there is one.
func plan(t testing.TB) *atlas.Atlas {
	if _, err := os.Stat("../../content/site.yaml"); err != nil {
		t.Skip("there is no plan")
	}
	a, problems := atlas.NewLoader(os.DirFS("../..")).Load()
	if a == nil {
		t.Fatal(problems)
	}
	return a
}

// Whatever the tables say of a map's concepts and projects is on the map or in
// the list of what is not drawn; and whatever is drawn leads to its sentence.
func TestPlanIsComplete(t *testing.T) {
	a := plan(t)
	s := NewStudio(nil, nil)
	for _, m := range a.Maps {
		w := words(a, m, 0, 1100)
		svg, err := s.Map(a, m, w)
		if err != nil {
			t.Fatal(err)
		}
		listed := func(c *atlas.Concept, r atlas.Ref) bool {
			return slices.ContainsFunc(w.Sheet.Elements, func(e sheet.Element) bool {
				return e.Ref != nil && *e.Ref == r || e.Concept == c && slices.Contains(e.Parts, r)
			})
		}
		for _, l := range m.Layers {
			for _, c := range l.Concepts {
				for _, mem := range c.Members {
					if mem.Ref == nil || len(l.Only) > 0 || len(l.Also) > 0 || len(l.Except) > 0 || l.From != nil && *mem.Ref == *l.From {
						continue
					}
					if !listed(c, *mem.Ref) {
						t.Errorf("%s: %s of %s is neither drawn nor listed", m.ID, mem.Ref.ID(), c.ID)
					}
				}
			}
			if l.Draw != "corridors" {
				continue
			}
			for _, p := range a.Projects {
				if slices.Contains(l.Types, p.Type) && len(p.Connects) > 0 &&
					!slices.ContainsFunc(w.Sheet.Elements, func(e sheet.Element) bool { return e.Project == p }) {
					t.Errorf("%s: the project %s is neither drawn nor listed", m.ID, p.ID)
				}
			}
		}
		for _, e := range w.Sheet.Elements {
			if e.Block == nil || e.Quote == "" {
				t.Errorf("%s: %s has no sentence", m.ID, e.ID)
			}
			if e.Project != nil && e.Project.Status.In(0) != "" && e.Layer.Draw == "corridors" && e.Stage == nil {
				t.Errorf("%s: no stage has the verb %q of %s", m.ID, e.Project.Status.In(0), e.Project.ID)
			}
			if e.Shape == sheet.Point && !slices.ContainsFunc(w.Sheet.Elements, func(o sheet.Element) bool {
				return o.Layer == e.Layer && o.At == e.At && bytes.Contains(svg, []byte(`data-id="`+o.ID+`"`))
			}) {
				t.Errorf("%s: %s is said to be drawn and lies off the sheet", m.ID, e.ID)
			}
			if e.Shape == sheet.Line && e.Layer.Draw != "courses" && !bytes.Contains(svg, []byte(`data-id="`+e.ID+`"`)) {
				t.Errorf("%s: %s is not in the drawing", m.ID, e.ID)
			}
		}
	}
}

// Maps are light: compressed, at most 60 kB for a wide one and 30 for a narrow.
func TestPlanIsLight(t *testing.T) {
	a := plan(t)
	s := NewStudio(nil, nil)
	for _, m := range a.Maps {
		for width, most := range map[int]int{1100: 60_000, 360: 30_000} {
			svg, err := s.Map(a, m, words(a, m, 1, width))
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
			_, _ = z.Write(svg)
			_ = z.Close()
			if out.Len() > most {
				t.Errorf("%s at %d px takes %d bytes, at most %d", m.ID, width, out.Len(), most)
			}
		}
	}
}

// The same atlas gives the same drawings, and a drawing has no id twice.
func TestPlanIsSound(t *testing.T) {
	a := plan(t)
	for _, m := range a.Maps {
		one, _ := NewStudio(nil, nil).Map(a, m, words(a, m, 0, 360))
		two, _ := NewStudio(nil, nil).Map(a, m, words(a, m, 0, 360))
		if !bytes.Equal(one, two) {
			t.Errorf("%s is drawn otherwise the second time", m.ID)
		}
		seen := map[string]bool{}
		for _, part := range strings.Split(string(one), ` id="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if seen[id] {
				t.Errorf("%s: the id %s stands twice", m.ID, id)
			}
			seen[id] = true
		}
	}
}

// All maps cold, wide and narrow, in every language, on every processor: the aim
// is a second on two. "cpu-ms" is what the processors worked, whoever else did.
func BenchmarkMaps(b *testing.B) {
	a := plan(b)
	type job struct {
		m           *atlas.Map
		lang, width int
	}
	var jobs []job
	for _, m := range a.Maps {
		for lang := range a.Languages {
			jobs = append(jobs, job{m, lang, 1100}, job{m, lang, 360})
		}
	}
	before := worked(b)
	for b.Loop() {
		s := NewStudio(nil, nil)
		parallel.Each(len(jobs), func(i int) {
			j := jobs[i]
			if _, err := s.Map(a, j.m, words(a, j.m, j.lang, j.width)); err != nil {
				b.Error(err)
			}
		})
	}
	b.ReportMetric(float64((worked(b)-before).Milliseconds())/float64(b.N), "cpu-ms")
	b.ReportMetric(float64(len(jobs)), "drawings")
}
