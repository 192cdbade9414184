package source

import (
	"bytes"

	"atlas/generator/diag"
)

// FrontMatter finds the YAML between two lines "---" at the top of a text. It
// returns the YAML's span, without the fences, and the offset where the text
// begins. A file that does not begin with a fence has an empty span and a text
// from offset 0 on. Blank lines above the first fence are passed over.
//
// A front matter that is not closed is reported and taken to end at its first
// blank line.
func FrontMatter(f *File) (yaml Span, body int, problems diag.List) {
	top := 0
	line, next := lineAt(f.Data, top)
	for len(line) == 0 && next > top {
		top = next
		line, next = lineAt(f.Data, top)
	}
	if string(line) != "---" {
		return Span{}, 0, nil
	}
	open := next
	blank := -1
	for at := open; at < len(f.Data); at = next {
		line, next = lineAt(f.Data, at)
		switch string(line) {
		case "---", "...":
			return Span{open, at - open}, next, nil
		case "":
			if blank < 0 {
				blank = at
			}
		}
	}
	if blank < 0 {
		blank = len(f.Data)
	}
	if f.Conflict {
		return Span{open, blank - open}, blank, nil
	}
	return Span{open, blank - open}, blank, diag.List{problem("front-matter", f.Place(top, 3),
		diag.T("文件头在此处开始，但没有结束", "the front matter that opens here is not closed"),
		diag.T("请在文件头之后单独写一行 ---", "put a line of its own with --- behind it"))}
}

// lineAt returns the line that begins at the offset, without white space at its
// end, and the offset of the next one.
func lineAt(b []byte, offset int) (line []byte, next int) {
	rest := b[offset:]
	end := bytes.IndexAny(rest, "\r\n")
	if end < 0 {
		return bytes.TrimRightFunc(rest, isSpace), len(b)
	}
	next = offset + end + 1
	if rest[end] == '\r' && next < len(b) && b[next] == '\n' {
		next++
	}
	return bytes.TrimRightFunc(rest[:end], isSpace), next
}
