package cache

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func mustOpen(t testing.TB, dir string) *Cache {
	t.Helper()
	c, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func wantEntry(t testing.TB, c *Cache, key, want string) {
	t.Helper()
	if got, ok := c.Get(key); !ok || string(got) != want {
		t.Errorf("%s: got %q, %v; want %q", key, got, ok, want)
	}
}

func wantMiss(t testing.TB, c *Cache, key string) {
	t.Helper()
	if got, ok := c.Get(key); ok {
		t.Errorf("%s: got %q, want nothing", key, got)
	}
}

func TestGetPut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "cache")
	c := mustOpen(t, dir)
	wantMiss(t, c, "k")
	c.Put("k", []byte("drawing"))
	c.Put("empty", nil)
	c.Put("k2", []byte("x"))
	c.Put("k2", []byte("y"))
	for _, c := range []*Cache{c, mustOpen(t, dir)} {
		wantEntry(t, c, "k", "drawing")
		wantEntry(t, c, "empty", "")
		wantEntry(t, c, "k2", "y")
		wantMiss(t, c, "K")
	}
	if c.Err() != nil {
		t.Error(c.Err())
	}
}

func TestNilCache(t *testing.T) {
	var c *Cache
	c.Put("k", []byte("x"))
	wantMiss(t, c, "k")
	if n, err := c.Sweep(0); n != 0 || err != nil || c.Err() != nil {
		t.Errorf("got %d, %v, %v", n, err, c.Err())
	}
}

// Who only looks gets what is there and changes nothing, not even what is damaged.
func TestLook(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	if c := Look(dir); c != nil {
		t.Errorf("there is no folder, and yet %v", c)
	}
	c := mustOpen(t, dir)
	c.Put("good", []byte("drawing"))
	c.Put("bad", []byte("drawing"))
	bad := c.path(nameOf("bad"))
	if err := os.WriteFile(bad, []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	l := Look(dir)
	wantEntry(t, l, "good", "drawing")
	wantMiss(t, l, "bad")
	l.Put("new", []byte("drawing"))
	wantMiss(t, l, "new")
	if n, err := l.Sweep(0); n != 0 || err != nil || l.Err() != nil {
		t.Errorf("got %d, %v, %v", n, err, l.Err())
	}
	if data, err := os.ReadFile(bad); string(data) != "damaged" {
		t.Errorf("the damaged entry is %q, %v", data, err)
	}
	wantMiss(t, mustOpen(t, dir), "new")
}

func TestOpenFails(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := Open(filepath.Join(file, "cache"))
	if err == nil || c != nil {
		t.Errorf("got %v, %v", c, err)
	}
}

func TestKey(t *testing.T) {
	b := func(s string) []byte { return []byte(s) }
	keys := map[string]bool{}
	for _, k := range []string{Key("a"), Key("b"), Key("a", b("")), Key("a", b("ab"), b("c")), Key("a", b("a"), b("bc")), Key("a", b("abc"))} {
		if keys[k] {
			t.Errorf("%s stands for two things", k)
		}
		keys[k] = true
	}
	if one, two := Key("a", b("x")), Key("a", b("x")); one != two {
		t.Error("the same gives another key")
	}
}

// Every single damage of an entry is noticed: a changed bit, a missing end, an
// added byte, another entry's file.
func TestDamage(t *testing.T) {
	c := mustOpen(t, t.TempDir())
	c.Put("k", []byte("some bytes"))
	c.Put("other", []byte("some bytes"))
	name := c.path(nameOf("k"))
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(c.path(nameOf("other")))
	if err != nil {
		t.Fatal(err)
	}
	damaged := [][]byte{nil, other, append(bytes.Clone(good), 0)}
	for i := range good {
		flipped := bytes.Clone(good)
		flipped[i] ^= 0x10
		damaged = append(damaged, flipped, good[:i])
	}
	for _, d := range damaged {
		if err := os.WriteFile(name, d, 0o644); err != nil {
			t.Fatal(err)
		}
		wantMiss(t, c, "k")
		if _, err := os.Stat(name); err == nil {
			t.Error("a damaged entry is still there")
		}
	}
	c.Put("k", []byte("again"))
	wantEntry(t, c, "k", "again")
}

func TestDeletedWhileInUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	c := mustOpen(t, dir)
	c.Put("k", []byte("1"))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	wantMiss(t, c, "k")
	if _, err := c.Sweep(0); err != nil {
		t.Error(err)
	}
	c.Put("k", []byte("2"))
	wantEntry(t, c, "k", "2")
}

