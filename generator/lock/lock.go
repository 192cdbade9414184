// Package lock remembers which translation of a block was looked at against
// which original, so that one language cannot fall behind the other unnoticed.
//
// The lock is a text file that only the command accept writes: a line a block
// and language, in the order of the document,
//
//	BLOCK LANGUAGE HASH-OF-ORIGINAL HASH-OF-TRANSLATION
//
// A pair of texts is accepted where a line has both hashes, whatever block it
// names: blocks are numbered by their order, and a paragraph put in before
// others changes their ids and not their texts.
package lock

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Path is where the lock stands in a site.
const Path = "content/translations.lock"

// Sum is a text's hash: the first eight bytes of its SHA-256. It guards against
// oversight and not against malice.
type Sum [8]byte

// Of is the hash of a text.
func Of(text string) Sum {
	whole := sha256.Sum256([]byte(text))
	return Sum(whole[:8])
}

// String is the hash in hexadecimal digits.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// Entry is a line of the lock.
type Entry struct {
	Block       string
	Language    string // the language of the translation
	Original    Sum
	Translation Sum
}

// Lock is what was accepted. It never changes.
type Lock struct {
	entries []Entry
	indexes map[string]*index // by language
}

// index finds the entries of a language.
type index struct {
	accepted map[texts]int
	byBlock  map[string]int
}

type texts struct{ original, translation Sum }

// New makes a lock of its entries, in the order in which they shall stand.
func New(entries []Entry) *Lock {
	l := &Lock{entries: entries, indexes: map[string]*index{}}
	for i, e := range entries {
		ix := l.indexes[e.Language]
		if ix == nil {
			ix = &index{accepted: map[texts]int{}, byBlock: map[string]int{}}
			l.indexes[e.Language] = ix
		}
		ix.accepted[texts{e.Original, e.Translation}] = i
		ix.byBlock[e.Block] = i
	}
	return l
}

// Entries are the lines of the lock.
func (l *Lock) Entries() []Entry { return l.entries }

// Parse reads a lock. A line that cannot be read is reported, as a warning, and
// passed over: its block then counts as never accepted.
func Parse(f *source.File) (*Lock, diag.List) {
	var entries []Entry
	var problems diag.List
	at := 0
	for line := range bytes.Lines(f.Data) {
		start := at
		at += len(line)
		s := strings.TrimSpace(string(line))
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		e, ok := parseLine(s)
		if !ok {
			problems.Add(diag.Problem{Rule: "lock-line", Severity: diag.Warning, Place: f.Place(start, len([]rune(s))),
				Message: diag.T("这一行无法读取，应为：段落、语言、原文校验值、译文校验值", "the line cannot be read; it should be block, language, hash of the original, hash of the translation"),
				Hint:    diag.T("此文件由 atlas accept 写出，不要手改；删去这一行后再运行 atlas accept", "the file is written by atlas accept and not by hand; delete the line and run atlas accept again")})
			continue
		}
		entries = append(entries, e)
	}
	return New(entries), problems
}

func parseLine(s string) (Entry, bool) {
	f := strings.Fields(s)
	if len(f) != 4 {
		return Entry{}, false
	}
	e := Entry{Block: f[0], Language: f[1]}
	return e, e.Original.parse(f[2]) && e.Translation.parse(f[3])
}

func (s *Sum) parse(digits string) bool {
	b, err := hex.DecodeString(digits)
	if err != nil || len(b) != len(s) {
		return false
	}
	copy(s[:], b)
	return true
}

const head = `# Which translation was looked at against which original. Written by
# "atlas accept" and not by hand: block, language, hash of the original, hash of
# the translation.
`

// Bytes is the lock as a file.
func (l *Lock) Bytes() []byte {
	var out bytes.Buffer
	out.WriteString(head)
	for _, e := range l.entries {
		fmt.Fprintf(&out, "%s %s %s %s\n", e.Block, e.Language, e.Original, e.Translation)
	}
	return out.Bytes()
}
