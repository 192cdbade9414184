// Package cache keeps what is dear to make, such as drawings, between runs.
//
// An entry is looked up by a key that names everything it was made from, so an
// entry never grows old: other input, other key. Each entry carries a checksum
// over its key and its bytes; what was damaged, cut off or moved under another
// name is noticed, deleted and made again. The folder may be deleted at any
// time, also while it is in use, and several processes may share it.
package cache

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"atlas/generator/ondisk"
)

// Cache is a folder of entries. A nil *Cache is a cache that keeps nothing. All
// methods may be called by several goroutines.
type Cache struct {
	dir   string
	looks bool // nothing is written

	mu   sync.Mutex
	used map[string]struct{} // names of the entries of this run
	err  error               // the first failure to write; nothing is written after it
}

// magic begins every entry; another format has another.
const magic = "atlas cache 1\n"

// headLen is the length of what precedes an entry's bytes.
const headLen = len(magic) + sha256.Size

// Open makes the folder if need be and returns the cache in it. On an error the
// cache is nil, and usable as such.
func Open(dir string) (*Cache, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	// Backup programs and git leave alone what these two files mark.
	for name, text := range map[string]string{
		"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# This folder may be deleted at any time.\n",
		".gitignore":   "*\n",
	} {
		p := filepath.Join(dir, name)
		if _, err := os.Stat(p); err == nil {
			continue
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	return &Cache{dir: dir, used: map[string]struct{}{}}, nil
}

// Look returns the cache in a folder for somebody who writes nothing: what is
// there is got, what is put is not kept, and what is damaged stays. Where there is
// no such folder the cache is nil.
func Look(dir string) *Cache {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil
	}
	return &Cache{dir: dir, looks: true, used: map[string]struct{}{}}
}

// Key makes a key of a kind of entry (with its version, such as "chart/2") and
// the parts it is made from. Different parts give different keys; in particular
// ("ab", "c") differs from ("a", "bc").
func Key(kind string, parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		var n [8]byte
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write(p)
	}
	return kind + "/" + hex.EncodeToString(h.Sum(nil))
}

// Get returns the bytes that were put under a key. The caller may keep them.
func (c *Cache) Get(key string) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	name := nameOf(key)
	data, err := ondisk.ReadFile(c.path(name), ondisk.MaxSize)
	if err != nil {
		return nil, false
	}
	body, ok := open(key, data)
	if !ok {
		if !c.looks {
			_ = os.Remove(c.path(name))
		}
		return nil, false
	}
	c.use(name)
	return body, true
}

// Put keeps the bytes under a key. It never fails loudly: after the first
// failure, which Err tells, nothing more is written.
func (c *Cache) Put(key string, data []byte) {
	if c == nil || c.looks || c.Err() != nil {
		return
	}
	name := nameOf(key)
	if err := c.write(name, seal(key, data)); err != nil {
		c.mu.Lock()
		c.err = cmp.Or(c.err, err)
		c.mu.Unlock()
		return
	}
	c.use(name)
}

// Err is the first failure to write, such as a full disk. It is no reason to
// stop: entries are only made again.
func (c *Cache) Err() error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.err
}

// Sweep deletes entries that were neither got nor put since Open, the oldest
// first, until the cache takes at most max bytes or only used entries are left.
// It returns how many it deleted. It also deletes what killed runs left half
// written.
func (c *Cache) Sweep(max int64) (deleted int, err error) {
	if c == nil || c.looks {
		return 0, nil
	}
	entries, total, err := c.list()
	if err != nil {
		return 0, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range entries {
		if total <= max {
			break
		}
		if _, ok := c.used[e.name]; ok {
			continue
		}
		if err := os.Remove(c.path(e.name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return deleted, err
		}
		total -= e.size
		deleted++
	}
	return deleted, nil
}

// stored is an entry as the folder lists it.
type stored struct {
	name string
	size int64
	time time.Time
}

// list returns the entries, the oldest first, and the sum of their sizes.
func (c *Cache) list() ([]stored, int64, error) {
	var entries []stored
	var total int64
	err := filepath.WalkDir(c.dir, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // somebody else deleted it
		}
		if err != nil || d.IsDir() {
			return err
		}
		fi, err := d.Info()
		if err != nil {
			return nil
		}
		switch name := d.Name(); {
		case strings.HasPrefix(name, tempPrefix):
			// A writer takes no more than moments.
			if time.Since(fi.ModTime()) > time.Hour {
				_ = os.Remove(p)
			}
		case isName(name):
			entries = append(entries, stored{name, fi.Size(), fi.ModTime()})
			total += fi.Size()
		}
		return nil
	})
	slices.SortFunc(entries, func(a, b stored) int {
		return cmp.Or(a.time.Compare(b.time), cmp.Compare(a.name, b.name))
	})
	return entries, total, err
}

func (c *Cache) use(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[name] = struct{}{}
}

// tempPrefix begins the names of entries that are being written.
const tempPrefix = "new-"

// write puts an entry's file in place in one step.
func (c *Cache) write(name string, data []byte) error {
	target := c.path(name)
	dir := filepath.Dir(target)
	f, err := os.CreateTemp(dir, tempPrefix)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		f, err = os.CreateTemp(dir, tempPrefix)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), target)
	}
	if err == nil {
		return nil
	}
	_ = os.Remove(f.Name())
	if _, there := os.Stat(target); there == nil {
		return nil // another process put the same entry there and has it open
	}
	return err
}

// path is where an entry lies; 256 folders keep each of them small.
func (c *Cache) path(name string) string { return filepath.Join(c.dir, name[:2], name) }

func nameOf(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

func isName(s string) bool {
	_, err := hex.DecodeString(s)
	return len(s) == 2*sha256.Size && err == nil
}

// seal is an entry as it is stored.
func seal(key string, data []byte) []byte {
	b := make([]byte, 0, headLen+len(data))
	b = append(b, magic...)
	sum := checksum(key, data)
	b = append(b, sum[:]...)
	return append(b, data...)
}

// open takes the bytes out of a stored entry, if it is whole and the key's.
func open(key string, stored []byte) ([]byte, bool) {
	if len(stored) < headLen || string(stored[:len(magic)]) != magic {
		return nil, false
	}
	body := stored[headLen:]
	return body, checksum(key, body) == [sha256.Size]byte(stored[len(magic):headLen])
}

func checksum(key string, data []byte) [sha256.Size]byte {
	h := sha256.New()
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(key)))
	h.Write(n[:])
	h.Write([]byte(key))
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}
