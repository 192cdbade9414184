package site_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/text"
	"atlas/generator/witness"
)

// root is the site that this repository holds. These tests may know its plan.
const root = "../.."

var load = sync.OnceValues(func() (*atlas.Atlas, diag.List) { return atlas.NewLoader(os.DirFS(root)).Load() })

func plan(t *testing.T) *atlas.Atlas {
	t.Helper()
	a, problems := load()
	if a == nil || problems.Count(diag.Error) > 0 {
		t.Fatalf("the site cannot be read: %v", problems)
	}
	return a
}

// The text of the plan is complete: what was handed over, counted by hand.
func TestTextIsComplete(t *testing.T) {
	a := plan(t)
	blocks := map[text.Kind]int{}
	marks := map[text.MarkKind]int{}
	for b := range a.Blocks() {
		blocks[b.Kind]++
		for _, m := range b.Versions[0].Marks {
			marks[m.Kind]++
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"chapters and the preamble", len(a.Chapters), 10},
		{"headings", blocks[text.Title] + blocks[text.Section], 38},
		{"paragraphs", blocks[text.Paragraph], 102},
		{"boxes", blocks[text.Box], 9},
		{"items in boxes", blocks[text.Item], 58},
		{"figures", blocks[text.Figure], 6},
		{"tables that the plan does not have", blocks[text.Table], 0},
		{"page marks", marks[text.Page], 39},
		{"restored readings", marks[text.Corr], 19},
		{"odd readings kept", marks[text.Sic], 23},
		{"notes", len(a.Notes), 19 + 23},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, not %d", c.what, c.got, c.want)
		}
	}
}

// The chapters with the restored readings undone are the text as it was handed
// over, byte for byte.
func TestTextIsTheWitness(t *testing.T) {
	const sum = "b9e8096b9b269fd5b1b14b5819e958304fa75d906b29b9b31d505534ecd88afd"
	a := plan(t)
	handed, err := os.ReadFile(root + "/" + a.Witness.Path)
	if err != nil {
		t.Fatal(err)
	}
	if got := sha256.Sum256(handed); hex.EncodeToString(got[:]) != sum || a.Witness.SHA256 != sum {
		t.Errorf("the witness has the checksum %x, site.yaml says %s, and it was %s", got, a.Witness.SHA256, sum)
	}
	got, _ := witness.Text(a)
	if at := witness.Differ(got, string(handed)); at >= 0 {
		t.Errorf("the text differs from the witness at byte %d: %q, not %q", at, got[max(0, at-30):min(len(got), at+30)], handed[max(0, at-30):min(len(handed), at+30)])
	}
}

// The gazetteer holds the places of the plan's area, and their polygons fill it.
func TestPlacesFillTheArea(t *testing.T) {
	a := plan(t)
	ranks := map[string]int{}
	area := 0.0
	for _, p := range a.Places {
		ranks[p.Rank.ID]++
		switch p.Rank.ID {
		case "city", "district", "county":
			area += p.AreaMap
			if p.AreaMap == 0 {
				t.Errorf("%s has no polygon", p.Slug)
			}
			if p.Parent == nil {
				t.Errorf("%s belongs to nothing", p.Slug)
			}
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"prefecture-level cities and the zone", ranks["prefecture"] + ranks["zone"], 12},
		{"new areas", ranks["new-area"], 1},
		{"county-level cities", ranks["city"], 7},
		{"counties, with districts and county-level cities", ranks["city"] + ranks["district"] + ranks["county"], 90},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, not %d", c.what, c.got, c.want)
		}
	}
	const stated = 107_158 // km², of the units' own figures
	if math.Abs(area-stated) > stated/1000 {
		t.Errorf("the counties add up to %.0f km², more than 0.1 %% off %d", area, stated)
	}
}

// What a careless reader of the plan gets wrong: lists that are shorter or other
// than one expects, and the few numbers that have a year.
func TestTraps(t *testing.T) {
	a := plan(t)
	for concept, want := range map[string]string{
		"important-node-cities":                "baoji tongchuan weinan yangling shangluo yuncheng linfen tianshui pingliang qingyang",
		"small-medium-cities":                  "xingping huayin houma huozhou hejin yongji",
		"pole-binxian-xunyi-changwu-jingchuan": "binxian xunyi changwu jingchuan",
		"hub-regional-text":                    "weinan shangluo yuncheng linfen tianshui pingliang",
		"four-vertical-four-horizontal":        "",
		"two-trunks-branches-two-nodes":        "",
	} {
		i := slices.IndexFunc(a.Concepts, func(c *atlas.Concept) bool { return c.ID == concept })
		if i < 0 {
			t.Errorf("there is no concept %s", concept)
			continue
		}
		var got []string
		for _, m := range a.Concepts[i].Members {
			switch {
			case m.Ref == nil:
				got = append(got, m.Name[1])
			case m.Ref.Place != nil:
				got = append(got, m.Ref.Place.Slug)
			default:
				got = append(got, m.Ref.Name.ID)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %s, not %s", concept, got, want)
		}
	}
	var dated []string
	for _, n := range a.Numbers {
		if n.Year != "" && n.Kind == "target" {
			dated = append(dated, n.Year+" "+n.Comparator+n.Value+n.Unit)
		}
	}
	slices.Sort(dated)
	if want := []string{"2020 >=1000Mbit/s", "2020 >=100Mbit/s", "2035 >1500000000000CNY", "2035 >=3%"}; !slices.Equal(dated, want) {
		t.Errorf("the targets with a year are %q, not %q", dated, want)
	}
}
