package edition

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func shown(pieces []Piece) string {
	var out strings.Builder
	for _, p := range pieces {
		switch {
		case p.Old && p.New:
			out.WriteString(p.Text)
		case p.Old:
			out.WriteString("[-" + p.Text + "-]")
		default:
			out.WriteString("{+" + p.Text + "+}")
		}
	}
	return out.String()
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"", "", ""},
		{"三个泊位", "三个泊位", "三个泊位"},
		{"到2020年建成三个泊位。", "到2035年建成五个泊位。", "到[-2020-]{+2035+}年建成[-三-]{+五+}个泊位。"},
		{"加快建设港口", "稳步推进港口建设", "[-加快建设-]{+稳步推进+}港口{+建设+}"},
		{"three berths by 2020", "five new berths by 2035", "[-three -]{+five new +}berths by [-2020-]{+2035+}"},
		{"", "新", "{+新+}"},
		{"旧", "", "[-旧-]"},
	} {
		if got := shown(Words(c.old, c.now)); got != c.want {
			t.Errorf("%q, %q: %s, want %s", c.old, c.now, got, c.want)
		}
	}
}

// The pieces of the old text put together are the old text, those of the new the new.
func TestWordsHoldBoth(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := func() string {
		var out strings.Builder
		for range rng.IntN(40) {
			out.WriteString([]string{"港", "口", "建", "设", " ", "the", "port", "，", "2020", "年"}[rng.IntN(10)])
		}
		return out.String()
	}
	for range 2000 {
		a, b := text(), text()
		var old, now string
		for _, p := range Words(a, b) {
			if p.Old {
				old += p.Text
			}
			if p.New {
				now += p.Text
			}
		}
		if old != a || now != b {
			t.Fatalf("%q, %q: %q, %q", a, b, old, now)
		}
	}
}

func block(id, page string, texts ...string) Block { return Block{id, page, texts} }

func TestCompare(t *testing.T) {
	old := Edition{
		Blocks: []Block{block("p1", "ch1", "甲", "A"), block("p2", "ch1", "乙", "B"), block("p3", "ch1", "丙", "C"), block("p4", "ch1", "丁", "D")},
		Tables: []Table{
			{"targets", 0, []string{"id", "value", "old"}, [][]string{{"a", "1", "x"}, {"b", "2", ""}, {"c", "3", ""}}},
			{"same", -1, []string{"v"}, [][]string{{"1"}, {"1"}}},
		},
	}
	now := Edition{
		Blocks: []Block{block("p4", "ch1", "丁", "D"), block("p1", "ch1", "甲", "A1"), block("p1a", "ch1", "新", "N"), block("p3", "ch2", "丙", "C")},
		Tables: []Table{
			{"targets", 0, []string{"id", "value"}, [][]string{{"c", "3"}, {"a", "1"}, {"d", "4"}}},
			{"same", -1, []string{"v"}, [][]string{{"1"}, {"1"}}},
		},
	}
	var got []string
	d := Compare(old, now)
	for _, b := range d.Blocks {
		line := fmt.Sprint(b.ID, b.What)
		for _, p := range b.Text {
			line += " " + shown(p)
		}
		got = append(got, line)
	}
	for _, table := range d.Tables {
		for _, r := range table.Rows {
			got = append(got, fmt.Sprint(table.Name, " ", r))
		}
	}
	want := []string{
		"p4[2]", "p1[3]  [-A-]{+A1+}", "p1a[0] {+新+} {+N+}", "p2[1] [-乙-] [-B-]", "p3[2]",
		"targets {a 3 [{old x }]}", "targets {d 0 [{id  d} {value  4}]}", "targets {b 1 [{id b } {value 2 }]}",
	}
	if x := cmp.Diff(want, got); x != "" {
		t.Error(x)
	}
	if d := Compare(now, now); len(d.Blocks)+len(d.Tables) != 0 {
		t.Error("what did not change is reported", d)
	}
}

func BenchmarkCompare(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	text := func() string {
		var out strings.Builder
		for range 150 {
			out.WriteRune(rune(0x4e00 + rng.IntN(3000)))
		}
		return out.String()
	}
	var old, now Edition
	for i := range 2000 {
		x := block(fmt.Sprint("p", i), "ch1", text(), strings.Repeat("the plan of the region ", 12)+fmt.Sprint(i))
		old.Blocks = append(old.Blocks, x)
		if i%10 == 0 {
			x.Texts = []string{x.Texts[0][:150] + text(), "in " + x.Texts[1]}
		}
		if i%50 != 0 {
			now.Blocks = append(now.Blocks, x)
		}
	}
	for b.Loop() {
		Compare(old, now)
	}
}
