package anchor

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Path is where the record stands in a site.
const Path = "content/ids.lock"

const (
	head = `# The ids of the blocks, and what they were. Written by atlas and not by hand.
# A line a block: its id, kind, page, a check of the line, its words. Then, as
# "gone", what became of the others: id, page, what, last edition, hash, and the ids
# that lead on.
`
	end = "end"
)

// Bytes is the record as a file: a line a block, so that the edits of two people meet
// only where they edited the same.
func (r *Record) Bytes() []byte {
	var out bytes.Buffer
	out.WriteString(head)
	fmt.Fprintf(&out, "edition %s\n", dash(r.Edition))
	for _, k := range r.Blocks {
		words := escape(k.Text)
		fmt.Fprintf(&out, "%s %s %s %s %s\n", k.ID, k.Kind, dash(k.Page), mark(k.ID, k.Kind, k.Page, words), words)
	}
	for _, f := range r.Fates {
		to := strings.Join(f.To, ",")
		sum := ""
		if f.Sum != (Sum{}) {
			sum = f.Sum.String()
		}
		fmt.Fprintf(&out, "gone %s %s %s %s %s %s\n", f.ID, dash(f.Page), f.What, dash(f.Since), dash(sum), dash(to))
	}
	out.WriteString(end + "\n")
	return out.Bytes()
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func undash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

// mark guards a line against a slip of the hand.
func mark(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, " ")))
	return hex.EncodeToString(sum[:2])
}

var (
	escaper   = strings.NewReplacer("\\", `\\`, "\n", `\n`, "\r", `\r`)
	unescaper = strings.NewReplacer(`\\`, "\\", `\n`, "\n", `\r`, "\r")
)

func escape(s string) string { return escaper.Replace(s) }

// conflict reports whether a line is one with which git marks a conflict.
func conflict(line string) bool {
	for _, m := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if strings.HasPrefix(line, m) {
			return true
		}
	}
	return false
}

// Parse reads a record. What cannot be read is an error: an id that is lost would
// sooner or later be another one.
func Parse(f *source.File) (*Record, diag.List) {
	r := &Record{}
	var problems diag.List
	wrong := func(at int, line string, message, hint diag.Text) {
		problems.Add(diag.Problem{Rule: "ids-record", Place: f.Place(at, len([]rune(line))), Message: message, Hint: hint})
	}
	restore := diag.T("从版本管理中取回 content/ids.lock（git checkout content/ids.lock）", "take content/ids.lock back from version control (git checkout content/ids.lock)")
	at, ended := 0, false
	seen := map[string]bool{}
	for raw := range bytes.Lines(f.Data) {
		start, line := at, strings.TrimRight(string(raw), "\r\n")
		at += len(raw)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case conflict(line):
			wrong(start, line, diag.T("两人的改动在此相遇，git 没能合并", "the edits of two people meet here, and git could not merge them"),
				diag.T("运行 atlas mend ids-record", "run atlas mend ids-record"))
			return nil, problems
		case line == end:
			ended = true
			continue
		}
		if name, ok := strings.CutPrefix(line, "edition "); ok {
			r.Edition = undash(name)
			continue
		}
		if strings.HasPrefix(line, "gone ") {
			if g, ok := parseFate(line); ok {
				r.Fates = append(r.Fates, g)
				continue
			}
		} else if k, ok := parseKept(line); ok {
			if seen[k.ID] {
				wrong(start, line, diag.Tf("编号 %s 写了两行", "the id %s has two lines", k.ID), diag.T("运行 atlas mend ids-record", "run atlas mend ids-record"))
				continue
			}
			seen[k.ID] = true
			r.Blocks = append(r.Blocks, k)
			continue
		}
		wrong(start, line, diag.T("这一行已损坏，不知道是哪一段的编号", "the line is damaged, so it is not known of which block the id is"), restore)
	}
	if !ended {
		problems.Add(diag.Problem{Rule: "ids-record", Place: diag.Place{File: f.Path},
			Message: diag.T("文件不完整，末行应为 end：缺了哪些编号，无从得知", "the file is not complete, its last line is not “end”: which ids are missing is not known"), Hint: restore})
	}
	if len(problems) > 0 {
		return nil, problems
	}
	slices.SortStableFunc(r.Fates, compareFates)
	return r, nil
}

func parseKept(line string) (Kept, bool) {
	p := strings.SplitN(line, " ", 5)
	if len(p) != 5 {
		return Kept{}, false
	}
	k := Kept{ID: p[0], Kind: p[1], Page: undash(p[2]), Text: unescaper.Replace(p[4])}
	return k, mark(k.ID, k.Kind, k.Page, p[4]) == p[3]
}

func parseFate(line string) (Fate, bool) {
	p := strings.Split(line, " ")
	if len(p) != 7 {
		return Fate{}, false
	}
	f := Fate{ID: p[1], Page: undash(p[2]), What: What(p[3]), Since: undash(p[4])}
	if !slices.Contains([]What{Deleted, Joined, Split, Moved, Renamed}, f.What) {
		return Fate{}, false
	}
	if p[5] != "-" {
		b, err := hex.DecodeString(p[5])
		if err != nil || len(b) != len(f.Sum) {
			return Fate{}, false
		}
		copy(f.Sum[:], b)
	}
	if p[6] != "-" {
		f.To = strings.Split(p[6], ",")
	}
	return f, true
}

// Merge takes both sides of every conflict that git left in a record. Where both gave
// an id to different words, the first keeps it; lost are the ids that the other words
// had. It reports false where a line cannot be read.
func Merge(data []byte) (merged []byte, lost []Kept, ok bool) {
	r := &Record{}
	seen := map[string]string{}
	type spot struct{ id, page string }
	fates := map[spot]bool{}
	base := false // what both sides began with is left out
	for raw := range bytes.Lines(data) {
		line := strings.TrimRight(string(raw), "\r\n")
		switch {
		case strings.HasPrefix(line, "|||||||"):
			base = true
			continue
		case conflict(line):
			base = false
			continue
		case base, line == "", strings.HasPrefix(line, "#"), line == end:
			continue
		}
		if name, edition := strings.CutPrefix(line, "edition "); edition {
			if r.Edition == "" {
				r.Edition = undash(name)
			}
			continue
		}
		if strings.HasPrefix(line, "gone ") {
			f, ok := parseFate(line)
			if !ok {
				return nil, nil, false
			}
			if !fates[spot{f.ID, f.Page}] {
				fates[spot{f.ID, f.Page}] = true
				r.Fates = append(r.Fates, f)
			}
			continue
		}
		k, ok := parseKept(line)
		if !ok {
			return nil, nil, false
		}
		if text, twice := seen[k.ID]; twice {
			if text != k.Text {
				lost = append(lost, k)
			}
			continue
		}
		seen[k.ID] = k.Text
		r.Blocks = append(r.Blocks, k)
	}
	slices.SortStableFunc(r.Fates, compareFates)
	return r.Bytes(), lost, true
}
