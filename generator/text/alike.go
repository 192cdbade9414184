package text

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"

	"atlas/generator/diag"
)

// What is typed with a Chinese keyboard is easily of full width, and then is no
// mark but words. Nothing else is written like this in a plan, so it is pointed at.

var (
	// wideBrace is one of our marks in braces of which the first is of full width.
	wideBrace = regexp.MustCompile(`^｛\s*(?:page|figure|untranslated|corr|sic)\b`)
	// anyFigure is a picture with brackets of any width.
	anyFigure = regexp.MustCompile(`^[!！](?:\[|［|【)[^\]］】]*(?:\]|］|】)(?:\(|（)(?:map|chart)[:：][^)）]*[)）]?`)
	// figureForm is a picture as it must be written.
	figureForm = regexp.MustCompile(`^!\[[^\]]*\]\((?:map|chart):`)
)

// alike reports what looks like a mark and is none.
func (p *chapterParser) alike() {
	b := p.source()
	braces := bytes.Contains(b, []byte("｛"))
	fenced := false
	for start := 0; start < len(b); {
		end, next := len(b), len(b)
		if i := bytes.IndexByte(b[start:], '\n'); i >= 0 {
			end, next = start+i, start+i+1
		}
		line := b[start:end]
		first := len(line) - len(bytes.TrimLeft(line, "> \t"))
		if bytes.HasPrefix(line[first:], []byte("```")) {
			fenced = !fenced
		}
		if !fenced {
			p.headingLike(line[first:], start+first)
			p.figureLike(line[first:], start+first)
			if braces {
				p.bracesLike(line, start)
			}
		}
		start = next
	}
}

func (p *chapterParser) like(offset, runes int, message, hint diag.Text) {
	p.problems.Add(diag.Problem{Rule: "mark-like", Severity: diag.Warning,
		Place: p.pos(offset, runes).Place(), Message: message, Hint: hint})
}

func (p *chapterParser) bracesLike(line []byte, at int) {
	for i := 0; ; {
		k := bytes.Index(line[i:], []byte("｛"))
		if k < 0 {
			return
		}
		i += k
		if m := wideBrace.Find(line[i:]); m != nil {
			p.like(at+i, utf8.RuneCount(m), diag.T("像是标记，括号应为半角", "this looks like a mark, whose braces are { and }"),
				diag.T("写作 { }", "write { }"))
		}
		i += len("｛")
	}
}

// headingLike looks at a line without the marks of a box before it.
func (p *chapterParser) headingLike(line []byte, at int) {
	wide, n, i := false, 0, 0
	for ; i < len(line); n++ {
		if bytes.HasPrefix(line[i:], []byte("＃")) {
			wide = true
			i += len("＃")
		} else if line[i] == '#' {
			i++
		} else {
			break
		}
	}
	next, _ := utf8.DecodeRune(line[i:])
	switch {
	case n == 0 || n > 6 || i == len(line):
	case wide:
		p.like(at, n, diag.T("像是标题，“＃”应为半角", "this looks like a heading, whose # is not of full width"),
			diag.Tf("写作“%s ”", "write “%s ”", "######"[:n]))
	case unicode.IsLetter(next) || n > 1 && !unicode.IsSpace(next):
		p.like(at, n, diag.T("像是标题，# 后要有空格", "this looks like a heading, a space belongs behind #"),
			diag.Tf("写作“%s ”", "write “%s ”", "######"[:n]))
	}
}

func (p *chapterParser) figureLike(line []byte, at int) {
	if !bytes.HasPrefix(line, []byte("！")) && !bytes.HasPrefix(line, []byte("![")) && !bytes.HasPrefix(line, []byte("!［")) && !bytes.HasPrefix(line, []byte("!【")) {
		return
	}
	if m := anyFigure.Find(line); m != nil && (!figureForm.Match(line) || bytes.HasSuffix(m, []byte("）"))) {
		p.like(at, utf8.RuneCount(m), diag.T("像是插图，标点应为半角", "this looks like a figure, whose signs are not of full width"),
			diag.T("写作 ![图名](map:编号)", "write ![caption](map:id)"))
	}
}
