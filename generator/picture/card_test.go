package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"image/png"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/cache"
)

const bay = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<svg xmlns="http://www.w3.org/2000/svg" class="m-map" viewBox="0 0 200 100" width="200" height="100" lang="en"><style><![CDATA[
:root { --sea: #d7e3ea; --land: #efdcb2; }
.sea { fill: var(--sea); } .land { fill: var(--land); stroke: var(--m, #5b4023); }
]]></style><title>Bay</title><rect class="sea" width="200" height="100"/><a class="land" href="../x.html"><path d="M20 20h90l30 60h-120z"/></a></svg>`

func cards() map[string]Card {
	foot := []string{"Plan of the Bay (May 2031)", "Map review number: GS(2031)0001. Sources: invented"}
	return map[string]Card{
		"map.svg": {Tag: "en", Site: "Atlas of the “Bay”", Over: "Figure 2", Title: "Harbours & where they lie",
			Text: "Drawn from the words of the plan: two harbours. Each leads to its sentence.", Foot: foot, Drawing: []byte(bay)},
		"place.svg": {Tag: "zh-CN", Site: "北湾图集", Over: "镇 · 北湾", Title: "石桥镇", Facts: []string{"北湾副中心", "2 项工程"}, Foot: foot[1:],
			Outline: &Outline{Width: 100, Height: 60, Area: "M5 5h90v50h-90z", Borders: "M50 5v50", Points: [][2]float64{{20, 30}, {70, 30}}}},
		"words.svg": {Tag: "en", Site: "Atlas of the Bay", Title: strings.Repeat("A very long heading, ", 20), Text: strings.Repeat("word ", 300), Foot: foot},
	}
}

func TestGolden(t *testing.T) {
	s := setter(t)
	for name, c := range cards() {
		t.Run(name, func(t *testing.T) {
			got := s.SVG(c)
			if os.Getenv("UPDATE") == "1" && os.Getenv("CI") == "" {
				if err := os.WriteFile("testdata/"+name, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

// A card says everything by itself, is well-formed, and none of its words leaves
// the sheet.
func TestCards(t *testing.T) {
	s := setter(t)
	for name, c := range cards() {
		svg := s.SVG(c)
		for _, bad := range []string{"var(", "href", "url(http", "<a", "NaN", "Inf"} {
			if bytes.Contains(svg, []byte(bad)) {
				t.Errorf("%s holds %q", name, bad)
			}
		}
		for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, f := range c.Foot {
			if !bytes.Contains(svg, []byte(">"+f+"<")) {
				t.Errorf("%s does not say %q", name, f)
			}
		}
	}
}

func TestCardLacksGlyphs(t *testing.T) {
	got := setter(t).Lacks(Card{Title: "石桥", Facts: []string{"x\uE000"}, Foot: []string{"fine \uE001\uE000"}})
	if d := cmp.Diff([]rune{0xE000, 0xE001, 0xE000}, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

func TestReadPalette(t *testing.T) {
	got := ReadPalette([]byte(`/* --ink: #fff; */ :root { --ink: #010203; --seal: red; } @media (x) { :root { --ink: #fff } } .x { --ink: #fff }`))
	want := ReadPalette(nil)
	want.Ink = "#010203"
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestStudio(t *testing.T) {
	c, err := cache.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	palette := setter(t).Palette
	paint := func() ([]byte, Report) {
		tools, err := ReadTools(os.DirFS("../.."))
		if err != nil {
			t.Fatal(err)
		}
		defer tools.Close()
		s := tools.Studio(palette, c)
		data, err := s.Paint(cards()["map.svg"])
		if err != nil {
			t.Fatal(err)
		}
		return data, s.Report()
	}
	data, report := paint()
	const want = "fc87c439750b75568ba6272c95280195b8ecd5aaf9975b8a48c416d34f142e76"
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
		t.Errorf("sha256 %x, want %s", sum, want)
	}
	if img, err := png.Decode(bytes.NewReader(data)); err != nil || img.Bounds().Dx() != Width || img.Bounds().Dy() != Height {
		t.Errorf("no picture of %d × %d: %v", Width, Height, err)
	}
	if len(data) > 150_000 {
		t.Errorf("%d bytes", len(data))
	}
	if report.Made != 1 || report.Kept != 0 || report.Bytes != int64(len(data)) || report.Largest != int64(len(data)) {
		t.Errorf("%+v", report)
	}
	again, report := paint()
	if !bytes.Equal(data, again) || report.Made != 0 || report.Kept != 1 || report.Work != 0 {
		t.Errorf("the second time: %+v", report)
	}
}

// What is missing is named, and that first which comes first.
func TestMissing(t *testing.T) {
	files := fstest.MapFS{}
	for _, p := range []string{"node_modules/@resvg/resvg-wasm/index_bg.wasm", FontPaths[0], FontPaths[1]} {
		if got := Missing(files); got != p {
			t.Errorf("missing %q, want %q", got, p)
		}
		if _, err := ReadTools(files); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("without %s: %v", p, err)
		}
		files[p] = &fstest.MapFile{Data: tiny()}
	}
	if got := Missing(files); got != "" {
		t.Errorf("missing %q", got)
	}
	files[FontPaths[1]].Data = []byte("no font")
	if _, err := ReadTools(files); err == nil || err.Error() != FontPaths[1]+": this is no TrueType font" {
		t.Errorf("error %v", err)
	}
}

func TestSwatches(t *testing.T) {
	got := Swatches([]byte(`/* --x: #fff */ :root { --a: #111; --b: #222; --w: 2rem } @media (night) { :root { --a: #eee } } @media screen { :root { --a: #ddd } }`))
	if d := cmp.Diff([]Swatch{{"--a", "#111", "#eee"}, {"--b", "#222", "#222"}}, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
