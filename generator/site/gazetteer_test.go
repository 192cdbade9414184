package site_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"atlas/generator/atlas"
)

// means says what the n-th occurrence of a phrase in a block is taken for: the
// slug of a place, "#" and the id of a name, or "" for nothing. A name that only
// lies within the phrase does not count.
func means(a *atlas.Atlas, lang int, block, phrase string) string {
	b := a.Block(block)
	if b == nil {
		return "no block " + block
	}
	at := strings.Index(b.Versions[lang].Text, phrase)
	if at < 0 {
		return "no such words in " + block
	}
	var within []string
	for _, m := range b.Mentions[lang] {
		if m.Start < at || m.End > at+len(phrase) {
			continue
		}
		id := ""
		if m.Place != nil {
			id = m.Place.Slug
		} else {
			id = "#" + m.Name.ID
		}
		if m.Start == at && m.End == at+len(phrase) {
			return id
		}
		within = append(within, id)
	}
	return strings.Join(within, " in it, ")
}

// Names inside longer names are not taken for what they mean alone.
func TestLongestName(t *testing.T) {
	a := plan(t)
	for _, c := range []struct {
		lang                int
		block, phrase, want string
	}{
		{0, "box4-i7", "西安咸阳国际机场", "#xianyang-airport"},
		{0, "ch5-s1-p3", "西安咸阳机场", "#xianyang-airport"},
		{0, "ch5-s1-p3", "西安北客站", "#xian-north-station"},
		{0, "box4-i10", "西安泾河", "#xian-jinghe"},
		{0, "ch6-s1-p1", "泾河", "#jing-river"},
		{0, "box4-i9", "西安南站（三星）", "#xian-south-station-samsung"},
		{0, "box4-i9", "新西安南站", "#new-xian-south-station"},
		{0, "box4-i9", "凤翔", "fengxiang"},
		{0, "box9-i1", "平凉市博物馆", "#pingliang-museum"},
		{0, "box9-i1", "陕西省考古博物馆", "#shaanxi-archaeological-museum"},
		{0, "box9-i2", "汉长安城", "#han-changan"},
		{0, "box9-i3", "崆峒武术", "#kongtong-martial-arts"},
		{0, "ch7-s2-p1", "中国（陕西）自由贸易试验区", "#shaanxi-free-trade-zone"},
		{0, "ch7-s2-p2", "印尼陕西钢铁产业园", "#indonesia-steel-park"},
		{0, "ch7-s3-p2", "山西中部城市群", "#central-shanxi-agglomeration"},
		{0, "ch3-s2-p3", "新疆", "#xinjiang-region"},
		{0, "box7-i4", "盐湖", "#salt-lake"},
		{0, "ch7-s2-p2", "美", "#united-states"},
		{0, "ch7-s2-p2", "日", "#japan"},
		{0, "ch0-s0-p2", "平陆县", "#pinglu"},
		{0, "ch0-s0-p2", "庆阳市区", "qingyang"},
		{1, "box4-i7", "Xi’an Xianyang International Airport", "#xianyang-airport"},
		{1, "box4-i10", "Xi’an Jinghe", "#xian-jinghe"},
		{1, "box9-i1", "Pingliang Museum", "#pingliang-museum"},
		{1, "ch7-s3-p2", "central Shanxi urban agglomeration", "#central-shanxi-agglomeration"},
		{1, "ch7-s2-p2", "Shaanxi Iron and Steel Industrial Park in Indonesia", "#indonesia-steel-park"},
	} {
		if got := means(a, c.lang, c.block, c.phrase); got != c.want {
			t.Errorf("%s: %s means %q, not %q", c.block, c.phrase, got, c.want)
		}
	}
}

// A possessive or plural is found, and its ending is not part of the name.
func TestPossessives(t *testing.T) {
	a := plan(t)
	ending := regexp.MustCompile(`^['’]s?\b`)
	found := 0
	for b := range a.Blocks() {
		v := b.Versions[1]
		if v == nil || v.Awaits {
			continue
		}
		for _, m := range b.Mentions[1] {
			name := v.Text[m.Start:m.End]
			if strings.HasSuffix(name, "’s") && m.Place != nil {
				t.Errorf("%s: the ending belongs to the name %q", b.ID, name)
			}
			if m.Place != nil && ending.MatchString(v.Text[m.End:]) {
				found++
			}
		}
		for _, p := range a.Places {
			for _, s := range []string{"’s ", "'s "} {
				for at, from := -1, 0; ; from = at + 1 {
					i := strings.Index(v.Text[from:], p.Short[1]+s)
					if i < 0 {
						break
					}
					at = from + i
					if !slices.ContainsFunc(b.Mentions[1], func(m atlas.Mention) bool { return m.Start <= at && at < m.End }) {
						t.Errorf("%s: %s%sis not found", b.ID, p.Short[1], s)
					}
				}
			}
		}
	}
	if found == 0 {
		t.Error("no possessive is found at all")
	}
}

