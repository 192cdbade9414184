package names

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	chinese = Writing{}
	english = Writing{Spaced: true, Endings: []string{"'s"}}
	terms   = Writing{Spaced: true, Endings: []string{"s", "es", "'s"}}
)

// entries makes a dictionary of "key: form, form" lines; a "!" before the key
// lets the forms stand in any case.
func entries(lines ...string) []Entry {
	var out []Entry
	for _, l := range lines {
		key, forms, _ := strings.Cut(l, ": ")
		e := Entry{Forms: strings.Split(forms, ", ")}
		e.Key, e.AnyCase = strings.TrimPrefix(key, "!"), key[0] == '!'
		out = append(out, e)
	}
	return out
}

// marked shows matches in their text: [name|key|rule], and what the tail adds.
func marked(text string, ms []Match) string {
	var b strings.Builder
	last := 0
	for _, m := range ms {
		b.WriteString(text[last:m.Start])
		fmt.Fprintf(&b, "[%s|%s", text[m.Start:m.End], m.Key)
		if m.Rule != "" {
			b.WriteString("|" + m.Rule)
		}
		if m.Undecided() {
			b.WriteByte('?')
		}
		b.WriteString("]")
		if m.Tail > m.End {
			fmt.Fprintf(&b, "<%s>", text[m.End:m.Tail])
		}
		last = max(m.Tail, m.End)
	}
	return b.String() + text[last:]
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		name    string
		writing Writing
		entries []string
		rules   []Rule
		block   string
		text    string
		want    string
	}{
		{name: "longest wins", writing: chinese,
			entries: []string{"lan: 兰溪, 兰溪市", "air: 兰溪云浦国际机场", "yun: 云浦"},
			text:    "兰溪市与兰溪、云浦共建兰溪云浦国际机场。",
			want:    "[兰溪市|lan]与[兰溪|lan]、[云浦|yun]共建[兰溪云浦国际机场|air]。"},
		{name: "radicals are their ideographs", writing: chinese,
			entries: []string{"chang: 长岗", "gao: \u2fbc新\U0002f800"}, text: "在\u2ed3岗\u2f63产，高新丽与\u2ed3岗，\ufa6c长岗",
			want: "在[\u2ed3岗|chang]\u2f63产，[高新丽|gao]与[\u2ed3岗|chang]，\ufa6c[长岗|chang]"},
		{name: "leftmost wins over longer", writing: chinese,
			entries: []string{"a: 甲乙", "b: 乙丙丁"}, text: "甲乙丙丁", want: "[甲乙|a]丙丁"},
		{name: "a longer name that breaks off", writing: chinese,
			entries: []string{"a: 甲", "b: 甲乙丙丁", "c: 乙丙"}, text: "甲乙丙戊", want: "[甲|a][乙丙|c]戊"},
		{name: "repeated beginnings", writing: chinese,
			entries: []string{"a: 甲甲乙"}, text: "甲甲甲乙", want: "甲[甲甲乙|a]"},
		{name: "alphabets inside Chinese", writing: chinese,
			entries: []string{"3d: 3D", "it: IT"}, text: "13D与3D打印，WITH IT业", want: "13D与[3D|3d]打印，WITH [IT|it]业"},
		{name: "no name in a broken character", writing: chinese,
			entries: []string{"a: 甲"}, text: "\xe7甲\x94\xb2", want: "\xe7[甲|a]\x94\xb2"},
		{name: "empty", writing: chinese, entries: []string{"a: 甲"}},
		{name: "no dictionary", writing: chinese, text: "甲", want: "甲"},
		{name: "empty forms", writing: chinese, entries: []string{"a:  , ,甲"}, text: " 甲", want: " 甲"},

		{name: "whole words", writing: english,
			entries: []string{"lan: Lan", "xi: Xi, Xi'an", "an: an"},
			text:    "Lan, Lando, Milan, élan and Xi; Xi’an",
			want:    "[Lan|lan], Lando, Milan, élan and [Xi|xi]; [Xi’an|xi]"},
		{name: "apostrophe is no boundary", writing: english,
			entries: []string{"xi: Xi", "an: an"}, text: "Xi’an, Xi'an’s an", want: "Xi’an, Xi'an’s [an|an]"},
		{name: "possessive", writing: english,
			entries: []string{"xian: Xi'an", "states: United States", "x: Xi"},
			text:    "Xi'an's, Xi’an’s, Xi’an's; the United States’ and United States'.",
			want:    "[Xi'an|xian]<'s>, [Xi’an|xian]<’s>, [Xi’an|xian]<'s>; the [United States|states]’ and [United States|states]'."},
		{name: "possessive without leave", writing: Writing{Spaced: true},
			entries: []string{"xian: Xi'an"}, text: "Xi'an's", want: "Xi'an's"},
		{name: "form with a curly apostrophe", writing: english,
			entries: []string{"xian: Xi’an"}, text: "Xi'an Xiʼan", want: "[Xi'an|xian] [Xiʼan|xian]"},
		{name: "in quotation marks", writing: english,
			entries: []string{"xian: Xi'an"}, text: "‘Xi’an’ “Xi'an”, 'Xi'an'", want: "‘[Xi’an|xian]’ “[Xi'an|xian]”, '[Xi'an|xian]'"},
		{name: "dashes and hyphens", writing: english,
			entries: []string{"a: Abo", "b: Bec", "r: Abo–Bec Railway"},
			text:    "Abo–Bec, Abo-Bec, Abo‑Bec—Bec; Abo-Bec Railway",
			want:    "[Abo|a]–[Bec|b], [Abo|a]-[Bec|b], [Abo|a]‑[Bec|b]—[Bec|b]; [Abo-Bec Railway|r]"},
		{name: "space in a name", writing: english,
			entries: []string{"n: Abo New Area"}, text: "Abo  New\nArea, Abo\u00a0New \t\r\n Area, AboNew Area",
			want: "[Abo  New\nArea|n], [Abo\u00a0New \t\r\n Area|n], AboNew Area"},
		{name: "case as written", writing: english,
			entries: []string{"a: Abo", "m: may fly"}, text: "abo ABO Abo, a May fly, may fly", want: "abo ABO [Abo|a], a May fly, [may fly|m]"},
		{name: "capital at the start of a sentence", writing: english,
			entries: []string{"m: major city", "e: élan vital"},
			text:    "Major city. Major city! “Major city”: (Major city) so Major city, v2.Major city? **Élan vital**",
			want:    "[Major city|m]. [Major city|m]! “[Major city|m]”: ([Major city|m]) so Major city, v2.Major city? **[Élan vital|e]**"},
		{name: "start of a list item and a heading", writing: english,
			entries: []string{"m: major city"}, text: "- Major city", want: "- [Major city|m]"},
		{name: "a dash starts no sentence", writing: english,
			entries: []string{"m: major city"}, text: "the plan - Major city", want: "the plan - Major city"},
		{name: "any case", writing: english,
			entries: []string{"!m: major city"}, text: "the Major City and MAJOR CITY", want: "the [Major City|m] and [MAJOR CITY|m]"},
		{name: "the case that fits best decides", writing: english,
			entries: []string{"c: China", "p: china", "!x: CHINA"}, text: "China, china; a chinA CHINA",
			want: "[China|c], [china|p]; a [chinA|x] [CHINA|x]"},
		{name: "plurals of terms", writing: terms,
			entries: []string{"p: growth pole", "c: pass"}, text: "growth poles, growth pole's, passes, poles, growth poleses",
			want: "[growth pole|p]<s>, [growth pole|p]<'s>, [pass|c]<es>, poles, growth poleses"},
		{name: "numbers are words", writing: english,
			entries: []string{"g: G5"}, text: "G5, G50, 1G5", want: "[G5|g], G50, 1G5"},
		{name: "combining marks are part of a word", writing: english,
			entries: []string{"a: Abo"}, text: "Abo\u0301 Abo", want: "Abo\u0301 [Abo|a]"},
		{name: "punctuation at the edge of a name", writing: english,
			entries: []string{"z: China (Abo)"}, text: "China (Abo)zone", want: "[China (Abo)|z]zone"},

		{name: "rule by what follows", writing: chinese,
			entries: []string{"river: 泾江", "place: 泾江"},
			rules: []Rule{{ID: "r1", Form: "泾江", After: "货站|枢纽", Key: "place"},
				{ID: "r2", Form: "泾江", Key: "river"}},
			text: "泾江货站、泾江枢纽与泾江", want: "[泾江|place|r1]货站、[泾江|place|r1]枢纽与[泾江|river|r2]"},
		{name: "rule by what precedes and the block", writing: chinese,
			entries: []string{"sx: 陕甲"},
			rules:   []Rule{{ID: "r", Form: "陕甲", Before: "印尼", Block: "b1"}}, block: "b1",
			text: "印尼陕甲与陕甲", want: "印尼[陕甲||r]与[陕甲|sx]"},
		{name: "rule of another block", writing: chinese,
			entries: []string{"sx: 陕甲"},
			rules:   []Rule{{ID: "r", Form: "陕甲", Before: "印尼", Block: "b1"}}, block: "b2",
			text: "印尼陕甲", want: "印尼[陕甲|sx]"},
		{name: "rule with a form of its own", writing: chinese,
			entries: []string{"a: 甲", "s: 某站"},
			rules:   []Rule{{ID: "r", Form: "甲乙", After: "站", Key: "s"}},
			text:    "甲乙站、甲乙", want: "[甲乙|s|r]站、[甲|a]乙"},
		{name: "undecided", writing: chinese,
			entries: []string{"a: 甲", "b: 甲"}, rules: []Rule{{ID: "r", Form: "甲", After: "山", Key: "a"}},
			text: "甲山与甲", want: "[甲|a|r]山与[甲|?]"},
		{name: "rule in English", writing: english,
			entries: []string{"jr: Jing", "jp: Jing"},
			rules: []Rule{{ID: "r1", Form: "Jing", After: "river | Creek", Key: "jr"},
				{ID: "r2", Form: "Jing", Before: "town of", Key: "jp"}},
			text: "Jing River, Jing\nCreek; Town of  Jing; Jing Riverside",
			want: "[Jing|jr|r1] River, [Jing|jr|r1]\nCreek; Town of  [Jing|jp|r2]; [Jing|?] Riverside"},
		{name: "the first rule decides", writing: chinese,
			entries: []string{"a: 甲"},
			rules:   []Rule{{ID: "r1", Form: "甲", After: "山"}, {ID: "r2", Form: "甲", Key: "a"}},
			text:    "甲山甲", want: "[甲||r1]山[甲|a|r2]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f, _ := New(tt.writing, entries(tt.entries...), tt.rules)
			if got := marked(tt.text, f.Find(tt.text, tt.block)); got != tt.want {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestFindAll(t *testing.T) {
	f, _ := New(english, entries("a: growth", "b: growth pole", "c: pole"), nil)
	got := f.FindAll("growth pole", "")
	want := []Match{
		{0, 11, 11, "b", "growth pole", ""},
		{0, 6, 6, "a", "growth", ""},
		{7, 11, 11, "c", "pole", ""},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestConflicts(t *testing.T) {
	_, got := New(english,
		entries("a: Abo, Bec", "b: Bec, abo", "c: Bec", "d: Dol", "e: Dol", "f: Fen, Fen", "f: Fen"),
		[]Rule{{ID: "r1", Form: " "}, {ID: "r2", Form: "Abo", Key: "zz"}, {ID: "r3", Form: "Dol", Key: "d", After: "x"}})
	want := []Conflict{
		{Kind: RuleWithoutForm, Rule: "r1", Index: 0},
		{Kind: RuleToUnknownKey, Form: "Abo", Keys: []string{"zz"}, Rule: "r2", Index: 1},
		{Kind: SharedForm, Form: "Bec", Keys: []string{"a", "b", "c"}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatal(d)
	}
	for i, text := range [][4]string{
		{"规则 r1 没有写明名称", "rule r1 names no form",
			"请写明规则所指的名称，或删去这一行", "write the form the rule is about, or remove the line"},
		{"规则 r2 把“Abo”指向没有登记的 zz", "rule r2 gives “Abo” to zz, which is not registered",
			"请改正编号；若此处不指任何对象，请留空", "correct the key, or leave it empty where the words mean nothing of the list"},
		{"“Bec”同时指 a, b, c", "“Bec” stands for several things: a, b, c",
			"请加一条规则，说明在什么上下文里指哪一个", "add a rule that says where it means which"},
	} {
		m, h := got[i].Message(), got[i].Hint()
		if d := cmp.Diff(text, [4]string{m.ZH, m.EN, h.ZH, h.EN}); d != "" {
			t.Error(d)
		}
	}
}

func TestFormNamesTheFirstEntry(t *testing.T) {
	f, _ := New(english, entries("a: Xi’an", "b: Xi'an"), nil)
	ms := f.Find("Xi'an", "")
	if len(ms) != 1 || !ms[0].Undecided() || ms[0].Form != "Xi’an" {
		t.Errorf("got %+v", ms)
	}
}

func TestConcurrentUse(t *testing.T) {
	f, _ := New(chinese, entries("a: 甲乙", "b: 乙"), nil)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			text := strings.Repeat("丙", i) + "甲乙"
			for range 200 {
				if ms := f.Find(text, ""); len(ms) != 1 || ms[0].Start != 3*i {
					t.Errorf("got %+v", ms)
					return
				}
			}
		})
	}
	wg.Wait()
}
