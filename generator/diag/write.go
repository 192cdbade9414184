package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// window is how many columns of a source line an excerpt shows at most. Chinese
// paragraphs stand on one line of many hundred characters.
const window = 100

// Write prints the problems for a terminal, each as
//
//	file:line:col: severity: message [rule]
//	   12 | the line
//	      |   ^^^^
//	  hint: what to do
//
// and a line of counts at the end. An empty list prints nothing.
func (l List) Write(w io.Writer, lang Lang) {
	l.Print(w, lang)
	if len(l) > 0 {
		fmt.Fprintln(w, l.Summary().In(lang))
	}
}

// Print prints the problems as Write does, without the line of counts.
func (l List) Print(w io.Writer, lang Lang) {
	for _, p := range l {
		fmt.Fprintf(w, "%s: %s: %s [%s]\n", p.Place, p.Severity.Name(lang), p.Message.In(lang), p.Rule)
		excerpt(w, p.Place)
		for _, n := range p.Notes {
			fmt.Fprintf(w, "  %s: %s\n", n.Place, n.Message.In(lang))
			excerpt(w, n.Place)
		}
		if !p.Hint.IsZero() {
			fmt.Fprintf(w, "  %s: %s\n", T("提示", "hint").In(lang), p.Hint.In(lang))
		}
	}
}

// Summary counts the problems by severity.
func (l List) Summary() Text {
	e, r, w := l.Count(Error), l.Count(ReleaseError), l.Count(Warning)
	return Tf("%d 个错误，%d 个发布错误，%d 个警告", "errors: %d, release errors: %d, warnings: %d", e, r, w)
}

// excerpt prints the line of a place with a caret under the stretch.
func excerpt(w io.Writer, p Place) {
	if p.Line == 0 || p.Text == "" {
		return
	}
	text, marks := Caret(p)
	no := fmt.Sprintf("%5d", p.Line)
	fmt.Fprintf(w, "%s | %s\n%s | %s\n", no, text, strings.Repeat(" ", len(no)), marks)
}

// Caret returns the part of the place's line around its stretch, and a line of
// carets that stands under it in a fixed-width font, where East Asian wide
// characters take two columns.
func Caret(p Place) (text, marks string) {
	line := []rune(strings.ReplaceAll(p.Text, "\t", " "))
	start := min(p.Offset(), len(line))
	end := min(start+max(p.Len, 1), len(line))

	from, to := start, end
	room := window - columns(line[start:end])
	for grown := true; grown && room > 0; {
		grown = false
		if from > 0 {
			from--
			room -= columns(line[from : from+1])
			grown = true
		}
		if to < len(line) && room > 0 {
			room -= columns(line[to : to+1])
			to++
			grown = true
		}
	}
	if columns(line[from:to]) > 2*window { // a stretch longer than any screen
		for to > start+1 && columns(line[from:to]) > 2*window {
			to--
		}
		end = min(end, to)
	}
	head, tail := "", ""
	if from > 0 || p.From > 1 {
		head = "…"
	}
	if to < len(line) {
		tail = "…"
	}
	text = head + string(line[from:to]) + tail
	marks = strings.Repeat(" ", columns([]rune(head))+columns(line[from:start])) +
		strings.Repeat("^", max(columns(line[start:end]), 1))
	return text, marks
}

// columns is how many columns of a fixed-width font the characters take. The
// ellipsis counts one: it is ours, and terminals draw it so.
func columns(rs []rune) int {
	n := 0
	for _, r := range rs {
		switch {
		case unicode.Is(unicode.Mn, r):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}
