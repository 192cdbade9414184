package publish

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/address"
	"atlas/generator/ondisk"
)

// line is one line of a manifest.
type line struct {
	hash Hash
	path string
}

// formatManifest writes lines in the format of sha256sum, sorted by path.
func formatManifest(lines []line) []byte {
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.path, b.path) })
	size := 0
	for i := range lines {
		size += 2*len(Hash{}) + 3 + len(lines[i].path)
	}
	b := make([]byte, 0, size)
	for _, l := range lines {
		b = hex.AppendEncode(b, l.hash[:])
		b = append(b, "  "...)
		b = append(b, l.path...)
		b = append(b, '\n')
	}
	return b
}

// parseManifest reads a manifest. Lines that are not of its format, or that
// name what could not be ours, are left out: what they stood for then counts as
// foreign and is kept.
func parseManifest(data []byte) []line {
	var lines []line
	for l := range bytes.Lines(data) {
		sum, p, ok := strings.Cut(strings.TrimRight(string(l), "\r\n"), "  ")
		h, good := parseHash(sum)
		if ok && good && address.Fault(p).IsZero() {
			lines = append(lines, line{h, p})
		}
	}
	return lines
}

func parseHash(s string) (h Hash, ok bool) {
	if len(s) != 2*len(h) {
		return h, false
	}
	_, err := hex.Decode(h[:], []byte(s))
	return h, err == nil
}

// known is what is remembered of a file as it was written.
type known struct {
	hash Hash
	stamp
}

// stateHead begins a state file; another head is another format.
const stateHead = "atlas published files 1\n"

// formatState writes the record: one line a file with checksum, size, time and
// path, sorted by path.
func formatState(state map[string]known) []byte {
	paths := make([]string, 0, len(state))
	for p := range state {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	b := append(make([]byte, 0, 128*len(paths)), stateHead...)
	for _, p := range paths {
		k := state[p]
		b = hex.AppendEncode(b, k.hash[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, k.size, 10)
		b = append(b, ' ')
		b = strconv.AppendInt(b, k.mtime, 10)
		b = append(b, ' ')
		b = append(b, p...)
		b = append(b, '\n')
	}
	return b
}

// parseState reads the record. A damaged line is as good as none: its file is
// read and compared instead.
func parseState(data []byte) map[string]known {
	state := map[string]known{}
	rest, ok := strings.CutPrefix(string(data), stateHead)
	if !ok {
		return state
	}
	for l := range strings.Lines(rest) {
		f := strings.SplitN(strings.TrimSuffix(l, "\n"), " ", 4)
		if len(f) != 4 {
			continue
		}
		h, good := parseHash(f[0])
		size, err1 := strconv.ParseInt(f[1], 10, 64)
		mtime, err2 := strconv.ParseInt(f[2], 10, 64)
		if good && err1 == nil && err2 == nil && address.Fault(f[3]).IsZero() {
			state[f[3]] = known{h, stamp{size, mtime}}
		}
	}
	return state
}

func readState(name string) map[string]known {
	data, err := ondisk.ReadFile(name, ondisk.MaxSize)
	if err != nil {
		return map[string]known{}
	}
	return parseState(data)
}
