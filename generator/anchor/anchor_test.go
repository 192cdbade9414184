package anchor

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// document makes blocks of lines: "# words" a chapter's title, "## words" a
// section's heading, other words a paragraph, behind "{id} " where it is written.
func document(lines ...string) []Block {
	var out []Block
	chapter, section, heading := 0, 0, -1
	title, n := -1, 0
	for _, l := range lines {
		b := Block{Kind: "paragraph", Parent: heading, Text: l}
		if id, rest, ok := strings.Cut(l, "} "); ok && strings.HasPrefix(id, "{") {
			b.Written, b.Text = id[1:], rest
		}
		switch {
		case strings.HasPrefix(b.Text, "# "):
			chapter, section, n = chapter+1, 0, 0
			title, heading = len(out), len(out)
			b = Block{Kind: "title", Parent: -1, Text: b.Text[2:], Ordinal: "ch" + digits(chapter)}
			b.Written = b.Ordinal
		case strings.HasPrefix(b.Text, "## "):
			section, n = section+1, 0
			heading = len(out)
			b.Kind, b.Parent, b.Text = "section", title, b.Text[3:]
			b.Ordinal = "ch" + digits(chapter) + "-s" + digits(section)
		default:
			n++
			b.Ordinal = "ch" + digits(chapter) + "-s" + digits(section) + "-p" + digits(n)
		}
		b.Page = "ch" + digits(chapter)
		out = append(out, b)
	}
	return out
}

func digits(n int) string {
	if n >= 10 {
		return digits(n/10) + digits(n%10)
	}
	return string(rune('0' + n))
}

func (f Fate) String() string {
	s := f.ID + "@" + f.Page + " " + string(f.What)
	if f.Since != "" {
		s += " since " + f.Since
	}
	return s + " → " + strings.Join(f.To, ",")
}

const (
	first  = "到2020年，城市群人口达到四千万人，综合实力明显增强。"
	second = "建设轨道交通网，构建一小时通勤圈，改善农村公路条件。"
	third  = "加强秦岭生态屏障建设，严守耕地红线，保护历史文化遗产。"
	fourth = "推动开放合作，办好博览会，扩大对外贸易与人员往来。"
)

