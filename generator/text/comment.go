package text

import (
	"bytes"
	"sort"

	"atlas/generator/diag"
)

// hide takes the comments out of what goldmark is given: their bytes become blanks
// where they have their lines for themselves, and are left out of the words elsewhere.
// It reports how many there are, and those that nothing ends.
func (p *chapterParser) hide() {
	src := p.file.Data[p.body:]
	p.hidden = p.hidden[:0]
	p.src = src
	open, shut := []byte("<!--"), []byte("-->")
	if !bytes.Contains(src, open) {
		return
	}
	var first int
	for at := 0; ; {
		i := bytes.Index(src[at:], open)
		if i < 0 {
			break
		}
		start := at + i
		if start > 0 && src[start-1] == '\\' {
			at = start + len(open)
			continue
		}
		n := bytes.Index(src[start+len(open):], shut)
		if n < 0 {
			p.report("text-comment", p.pos(start, len(open)), commentOpen, commentClose)
			break
		}
		end := start + len(open) + n + len(shut)
		if len(p.hidden) == 0 {
			first = start
		}
		p.hidden = append(p.hidden, span{start, end})
		at = end
	}
	if len(p.hidden) == 0 {
		return
	}
	p.src = bytes.Clone(src)
	for _, c := range p.hidden {
		for i := c.start; i < c.end; i++ {
			if p.src[i] != '\n' && p.src[i] != '\r' {
				p.src[i] = filler
			}
		}
	}
	p.problems.Add(diag.Problem{Rule: "text-comments", Severity: diag.Warning, Place: p.pos(first, len(open)).Place(),
		Message: diag.Tf("本章有 %d 处注释（<!-- -->），不会发布", "comments in this chapter (<!-- -->): %d; they are not published", len(p.hidden)),
		Hint:    commentHint})
	for at := 0; at < len(p.src); {
		end := len(p.src)
		if i := bytes.IndexByte(p.src[at:], '\n'); i >= 0 {
			end = at + i
		}
		p.hideIn(p.src[at:end], at)
		at = end + 1
	}
}

// What is said of comments in chapters and articles alike.
var (
	commentOpen  = diag.T("注释没有结束，缺少“-->”", "the comment is not ended, its --> is missing")
	commentClose = diag.T("在注释之后补上“-->”", "put --> behind it")
	commentHint  = diag.T("不再需要时删去", "delete them when nobody needs them any more")
)

// filler stands for the bytes of a comment while goldmark reads the line.
const filler = 0x01

// hideIn blanks a line of comments alone. One that words follow would hide what the
// line begins with, and is refused.
func (p *chapterParser) hideIn(line []byte, at int) {
	if bytes.IndexByte(line, filler) < 0 {
		return
	}
	words := bytes.TrimLeft(line, "> \t")
	if len(bytes.Trim(words, "\x01 \t\r")) == 0 {
		for i, c := range line {
			if c == filler {
				line[i] = ' '
			}
		}
		return
	}
	if words[0] == filler && p.in(at+len(line)-len(words)) {
		p.report("text-comment", p.pos(at+len(line)-len(words), 1), diag.T("注释之后同一行还有文字", "words follow the comment in its line"),
			diag.T("注释自成一行", "put the comment into a line of its own"))
	}
}

// in reports whether an offset is that of a comment.
func (p *chapterParser) in(offset int) bool {
	i := p.comment(offset)
	return i < len(p.hidden) && p.hidden[i].start <= offset
}

// comment is the first comment that ends behind an offset.
func (p *chapterParser) comment(offset int) int {
	return sort.Search(len(p.hidden), func(i int) bool { return p.hidden[i].end > offset })
}

// shown are the stretches of source from one byte to another that are no comment.
func (p *chapterParser) shown(start, end int, yield func(start, end int)) {
	for i := p.comment(start); i < len(p.hidden) && p.hidden[i].start < end; i++ {
		if start < p.hidden[i].start {
			yield(start, p.hidden[i].start)
		}
		start = p.hidden[i].end
	}
	if start < end {
		yield(start, end)
	}
}