// entry is a form of the gazetteer as the recount knows it.
type entry struct{ form, id string }

// readTable reads a table of the repository by itself, without the engine.
func readTable(t *testing.T, path string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(root + "/" + path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// recount finds the blocks that name each place or other name, from plan.json
// and the tables alone: at each place the longest form, unless a rule says what
// is meant; and the places that a longer name has in it, by its row.
func recount(t *testing.T) map[string][]string {
	t.Helper()
	var plan struct {
		Blocks []struct{ ID, Type, Zh string }
	}
	if err := json.Unmarshal(built(t)["data/plan.json"], &plan); err != nil {
		t.Fatal(err)
	}
	var entries []entry
	within := map[string][]string{}
	for _, r := range readTable(t, "data/places.csv") {
		for f := range strings.SplitSeq(r["forms_zh"], ";") {
			entries = append(entries, entry{f, r["slug"]})
		}
	}
	for _, r := range readTable(t, "data/names.csv") {
		for f := range strings.SplitSeq(r["forms_zh"], ";") {
			entries = append(entries, entry{f, "#" + r["id"]})
		}
		if r["within"] != "" {
			within["#"+r["id"]] = strings.Split(r["within"], ";")
		}
	}
	rules := readTable(t, "data/name-rules.csv")
	for _, r := range rules {
		if r["language"] == "zh" {
			entries = append(entries, entry{r["form"], ""})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return len(b.form) - len(a.form) })
	isPlace := map[string]bool{}
	for _, e := range entries {
		isPlace[e.id] = true
	}
	ruled := func(block, form, before, after string) (string, bool) {
		for _, r := range rules {
			if r["language"] != "zh" || r["form"] != form || r["block"] != "" && r["block"] != block ||
				!oneOf(r["before"], before, strings.HasSuffix) || !oneOf(r["after"], after, strings.HasPrefix) {
				continue
			}
			if r["means"] == "" || isPlace[r["means"]] {
				return r["means"], true
			}
			return "#" + r["means"], true
		}
		return "", false
	}
	out := map[string][]string{}
	for _, b := range plan.Blocks {
		for at := 0; at < len(b.Zh); {
			i := slices.IndexFunc(entries, func(e entry) bool {
				if e.form == "" || !strings.HasPrefix(b.Zh[at:], e.form) {
					return false
				}
				_, decided := ruled(b.ID, e.form, b.Zh[:at], b.Zh[at+len(e.form):])
				return e.id != "" || decided
			})
			if i < 0 {
				at++
				continue
			}
			e := entries[i]
			id := e.id
			if means, ok := ruled(b.ID, e.form, b.Zh[:at], b.Zh[at+len(e.form):]); ok {
				id = means
			}
			ids := []string{id}
			for _, p := range within[id] { // a longer name that has a place's name in it
				if slices.ContainsFunc(entries, func(x entry) bool { return x.id == p && strings.Contains(e.form, x.form) }) {
					ids = append(ids, p)
				}
			}
			for _, id := range ids {
				if id != "" && !slices.Contains(out[id], b.ID) {
					out[id] = append(out[id], b.ID)
				}
			}
			at += len(e.form)
		}
	}
	return out
}

// oneOf reports whether one of the alternatives, or none being asked for, holds.
func oneOf(alternatives, s string, holds func(s, part string) bool) bool {
	return alternatives == "" || slices.ContainsFunc(strings.Split(alternatives, "|"), func(p string) bool { return holds(s, p) })
}

// The counts on the pages are those of the tables, and both are those of the text.
func TestCountsAgree(t *testing.T) {
	a, files := plan(t), built(t)
	counted := recount(t)
	if len(counted) < 150 {
		t.Fatalf("only %d names are found in the text", len(counted))
	}
	tables := map[string]map[string]int{"targets": {}, "projects": {}}
	for table, columns := range map[string][]string{"targets": {"entity"}, "projects": {"places", "connects"}} {
		for _, r := range readTable(t, "data/"+table+".csv") {
			seen := map[string]bool{}
			for _, c := range columns {
				for id := range strings.SplitSeq(r[c], ";") {
					if !seen[id] {
						seen[id] = true
						tables[table][id]++
					}
				}
			}
		}
	}
	for _, p := range a.Places {
		blocks := slices.Clone(counted[p.Slug])
		if got := blockIDs(a.Naming(p)); got != strings.Join(blocks, " ") {
			t.Errorf("%s is named in %s; the text names it in %s", p.Slug, got, blocks)
		}
		if !p.HasPage() {
			continue
		}
		alone := !slices.ContainsFunc(a.Places, func(q *atlas.Place) bool { return q != p && q.Page == p })
		for _, lang := range a.Languages {
			html := string(files[lang.Code+"/places/"+p.Slug+".html"])
			if alone {
				wantOn(t, p.Slug, tally(html, "mentions"), len(blocks))
				wantOn(t, p.Slug, tally(html, "targets"), tables["targets"][p.Slug])
				wantOn(t, p.Slug, tally(html, "projects"), tables["projects"][p.Slug])
			}
			wantOn(t, p.Slug+" shown", strings.Count(html, `class="mention"`), tally(html, "mentions"))
			row := compareRow(string(files[lang.Code+"/compare.html"]), p.Slug)
			for _, part := range []string{"mentions", "roles", "targets", "projects"} {
				wantOn(t, p.Slug+" compared by "+part, row[part], tally(html, part))
			}
		}
	}
	for _, n := range a.Names {
		if got, want := blockIDs(a.NamingName(n)), strings.Join(counted["#"+n.ID], " "); got != want {
			t.Errorf("%s is named in %s; the text names it in %s", n.ID, got, want)
		}
	}
}

func wantOn(t *testing.T, what string, got, want int) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %d, not %d", what, got, want)
	}
}