// Each case is a document that was pinned, what it is now, the ids that its blocks
// have then, what became of others, and what is in doubt.
func TestAssign(t *testing.T) {
	base := []string{"# 一", "## 甲节", first, second, "## 乙节", third}
	const ids = "ch1 ch1-s1 ch1-s1-p1 ch1-s1-p2 ch1-s2 ch1-s2-p1"
	for _, c := range []struct {
		name             string
		now              []string
		ids, gone, doubt string
	}{
		{"as it was", base, ids, "", ""},
		{"put in between", []string{"# 一", "## 甲节", first, fourth, second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s1-p1a ch1-s1-p2 ch1-s2 ch1-s2-p1", "", ""},
		{"put in first", []string{"# 一", "## 甲节", fourth, first, second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p0a ch1-s1-p1 ch1-s1-p2 ch1-s2 ch1-s2-p1", "", ""},
		{"put in last", []string{"# 一", "## 甲节", first, second, fourth, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s1-p2 ch1-s1-p3 ch1-s2 ch1-s2-p1", "", ""},
		{"a section between", []string{"# 一", "## 甲节", first, second, "## 新的一节", fourth, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s1-p2 ch1-s1a ch1-s1a-p1 ch1-s2 ch1-s2-p1", "", ""},
		{"taken out", []string{"# 一", "## 甲节", second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 deleted → ch1-s1", ""},
		{"a section taken out", []string{"# 一", "## 乙节", third},
			"ch1 ch1-s2 ch1-s2-p1", "ch1-s1@ch1 deleted → ch1; ch1-s1-p1@ch1 deleted → ch1; ch1-s1-p2@ch1 deleted → ch1", ""},
		{"moved", []string{"# 一", "## 甲节", second, "## 乙节", third, first},
			"ch1 ch1-s1 ch1-s1-p2 ch1-s2 ch1-s2-p1 ch1-s1-p1", "", ""},
		{"moved to another chapter", []string{"# 一", "## 甲节", second, "## 乙节", third, "# 二", first},
			"ch1 ch1-s1 ch1-s1-p2 ch1-s2 ch1-s2-p1 ch2 ch1-s1-p1", "ch1-s1-p1@ch1 moved → ch1-s1-p1", ""},
		{"split", []string{"# 一", "## 甲节", "到2020年，城市群人口达到四千万人，", "综合实力明显增强。", second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s1-p1a ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 split → ch1-s1-p1,ch1-s1-p1a", ""},
		{"split, the second part larger", []string{"# 一", "## 甲节", "到2020年，", "城市群人口达到四千万人，综合实力明显增强。", second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p0a ch1-s1-p1 ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 split → ch1-s1-p1,ch1-s1-p0a", ""},
		{"joined", []string{"# 一", "## 甲节", second + first, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s2 ch1-s2-p1", "ch1-s1-p2@ch1 joined → ch1-s1-p1", ""},
		{"reworded", []string{"# 一", "## 甲节", "到2025年，城市群人口将达到五千万人，综合实力大为增强。", second, "## 乙节", third}, ids, "", ""},
		{"a heading reworded", []string{"# 一", "## 乙甲节", first, second, "## 乙节", third}, ids, "", ""},
		{"other words", []string{"# 一", "## 甲节", fourth, second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p0a ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 deleted → ch1-s1", ""},
		{"more than half reworded", []string{"# 一", "## 甲节", "到2020年，人口有所增长，创新能力居于前列，开放水平不断提高，民生不断改善，全面建成小康社会。", second, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p0a ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 deleted → ch1-s1", "reworded 2 ch1-s1-p1"},
		{"an id fixed", []string{"# 一", "## 甲节", "{goal} " + first, second, "## 乙节", third},
			"ch1 ch1-s1 goal ch1-s1-p2 ch1-s2 ch1-s2-p1", "ch1-s1-p1@ch1 renamed → goal", ""},
		{"an id of other words fixed", []string{"# 一", "## 甲节", first, second, "{ch1-s1-p1} " + fourth, "## 乙节", third},
			"ch1 ch1-s1 ch1-s1-p1 ch1-s1-p2 ch1-s1-p3 ch1-s2 ch1-s2-p1", "", "taken 4 ch1-s1-p1"},
		{"its own id fixed, in other words", []string{"# 一", "## 甲节", "{ch1-s1-p1} " + fourth, second, "## 乙节", third}, ids, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := Pin(document(base...)).Record.Assign(document(c.now...))
			if got := strings.Join(out.IDs, " "); got != c.ids {
				t.Errorf("ids\n%s, want\n%s", got, c.ids)
			}
			var gone, doubt []string
			for _, f := range out.Record.Fates {
				gone = append(gone, f.String())
			}
			if got := strings.Join(gone, "; "); got != c.gone {
				t.Errorf("gone %s, want %s", got, c.gone)
			}
			for _, d := range out.Doubts {
				doubt = append(doubt, map[DoubtKind]string{Reworded: "reworded", Taken: "taken"}[d.Kind]+" "+digits(d.Block)+" "+d.ID)
			}
			if got := strings.Join(doubt, "; "); got != c.doubt {
				t.Errorf("doubt %s, want %s", got, c.doubt)
			}
			if want := c.name != "as it was"; out.Changed != want {
				t.Errorf("changed %t", out.Changed)
			}
		})
	}
}

// What is taken out and comes back has its id again; a number is never given twice.
func TestAssignAgain(t *testing.T) {
	r := Pin(document("# 一", first, second)).Record
	r.Edition = "2018"
	without := r.Assign(document("# 一", first)).Record
	if got := without.Fates[0].String(); got != "ch1-s0-p2@ch1 deleted since 2018 → ch1-s0-p1" {
		t.Error(got)
	}
	if got := strings.Join(without.Assign(document("# 一", first, third)).IDs, " "); got != "ch1 ch1-s0-p1 ch1-s0-p3" {
		t.Error(got)
	}
	back := without.Assign(document("# 一", second, first))
	if got := strings.Join(back.IDs, " "); got != "ch1 ch1-s0-p2 ch1-s0-p1" || len(back.Record.Fates) != 0 {
		t.Error(got, back.Record.Fates)
	}
	twice := r.Assign(document("# 一", first, fourth, second)).Record.Assign(document("# 一", first, third, fourth, second))
	if got := strings.Join(twice.IDs, " "); got != "ch1 ch1-s0-p1 ch1-s0-p1b ch1-s0-p1a ch1-s0-p2" {
		t.Error(got)
	}
}

func TestLead(t *testing.T) {
	r := &Record{Fates: []Fate{
		{ID: "p1", What: Joined, To: []string{"p2"}}, {ID: "p2", What: Split, To: []string{"p3", "p4"}},
		{ID: "p4", What: Deleted, To: []string{"p1"}}, {ID: "p5", What: Deleted},
	}}
	living := func(id string) bool { return id == "p3" }
	for id, want := range map[string]string{"p1": "p3", "p2": "p3", "p4": "p3", "p5": "", "p9": ""} {
		if got := strings.Join(r.Lead(id, living), " "); got != want {
			t.Errorf("%s leads to %q, want %q", id, got, want)
		}
	}
	for id, want := range map[string]string{"p1": "p3", "p4": "", "p5": ""} {
		if got := strings.Join(r.Words(id, living), " "); got != want {
			t.Errorf("the words of %s are in %q, want %q", id, got, want)
		}
	}
}

func TestLettered(t *testing.T) {
	used := map[string]bool{}
	var got []string
	for range 52 {
		id := lettered("p1", used)
		used[id] = true
		got = append(got, id)
		if n := len(got); n > 1 && compareIDs(got[n-2], id) >= 0 {
			t.Error(got[n-2], "does not stand before", id)
		}
	}
	if got[0] != "p1a" || got[24] != "p1y" || got[25] != "p1za" || got[50] != "p1zza" {
		t.Error(got)
	}
	for _, c := range [][2]string{{"p2", "p10"}, {"p10", "p10a"}, {"ch2-s1", "ch10"}, {"p2", "p2-i1"}} {
		if compareIDs(c[0], c[1]) >= 0 || compareIDs(c[1], c[0]) <= 0 {
			t.Error(c)
		}
	}
}

func parse(t testing.TB, data string) (*Record, diag.List) {
	t.Helper()
	f, problems := source.Open(fstest.MapFS{Path: &fstest.MapFile{Data: []byte(data)}}, Path, source.TextFile)
	if f == nil {
		return nil, problems
	}
	return Parse(f)
}

func TestFile(t *testing.T) {
	r := Pin(document("# 一", first+"\n\\n", second, third)).Record
	r.Edition = "2018"
	r = r.Assign(document("# 一", first+"\n\\n", third)).Record
	data := string(r.Bytes())
	want := head + "edition 2018\nch1 title ch1 1059 一\n"
	if !strings.HasPrefix(data, want) {
		t.Errorf("begins\n%s, want\n%s", data, want)
	}
	if !strings.Contains(data, "\ngone ch1-s0-p2 ch1 deleted 2018 "+SumOf(second).String()+" ch1-s0-p1\nend\n") {
		t.Error(data)
	}
	again, problems := parse(t, data)
	if d := cmp.Diff(r, again); d != "" || len(problems) > 0 {
		t.Error(d, problems)
	}
	if again, problems := parse(t, strings.ReplaceAll(data, "\n", "\r\n")); !cmp.Equal(r, again) {
		t.Error("with other line ends", problems)
	}
}

// What is damaged is said, and nothing is made of the rest.
func TestFileDamaged(t *testing.T) {
	data := string(Pin(document("# 一", first, second)).Record.Bytes())
	for _, c := range []struct{ name, data, want string }{
		{"a letter changed", strings.Replace(data, "四千万", "五千万", 1), "content/ids.lock:7:1 the line is damaged, so it is not known of which block the id is"},
		{"cut", data[:len(data)-60], "content/ids.lock the file is not complete, its last line is not “end”: which ids are missing is not known"},
		{"twice", strings.Replace(data, "end\n", "ch1 title ch1 1059 一\nend\n", 1), "content/ids.lock:9:1 the id ch1 has two lines"},
		{"a fate", strings.Replace(data, "end\n", "gone ch1-s0-p9 ch1 flown - - -\nend\n", 1), "content/ids.lock:9:1 the line is damaged, so it is not known of which block the id is"},
	} {
		r, problems := parse(t, c.data)
		var got []string
		for _, p := range problems {
			got = append(got, p.Place.String()+" "+p.Message.EN)
		}
		if r != nil || !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s: %v\n%s, want\n%s", c.name, r != nil, strings.Join(got, "\n"), c.want)
		}
	}
}

func TestMerge(t *testing.T) {
	r := Pin(document("# 一", first, second)).Record
	line := func(id, text string) string {
		return id + " paragraph ch1 " + mark(id, "paragraph", "ch1", text) + " " + text + "\n"
	}
	data := strings.Replace(string(r.Bytes()), line("ch1-s0-p2", second),
		"<<<<<<< HEAD\n"+line("ch1-s0-p1a", third)+"||||||| base\n"+line("ch1-s0-p9", "旧")+"=======\n"+line("ch1-s0-p1a", fourth)+">>>>>>> theirs\n"+line("ch1-s0-p2", second), 1)
	merged, lost, ok := Merge([]byte(data))
	if !ok || len(lost) != 1 || lost[0].Text != fourth {
		t.Fatal(lost, ok)
	}
	again, problems := parse(t, string(merged))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	out := again.Assign(document("# 一", first, third, fourth, second))
	if got := strings.Join(out.IDs, " "); got != "ch1 ch1-s0-p1 ch1-s0-p1a ch1-s0-p1b ch1-s0-p2" {
		t.Error(got)
	}
	if _, _, ok := Merge([]byte("ch1 title ch1 0000 x\n")); ok {
		t.Error("a damaged line is merged")
	}
}
