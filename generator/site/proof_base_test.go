package site

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"atlas/generator/atlas"
	"atlas/generator/check"
	"atlas/generator/lock"
	"atlas/generator/starter"
)

// tree are the files of a site by their paths. What is in a slice never changes.
type tree map[string][]byte

// sum tells trees apart; of the files below prefixes only, if there are any.
func (t tree) sum(below ...string) [sha256.Size]byte {
	h := sha256.New()
	for _, p := range slices.Sorted(maps.Keys(t)) {
		if len(below) == 0 || slices.ContainsFunc(below, func(b string) bool { return strings.HasPrefix(p, b) }) {
			part := sha256.Sum256(t[p])
			h.Write([]byte(p + "\x00"))
			h.Write(part[:])
		}
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// folders are all folders above files.
func (t tree) folders() map[string]bool {
	out := map[string]bool{}
	for p := range t {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			out[dir] = true
		}
	}
	return out
}

// changed is what a watcher would tell: the files and folders that appeared,
// vanished or are others than before, sorted.
func (t tree) changed(next tree) []string {
	out := []string{}
	for p, data := range next {
		if old, ok := t[p]; !ok || string(old) != string(data) {
			out = append(out, p)
		}
	}
	for p := range t {
		if _, ok := next[p]; !ok {
			out = append(out, p)
		}
	}
	before, after := t.folders(), next.folders()
	for p := range before {
		if !after[p] {
			out = append(out, p)
		}
	}
	for p := range after {
		if !before[p] {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// disk is a file system in memory, on which a file has another time whenever it
// was written.
type disk struct {
	fstest.MapFS
	clock time.Time
}

func newDisk(t tree) *disk {
	d := &disk{MapFS: fstest.MapFS{}, clock: time.Unix(1e9, 0)}
	d.become(tree{}, t)
	return d
}

func (d *disk) become(old, next tree) {
	d.clock = d.clock.Add(time.Second)
	for _, p := range old.changed(next) {
		if data, ok := next[p]; ok {
			d.MapFS[p] = &fstest.MapFile{Data: data, Mode: 0o644, ModTime: d.clock}
		} else {
			delete(d.MapFS, p)
		}
	}
}

// readTree reads those folders of a site that people edit.
func readTree(t testing.TB, fsys fs.FS) tree {
	out := tree{}
	for _, folder := range Folders {
		err := fs.WalkDir(fsys, folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			out[p], err = fs.ReadFile(fsys, p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// accepted is the site with all its translations accepted; as it is where that
// cannot be done.
func (t tree) accepted(which func(block string) bool) tree {
	a, problems := atlas.NewLoader(newDisk(t)).Load()
	if a == nil || problems.Forbids(false) {
		return t
	}
	misaligned := check.Misaligned(a)
	var sides []lock.Side
	for lang := 1; lang < len(a.Languages); lang++ {
		side := lock.Side{Language: a.Languages[lang].Code}
		blocks, pairs := a.Pairs(lang)
		for i, b := range blocks {
			if !misaligned[b.Chapter] {
				side.Pairs = append(side.Pairs, pairs[i])
			}
		}
		sides = append(sides, side)
	}
	var order []string
	for b := range a.Blocks() {
		order = append(order, b.ID)
	}
	next, _ := a.Lock.Accept(sides, order, true, which)
	out := maps.Clone(t)
	out[lock.Path] = next.Bytes()
	return out
}

// goldenTree is a site of the golden ones.
func goldenTree(t testing.TB, name string) tree {
	return readTree(t, os.DirFS(filepath.Join("../golden/testdata", name, "in")))
}

// sampleTree is the sample that atlas new writes, and tables that it has none of.
func sampleTree(t testing.TB, codes ...string) tree {
	t.Helper()
	var languages []starter.Language
	for _, c := range codes {
		l, err := starter.Parse(c)
		if err != nil {
			t.Fatal(err)
		}
		languages = append(languages, l)
	}
	files, err := starter.Files(languages, func(code string) bool { return code == "zh" || code == "en" }, []byte("  skip: Skip to content\n"))
	if err != nil {
		t.Fatal(err)
	}
	out := tree{}
	for _, f := range files {
		if strings.Contains(f.Path, "/") {
			out[f.Path] = f.Data
		}
	}
	if slices.Equal(codes, []string{"zh", "en"}) {
		out.more()
		out.office()
	}
	return out.accepted(func(string) bool { return true })
}

// more adds tables of which the sample has none.
func (t tree) more() {
	for name, rows := range map[string]string{
		"name-rules": "id,language,form,before,after,block,means,reason_zh,reason_en\n" +
			"river,zh,碧溪,,,,bixi-river,河名,a river\n",
		"check-exceptions": "rule,block,what,reason_zh,reason_en\n",
		"observations": "id,place,name_zh,name_en,indicator,year,value,unit,basis_zh,basis_en,publication_zh,publication_en,confidence\n" +
			"people,mingchuan,铭川,Mingchuan,resident_population,2025,700000,person,,,公报,Communiqué,single\n",
		"changes": "id,date,page,summary_zh,summary_en\nfirst,2030-01-31,index.html,第一版,First edition\n",
		"concepts": "concept,order,member,member_name_zh,member_name_en,forms,role_zh,role_en,block,quote,note_zh,note_en\n" +
			"pair,0,,双城,pair of cities,两城,,,ch1-s1-p1,,,\npair,1,mingchuan,铭川,Mingchuan,,,,ch1-s1-p1,,,\n",
	} {
		t["data/"+name+".csv"] = []byte(rows)
		header, _, _ := strings.Cut(rows, "\n")
		var fields strings.Builder
		seen := map[string]bool{}
		for column := range strings.SplitSeq(header, ",") {
			stem, _, localized := strings.Cut(column, "_")
			localized = localized && (strings.HasSuffix(column, "_zh") || strings.HasSuffix(column, "_en"))
			if localized {
				stem = column[:len(column)-3]
			}
			if !localized {
				stem = column
			}
			if seen[stem] {
				continue
			}
			seen[stem] = true
			fields.WriteString("        - {name: " + stem + ", title: {zh: " + stem + ", en: " + stem + "}")
			switch {
			case localized:
				fields.WriteString(", localized: true")
			case stem == "forms":
				fields.WriteString(", list: true")
			case stem == "place" || stem == "member":
				fields.WriteString(", reference: places|names")
			case stem == "block":
				fields.WriteString(", reference: plan")
			}
			fields.WriteString("}\n")
		}
		t["data/datapackage.yaml"] = append(t["data/datapackage.yaml"],
			("  - name: " + name + "\n    path: " + name + ".csv\n    title: {zh: " + name + ", en: " + name + "}\n" +
				"    license: {name: CC0-1.0, title: {zh: 公有, en: Public}}\n    schema:\n      fields:\n" + fields.String())...)
	}
}
