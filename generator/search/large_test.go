package search_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"atlas/generator/search"
)

// invented is a large site of words that come as often as words do: the first
// often, most of them rarely.
func invented(pages int) ([][][]string, search.Content) {
	r := rand.New(rand.NewPCG(1, 2))
	some := func(n int) int { return int(math.Exp(r.Float64()*math.Log(float64(n)))) - 1 }
	var words []string
	for range 20000 {
		w := make([]byte, 2+r.IntN(9))
		for i := range w {
			w[i] = "etaoinshrdlucmfwypvbgkjqxz"[some(27)]
		}
		words = append(words, string(w))
	}
	texts := make([][][]string, 2)
	for range pages {
		var zh, en []string
		for range 4 {
			var z, e strings.Builder
			for range 220 {
				z.WriteRune(rune(0x4E00 + some(4000)))
			}
			for range 90 {
				e.WriteString(words[some(20000)] + " ")
			}
			zh, en = append(zh, z.String()), append(en, strings.TrimSpace(e.String()))
		}
		texts[0], texts[1] = append(texts[0], zh), append(texts[1], en)
	}
	var list []search.Entry
	for i := range pages / 4 {
		name := fmt.Sprintf("%c%c", 0x4E00+i%4000, 0x5000+i/7%4000)
		list = append(list, search.Entry{Group: "place", Href: fmt.Sprintf("places/p%d.html", i), Title: name,
			Also: []string{words[i%len(words)] + words[i*7%len(words)]}, Pinyin: []string{"na", "me"}, Alias: true})
	}
	return texts, content(texts, [][]search.Entry{list, list})
}

// pagesWith are the pages with a block that a test holds of.
func pagesWith(texts [][]string, test func(block string) bool) []string {
	var out []string
	for i, blocks := range texts {
		if slices.ContainsFunc(blocks, test) {
			out = append(out, fmt.Sprintf("plan/ch%d.html", i))
		}
	}
	return out
}

// reached are the pages an answer shows or offers to read.
func reached(r result, lang string) map[string]bool {
	out := map[string]bool{}
	for _, g := range r.Groups {
		for _, i := range g.Items {
			p, _, _ := strings.Cut(i.Href, "#")
			out[strings.TrimPrefix(p, lang+"/")] = true
		}
	}
	for _, p := range r.Rest {
		out[p] = true
	}
	return out
}

func TestLargeFindsEveryPage(t *testing.T) {
	const pages = 300
	texts, c := invented(pages)
	x := search.New(c)
	program := bundle(t)
	zh, en := newReader(t, program, x, "zh"), newReader(t, program, x, "en")
	r := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		block := []rune(texts[0][r.IntN(pages)][r.IntN(4)])
		n := 1 + r.IntN(7)
		at := r.IntN(len(block) - n)
		s := string(block[at : at+n])
		got := reached(zh.ask(s, 4), "zh")
		for _, p := range pagesWith(texts[0], func(b string) bool { return strings.Contains(b, s) }) {
			if !got[p] {
				t.Errorf("%q: %s is not found", s, p)
			}
		}
	}
	for range 40 {
		words := strings.Fields(texts[1][r.IntN(pages)][r.IntN(4)])
		w := words[r.IntN(len(words))]
		if r.IntN(2) == 0 {
			w = w[:1+r.IntN(len(w))]
		}
		got := reached(en.ask(w, 4), "en")
		for _, p := range pagesWith(texts[1], func(b string) bool { return strings.Contains(" "+b, " "+w) }) {
			if !got[p] {
				t.Errorf("%q: %s is not found", w, p)
			}
		}
	}
}

// TestLargeIsFrugal asks a large site with nothing loaded before: one of 20,000
// pages (10,000 in two languages) with ATLAS_EVERY=1 in the environment.
func TestLargeIsFrugal(t *testing.T) {
	pages := 1000
	if os.Getenv("ATLAS_EVERY") != "" {
		pages = 10000
	}
	texts, c := invented(pages)
	x := search.New(c)
	program := bundle(t)
	files := map[string]search.File{}
	for _, f := range x.Files() {
		files[f.Name] = f
	}
	const limit = 300 << 10
	block := []rune(texts[0][77][1])
	words := strings.Fields(texts[1][424][2])
	for _, q := range []string{string(block[9:10]), string(block[9:11]), string(block[9:13]), string(block[20:28]), words[3], words[4] + " " + words[5], "e", "et", "the", "nh"} {
		r := newReader(t, program, x, "zh")
		r.ask(q, 6)
		sum := 0
		for name := range r.Loaded {
			data, err := files[name].Make()
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			w := gzip.NewWriter(&out)
			_, _ = w.Write(data)
			_ = w.Close()
			sum += out.Len()
		}
		if sum > limit {
			t.Errorf("%q: %d files, %d kB, more than %d", q, len(r.Loaded), sum>>10, limit>>10)
		}
		t.Logf("%q: %d files, %d kB", q, len(r.Loaded), sum>>10)
	}
}

func BenchmarkLarge(b *testing.B) {
	_, c := invented(10000)
	b.ReportAllocs()
	for b.Loop() {
		for _, f := range search.New(c).Files() {
			if _, err := f.Make(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
