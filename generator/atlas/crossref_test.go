package atlas_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// marsh is an invented plan with numbered parts of every kind, in two languages.
var marsh = map[string]string{
	"content/site.yaml": `title: {en: Marsh, zh: 沼}
plan: {title: {en: Plan of the Marsh, zh: 沼泽规划}}
languages:
  - {code: en, tag: en, name: English, spaced: true, endings: ["'s"]}
  - {code: zh, tag: zh, name: 中文}
numbering:
  chapter: {en: "Chapter {n}", zh: "第{han}章"}
  section: {en: "Section {n}", zh: "第{han}节"}
  box: {en: "Box {n}", zh: "专栏{n}"}
  figure: {en: "Figure {n}", zh: "图{n}"}
  table: {en: "Table {n}", zh: "表{n}"}
  annex: {en: "Annex {n}", zh: "附件{han}"}
references:
  forms:
    figure: {en: ["Fig. {n}"]}
    heading: {en: ["paragraph {n}", "paragraphs {n} to {n}", "Policy {n}"], zh: ["第{n}段"]}
  leads: {zh: [见, 和]}
  others:
    before: {zh: [法]}
    after: {en: [of that Act]}
`,
	"content/en/ch1.md": `# Land

## Water

### {number Policy H1} Homes

Homes.

### {number 4.1.5} Dykes

Dykes.

## Peat

REFERS

> ### Works
>
> - A dyke

| Town | Homes |
|---|---|
| Upham | 40 |

![A dyke](map:dyke)
`,
	"content/zh/ch1.md":    "# 土地\n\n## 水\n\n### {number 政策H1} 住房\n\n住房。\n\n### {number 4.1.5} 堤\n\n堤。\n\n## 泥炭\n\n说\n\n> ### 工程\n>\n> - 堤\n\n| 镇 | 住房 |\n|---|---|\n| 甲 | 40 |\n\n![堤](map:dyke)\n",
	"content/en/ch2.md":    "# Sea\n\n## Tides\n\nTides.\n",
	"content/zh/ch2.md":    "# 海\n\n## 潮\n\n潮。\n",
	"content/en/annex1.md": "# List\n\nOne.\n",
	"content/zh/annex1.md": "# 名录\n\n一。\n",
}

