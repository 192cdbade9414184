package lock

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
	"atlas/generator/source"
)

func parse(t testing.TB, data string) (*Lock, diag.List) {
	t.Helper()
	f, problems := source.Open(fstest.MapFS{Path: &fstest.MapFile{Data: []byte(data)}}, Path, source.TextFile)
	if f == nil {
		t.Skip(problems)
	}
	return Parse(f)
}

// pairs makes pairs of words "id:original:translation".
func pairs(words string) []Pair {
	var out []Pair
	for w := range strings.FieldsSeq(words) {
		f := strings.Split(w, ":")
		out = append(out, Pair{f[0], Of(f[1]), Of(f[2])})
	}
	return out
}

func entries(words string) []Entry {
	var out []Entry
	for _, p := range pairs(words) {
		out = append(out, Entry{p.Block, "en", p.Original, p.Translation})
	}
	return out
}

func TestCompare(t *testing.T) {
	names := map[State]string{Unknown: "unknown", Accepted: "accepted", OriginalChanged: "original", TranslationChanged: "translation", BothChanged: "both"}
	for _, c := range []struct{ name, lock, now, want string }{
		{"as they were", "p1:a:x p2:b:y", "p1:a:x p2:b:y", "accepted accepted"},
		{"one of each", "p1:a:x p2:b:y p3:c:z p4:d:w", "p1:A:x p2:b:Y p3:C:Z p4:d:w p5:e:v", "original translation both accepted unknown"},
		{"put in before", "p1:a:x p2:b:y", "p1:n:m p2:a:x p3:b:y", "unknown accepted accepted"},
		{"put in before and edited", "p1:a:x p2:b:y", "p1:n:m p2:A:x p3:b:Y", "unknown original translation"},
		{"taken out", "p1:a:x p2:b:y p3:c:z", "p1:b:y p2:c:z", "accepted accepted"},
		{"changed places", "p1:a:x p2:b:y", "p1:b:y p2:a:x", "accepted accepted"},
		{"the same words twice", "p1:a:x p2:a:x", "p1:a:x p2:a:x p3:a:x", "accepted accepted accepted"},
		{"only the translation moved", "p1:a:x p2:b:y", "p1:a:y p2:b:x", "translation translation"},
		{"an empty lock", "", "p1:a:x", "unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := New(entries(c.lock))
			var got []string
			for _, s := range l.Compare("en", pairs(c.now)) {
				got = append(got, names[s.State])
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %s, want %s", g, c.want)
			}
			for _, s := range l.Compare("fr", pairs(c.now)) {
				if s.State != Unknown {
					t.Errorf("another language is %s", names[s.State])
				}
			}
		})
	}
}

func TestAccept(t *testing.T) {
	only := func(ids string) func(string) bool {
		return func(id string) bool { return ids == "all" || strings.Contains(" "+ids+" ", " "+id+" ") }
	}
	for _, c := range []struct {
		name, lock, now, order, accept, want string
		complete                             bool
		changed                              int
	}{
		{"the first time", "", "p1:a:x p2:b:y", "p1 p2", "all", "p1:a:x p2:b:y", true, 2},
		{"nothing new", "p1:a:x", "p1:a:x", "p1", "all", "p1:a:x", true, 0},
		{"one of two", "p1:a:x p2:b:y", "p1:A:x p2:B:y", "p1 p2", "p2", "p1:a:x p2:B:y", true, 1},
		{"renumbered", "p1:a:x p2:b:y", "p1:n:m p2:a:x p3:b:y", "p1 p2 p3", "p1", "p1:n:m p2:a:x p3:b:y", true, 1},
		{"gone", "p1:a:x p2:b:y", "p1:a:x", "p1", "p1", "p1:a:x", true, 0},
		{"not to be compared now", "p1:a:x p2:b:y p3:c:z", "p3:C:z", "p1 p2 p3", "p3", "p1:a:x p2:b:y p3:C:z", false, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, changed := New(entries(c.lock)).Accept([]Side{{"en", pairs(c.now)}}, strings.Fields(c.order), c.complete, only(c.accept))
			if d := cmp.Diff(entries(c.want), l.Entries()); d != "" {
				t.Error(d)
			}
			if changed != c.changed {
				t.Errorf("%d changed, want %d", changed, c.changed)
			}
			again, _ := parse(t, string(l.Bytes()))
			if d := cmp.Diff(l.Entries(), again.Entries()); d != "" {
				t.Errorf("written and read: %s", d)
			}
		})
	}
	if l, n := (*Lock)(nil).Accept([]Side{{"en", pairs("p1:a:x")}}, []string{"p1"}, true, only("all")); n != 1 || len(l.Entries()) != 1 {
		t.Error("without a lock", l, n)
	}
}

func TestBytes(t *testing.T) {
	want := head + "ch1-s2-p3 en ca978112ca1bbdca 2d711642b726b044\n"
	if got := string(New(entries("ch1-s2-p3:a:x")).Bytes()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestParseBad(t *testing.T) {
	l, problems := parse(t, "# ok\n\np1 en 0011223344556677 8899aabbccddeeff\np2 en 0011 8899aabbccddeeff\n=======\np3 en 0011223344556677 zz99aabbccddeeff\r\n")
	if len(l.Entries()) != 1 || l.Entries()[0].Block != "p1" {
		t.Error(l.Entries())
	}
	var at []string
	for _, p := range problems {
		at = append(at, p.Place.String()+" "+p.Severity.String()+" "+p.Rule)
	}
	want := []string{Path + ":4:1 warning lock-line", Path + ":5:1 warning lock-line", Path + ":6:1 warning lock-line"}
	if d := cmp.Diff(want, at); d != "" {
		t.Error(d)
	}
}

// What can be read is written and read the same.
func FuzzParse(f *testing.F) {
	f.Add("p1 en 0011223344556677 8899aabbccddeeff\n")
	f.Add("# head\r\np1 en\n\xff\n<<<<<<<")
	f.Fuzz(func(t *testing.T, data string) {
		l, _ := parse(t, data)
		again, problems := parse(t, string(l.Bytes()))
		if len(problems) > 0 {
			t.Fatal(problems[0])
		}
		if d := cmp.Diff(l.Entries(), again.Entries()); d != "" {
			t.Error(d)
		}
	})
}

// Of a conflict both sides stay, and what both began with goes.
func TestMerge(t *testing.T) {
	const a, b, c = "p1 en 0011223344556677 8899aabbccddeeff\n", "p2 en 0011223344556677 8899aabbccddeeff\n", "p3 en 0011223344556677 8899aabbccddeeff\n"
	got := string(Merge([]byte("# head\n\n" + a + "<<<<<<< one\n" + b + "||||||| base\np9 en\n=======\n" + b + c + ">>>>>>> other\n")))
	if want := "# head\n\n" + a + b + c; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