func TestFailedPut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	c := mustOpen(t, dir)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	c.Put("k", []byte("1"))
	if c.Err() == nil {
		t.Error("no failure is told")
	}
	wantMiss(t, c, "k")
}

func TestSweep(t *testing.T) {
	dir := t.TempDir()
	c := mustOpen(t, dir)
	body := bytes.Repeat([]byte("x"), 1000)
	size := int64(1000 + headLen)
	for i := range 6 {
		key := fmt.Sprint("k", i)
		c.Put(key, body)
		when := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(c.path(nameOf(key)), when, when); err != nil {
			t.Fatal(err)
		}
	}
	stale := filepath.Join(dir, "ab")
	_ = os.MkdirAll(stale, 0o755)
	for name, age := range map[string]time.Duration{"new-old": 2 * time.Hour, "new-now": 0} {
		p := filepath.Join(stale, name)
		_ = os.WriteFile(p, nil, 0o644)
		_ = os.Chtimes(p, time.Now().Add(-age), time.Now().Add(-age))
	}

	c = mustOpen(t, dir) // the next run
	wantEntry(t, c, "k0", string(body))
	c.Put("k1", body)
	for _, s := range []struct {
		max     int64
		deleted int
	}{{6 * size, 0}, {5*size + 1, 1}, {4 * size, 1}, {0, 2}, {0, 0}} {
		if n, err := c.Sweep(s.max); n != s.deleted || err != nil {
			t.Errorf("sweep to %d: got %d, %v; want %d", s.max, n, err, s.deleted)
		}
	}
	wantEntry(t, c, "k0", string(body)) // the oldest, but used
	wantEntry(t, c, "k1", string(body))
	wantMiss(t, c, "k5")
	if _, err := os.Stat(filepath.Join(stale, "new-old")); err == nil {
		t.Error("what a killed run left is still there")
	}
	if _, err := os.Stat(filepath.Join(stale, "new-now")); err != nil {
		t.Error("what somebody is writing was deleted")
	}
	if _, err := os.Stat(filepath.Join(dir, "CACHEDIR.TAG")); err != nil {
		t.Error("the tag was swept away")
	}
}

// Several writers of the same entries, in several caches on one folder, as
// several processes would be.
func TestConcurrent(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 4 {
		c := mustOpen(t, dir)
		wg.Go(func() {
			for i := range 50 {
				key := fmt.Sprint("k", i%7)
				if got, ok := c.Get(key); ok && string(got) != key {
					t.Errorf("%s: got %q", key, got)
				}
				c.Put(key, []byte(key))
				if i%20 == 0 {
					if _, err := c.Sweep(100); err != nil {
						t.Error(err)
					}
				}
			}
			if c.Err() != nil {
				t.Error(c.Err())
			}
		})
	}
	wg.Wait()
}

func FuzzOpenEntry(f *testing.F) {
	f.Add("k", []byte("data"), []byte{})
	f.Add("", []byte{}, seal("k", []byte("data")))
	f.Fuzz(func(t *testing.T, key string, data, stored []byte) {
		if got, ok := open(key, seal(key, data)); !ok || !bytes.Equal(got, data) {
			t.Errorf("%q comes back as %q, %v", data, got, ok)
		}
		if got, ok := open(key, stored); ok && !bytes.Equal(seal(key, got), stored) {
			t.Errorf("%q passes for an entry", stored)
		}
	})
}

func BenchmarkGet(b *testing.B) {
	c := mustOpen(b, b.TempDir())
	c.Put("k", make([]byte, 50_000))
	b.SetBytes(50_000)
	for b.Loop() {
		if _, ok := c.Get("k"); !ok {
			b.Fatal("lost")
		}
	}
}