// referring is the plan of the marsh with a sentence in a language.
func referring(t *testing.T, lang int, sentence string) *atlas.Atlas {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, s := range marsh {
		if lang == 0 {
			s = strings.Replace(s, "REFERS", sentence, 1)
		} else {
			s = strings.Replace(s, "\n说\n", "\n"+sentence+"\n", 1)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	a, problems := atlas.NewLoader(fsys).Load()
	if problems.Count(diag.Error) > 0 {
		t.Logf("%s: %v", sentence, problems)
	}
	return a
}

// refs are the references of the sentence: the words, and where they lead.
func refs(t *testing.T, lang int, sentence string) string {
	t.Helper()
	b := referring(t, lang, sentence).Block("ch1-s2-p1")
	var out []string
	for _, r := range referring(t, lang, sentence).CrossRefs(b, lang) {
		to := "nowhere"
		if r.Target != nil {
			to = r.Target.ID
		}
		out = append(out, b.Versions[lang].Text[r.Start:r.End]+"="+to)
	}
	return strings.Join(out, "; ")
}

func TestCrossReferences(t *testing.T) {
	for _, c := range []struct {
		lang       int
		text, want string
	}{
		{0, "See Policy H1, Box 1 and table 1.", "Policy H1=ch1-s1-s1; Box 1=box1; table 1=tab1"},
		{0, "As paragraphs 4.1.5 to 4.1.9 say.", "paragraphs 4.1.5=ch1-s1-s2; 4.1.9=nowhere"},
		{0, "See paragraph 4.1.5.", "paragraph 4.1.5=ch1-s1-s2"},
		{0, "See Fig. 1 (Annex 1); Annex 2 is none.", "Fig. 1=fig1; Annex 1=annex1; Annex 2=nowhere"},
		{0, "See Chapter 2, Section 1.", "Chapter 2=ch2; Section 1=ch2-s1"},
		{0, "See Section 1.", "Section 1=ch1-s1"},
		{0, "See Section 1 of Chapter 2.", "Chapter 2=ch2"}, // whose section 1 is not told
		{0, "Chapters are many; Chapter 12 and Chapter 1.5 are none.", "Chapter 12=nowhere; Chapter 1.5=nowhere"},
		{0, "See Chapter 2 of the Housing Act 1990.", ""},
		{0, "See Chapter 2 of that Act.", ""},
		{0, "Under London Plan Policy H1 homes are built.", ""},
		{0, "Boxing 1, box 1st, mailbox 1, Box 1/2.", ""},
		{0, "In 4.1.5 hectares and on page 1.", ""},
		{0, "Box A may be anything.", ""},
		{1, "见第二章第一节、专栏1和图1。", "第二章=ch2; 第一节=ch2-s1; 专栏1=box1; 图1=fig1"},
		{1, "见第一节，另见第二章。", "第二章=ch2"},
		{1, "见第一节和专栏 12。", "第一节=ch1-s1; 专栏 12=nowhere"},
		{1, "见第2章、附件一、附件十二。", "第2章=ch2; 附件一=annex1; 附件十二=nowhere"},
		{1, "《土地管理法》第二章第一节、第一章规定。", ""},
		{1, "《第二章》一书，水法第二章。", ""},
		{1, "《水书》已出，见第二章。", "第二章=ch2"},
		{1, "见表1，（图1）。代表1名，地图1幅，代表一百人，宏图百年，表一致。", "表1=tab1; 图1=fig1"},
		{1, "第4.1.5段。", "第4.1.5段=ch1-s1-s2"},
	} {
		if got := refs(t, c.lang, c.text); got != c.want {
			t.Errorf("%s: %s, not %s", c.text, got, c.want)
		}
	}
}

// A part lists who refers to it, by the words of the first language.
func TestReferredBy(t *testing.T) {
	a := referring(t, 0, "See Policy H1, Section 1, Box 1 and Annex 1; again Box 1.")
	for id, want := range map[string]string{"ch1-s1-s1": "ch1-s2-p1", "ch1-s1": "ch1-s2-p1", "box1": "ch1-s2-p1", "annex1": "ch1-s2-p1", "ch2": "", "ch2-s1": "", "tab1": "", "ch1": ""} {
		var got []string
		for _, b := range a.ReferredBy(a.Block(id)) {
			got = append(got, b.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: referred to by %v, not %s", id, got, want)
		}
	}
}

// Headings numbered by the site's pattern with those above are found by these numbers,
// and so are sections, in whichever chapter the reference stands.
func TestReferencesByPath(t *testing.T) {
	a := load(t, map[string]string{
		"content/site.yaml": `title: {en: Path}
plan: {title: {en: Path}}
languages: [{code: en, tag: en, name: English, spaced: true}]
numbering: {chapter: {en: "Chapter {n}"}, section: {en: "Section {path}"}, heading3: {en: "{path}"}, heading4: {en: "({n})"}}
references: {forms: {heading: {en: ["paragraph {n}"]}}}
`,
		"content/en/ch1.md": "# One\n\n## First\n\n### Deep\n\n#### Deeper\n\nWords.\n",
		"content/en/ch2.md": "# Two\n\nSee Section 1.1, paragraph 1.1.1, Chapter 1, Section 1.2 and paragraph 1.\n\n## Last\n\nWords.\n",
	})
	b := a.Block("ch2-s0-p1")
	var got []string
	for _, r := range a.CrossRefs(b, 0) {
		to := "nowhere"
		if r.Target != nil {
			to = r.Target.ID
		}
		got = append(got, b.Versions[0].Text[r.Start:r.End]+"="+to)
	}
	want := "Section 1.1=ch1-s1; paragraph 1.1.1=ch1-s1-s1; Chapter 1=ch1; Section 1.2=nowhere; paragraph 1=nowhere"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("%s, not %s", s, want)
	}
	for _, id := range []string{"ch1-s1", "ch1-s1-s1", "ch1"} {
		if by := a.ReferredBy(a.Block(id)); len(by) != 1 || by[0] != b {
			t.Errorf("%s is referred to by %v", id, by)
		}
	}
}
