// Package diag holds what the atlas says about its input: problems with a
// place, the line itself, what was expected and a hint, in both languages of
// the tool. A problem is data; only Write turns it into text.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Lang is a language of the tool's own messages. It has nothing to do with the
// languages of a site.
type Lang string

// The languages the tool speaks.
const (
	Chinese Lang = "zh"
	English Lang = "en"
)

// Text is one message in both languages of the tool.
type Text struct {
	ZH, EN string
}

// T makes a Text of the two arguments, Chinese first.
func T(zh, en string) Text { return Text{ZH: zh, EN: en} }

// Tf formats both versions with the same arguments. A version that needs them
// in another order uses explicit argument indexes (%[2]s).
func Tf(zh, en string, args ...any) Text {
	return Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
}

// In returns the text in a language; an unknown language reads English.
func (t Text) In(l Lang) string {
	if l == Chinese {
		return t.ZH
	}
	return t.EN
}

// IsZero reports whether the text is empty in both languages.
func (t Text) IsZero() bool { return t == Text{} }

// Severity says what a problem forbids.
type Severity int

// The severities, the gravest first.
const (
	Error        Severity = iota // forbids every build
	ReleaseError                 // forbids only a release build
	Warning                      // forbids nothing
)

var severityNames = [...]Text{
	Error:        {"错误", "error"},
	ReleaseError: {"发布错误", "release error"},
	Warning:      {"警告", "warning"},
}

// Name is the severity's word in a language of the tool.
func (s Severity) Name(l Lang) string { return severityNames[s].In(l) }

// String is the severity's English word with hyphens, as JSON output has it.
func (s Severity) String() string {
	return [...]string{Error: "error", ReleaseError: "release-error", Warning: "warning"}[s]
}

// Place is a stretch of a source file. Line and Col are counted from 1, Col and
// Len in characters (not bytes). Line 0 means the file as a whole.
type Place struct {
	File string // slash-separated, relative to the site
	Line int
	Col  int
	Len  int    // characters under the caret; at least 1 is drawn
	Text string // the line itself, without its line end, or a part of it
	From int    // the Col of Text's first character; 0 means 1, the whole line
}

// Offset is how many characters of Text stand before the place's Col.
func (p Place) Offset() int {
	from := p.From
	if from == 0 {
		from = 1
	}
	return max(p.Col-from, 0)
}

// String is file:line:col, or the file alone where the place has no line.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, max(p.Col, 1))
}

// Note points at a second place that belongs to a problem.
type Note struct {
	Place   Place
	Message Text
}

// Problem is one thing that is wrong, and where, and what to do about it.
type Problem struct {
	Rule     string // the rule's id, e.g. "csv-cells"
	Severity Severity
	Place    Place
	Message  Text // what is wrong and what was expected; lower case, no full stop
	Hint     Text // what to do; may be empty
	Notes    []Note
	Fix      *Fix // its one certain answer; nil where there is none
}

// Fix is an answer that can be given without asking: at the beginning of a place stand
// the words Old, and New belongs there.
type Fix struct {
	Place    Place
	Old, New string
}

// Error makes a Problem usable where an error is wanted; it reads English.
func (p Problem) Error() string {
	return fmt.Sprintf("%s: %s", p.Place, p.Message.EN)
}

// List is a set of problems. The zero List is ready for use.
type List []Problem

// Add appends problems.
func (l *List) Add(p ...Problem) { *l = append(*l, p...) }

// Sort orders problems by file, line, column, rule and message and drops exact
// repetitions, so that the same input always reads the same.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
			cmp.Compare(a.Place.Col, b.Place.Col),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message.EN, b.Message.EN),
		)
	})
	*l = slices.CompactFunc(*l, func(a, b Problem) bool {
		return a.Place == b.Place && a.Rule == b.Rule && a.Message == b.Message
	})
}

// Count returns how many problems have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, p := range l {
		if p.Severity == s {
			n++
		}
	}
	return n
}

// Forbids reports whether the list forbids a build; release builds are also
// forbidden by release errors.
func (l List) Forbids(release bool) bool {
	return l.Count(Error) > 0 || release && l.Count(ReleaseError) > 0
}