func blockIDs(blocks []*atlas.Block) string {
	var ids []string
	for _, b := range blocks {
		ids = append(ids, b.ID)
	}
	return strings.Join(ids, " ")
}

// tally is a count at the head of a place's page; 0 where it leads nowhere.
func tally(html, part string) int {
	_, rest, ok := strings.Cut(html, `<a href="#`+part+`"><b>`)
	if !ok {
		return 0
	}
	n, _, _ := strings.Cut(rest, "<")
	v, err := strconv.Atoi(n)
	if err != nil {
		return -1
	}
	return v
}

// compareRow are the counts of a place in the table of all places.
func compareRow(html, slug string) map[string]int {
	_, row, _ := strings.Cut(html, `<tr data-slug="`+slug+`">`)
	row, _, _ = strings.Cut(row, "</tr>")
	out := map[string]int{}
	for _, part := range []string{"mentions", "roles", "targets", "projects"} {
		pattern := fmt.Sprintf(`#%s">(\d+)</a>`, part)
		if m := regexp.MustCompile(pattern).FindStringSubmatch(row); m != nil {
			out[part], _ = strconv.Atoi(m[1])
		}
	}
	return out
}

// Every occurrence that a rule decided stands in the index of names, and every
// name has its entry.
func TestIndexOfNames(t *testing.T) {
	a, pages := plan(t), pagesOf(t)
	if len(a.Decided) < 6 {
		t.Errorf("only %d occurrences were decided by a rule", len(a.Decided))
	}
	for _, l := range a.Languages {
		p := pages[l.Code+"/index-of-names.html"]
		if p == nil {
			t.Fatal("no index of names")
		}
		for _, x := range a.Places {
			if p.ids[x.Slug] != 1 {
				t.Errorf("%s: no entry %s", l.Code, x.Slug)
			}
		}
		for _, x := range a.Names {
			if p.ids[x.ID] != 1 {
				t.Errorf("%s: no entry %s", l.Code, x.ID)
			}
		}
		if n := strings.Count(string(built(t)[l.Code+"/index-of-names.html"]), "<mark>"); n != len(a.Decided) {
			t.Errorf("%s: %d decided occurrences are shown, not %d", l.Code, n, len(a.Decided))
		}
	}
}

// Neighbours are mutual, and some are known.
func TestNeighboursAreMutual(t *testing.T) {
	a := plan(t)
	for _, p := range a.Places {
		for _, q := range p.Neighbours {
			if !slices.Contains(q.Neighbours, p) {
				t.Errorf("%s touches %s, which does not touch it", p.Slug, q.Slug)
			}
		}
	}
	var got []string
	for _, q := range a.Place("hancheng").Neighbours {
		got = append(got, q.Slug)
	}
	if want := []string{"heyang", "wanrong", "hejin"}; !slices.Equal(got, want) {
		t.Errorf("Hancheng touches %q, not %q", got, want)
	}
}
