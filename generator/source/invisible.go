package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"unicode"
	"unicode/utf8"

	"atlas/generator/diag"
)

// invisibles are the characters that nobody sees, by which a word is no longer
// found or stands in another order than it is stored, and what they are called.
var invisibles = []struct {
	r    rune
	name diag.Text
}{
	{'\u200B', diag.T("零宽空格", "zero width space")},
	{'\u200C', diag.T("零宽不连字", "zero width non-joiner")},
	{'\u200D', diag.T("零宽连字", "zero width joiner")},
	{'\u2060', diag.T("零宽连接符", "word joiner")},
	{'\uFEFF', diag.T("字节序标记", "byte order mark")},
	{'\u00AD', diag.T("软连字符", "soft hyphen")},
	{'\u200E', diag.T("从左至右标记", "left-to-right mark")},
	{'\u200F', diag.T("从右至左标记", "right-to-left mark")},
	{'\u061C', diag.T("阿拉伯字母标记", "Arabic letter mark")},
	{'\u202A', diag.T("从左至右嵌入", "left-to-right embedding")},
	{'\u202B', diag.T("从右至左嵌入", "right-to-left embedding")},
	{'\u202C', diag.T("方向格式结束", "pop directional formatting")},
	{'\u202D', diag.T("从左至右强制", "left-to-right override")},
	{'\u202E', diag.T("从右至左强制", "right-to-left override")},
	{'\u2066', diag.T("从左至右隔离", "left-to-right isolate")},
	{'\u2067', diag.T("从右至左隔离", "right-to-left isolate")},
	{'\u2068', diag.T("首个强字符隔离", "first strong isolate")},
	{'\u2069', diag.T("方向隔离结束", "pop directional isolate")},
}

// anyInvisible reports whether there is such a character at all, which is rare.
func anyInvisible(b []byte) bool {
	for _, x := range invisibles {
		if bytes.Contains(b, utf8.AppendRune(nil, x.r)) {
			return true
		}
	}
	return false
}

// invisible finds the first character of a text that nobody sees and how many there
// are; the offset is -1 where there is none.
func invisible(s string) (at int, name diag.Text, count int) {
	at = -1
	before := ' '
	for i, r := range s {
		for _, x := range invisibles {
			if r != x.r {
				continue
			}
			after, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
			if (r == '\u200C' || r == '\u200D') && (joins(before) || joins(after)) {
				continue
			}
			if count++; at < 0 {
				at = i
				name = diag.Tf("U+%[1]s（%[2]s）", "U+%[1]s (%[3]s)", fmt.Sprintf("%04X", r), x.name.ZH, x.name.EN)
			}
		}
		before = r
	}
	return at, name, count
}

// joins reports whether a character may need a joiner or non-joiner beside it:
// that of a script with joined letters, or of a picture put together of several.
func joins(r rune) bool {
	return r >= 0x80 && !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.Is(unicode.Cf, r) && r != utf8.RuneError &&
		!unicode.In(r, unicode.Han, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Nd, unicode.No)
}

func invisibleAt(at diag.Place, name diag.Text, count int) diag.Problem {
	message := diag.Tf("此处有看不见的字符 %[1]s", "an invisible character stands here: %[2]s", name.ZH, name.EN)
	hint := diag.T("将光标放在它后面，按退格键删去", "put the cursor behind it and delete it with the backspace key")
	if count > 1 {
		hint = diag.Tf("将光标放在它后面，按退格键删去；这一行共 %d 个", "put the cursor behind it and delete it with the backspace key; there are %d in this line", count)
	}
	return warning("invisible", at, message, hint)
}

// invisible reports the lines of a text with characters that nobody sees.
func (f *File) invisible() diag.List {
	if !slices.Contains([]string{".md", ".yaml", ".yml"}, path.Ext(f.Path)) || !anyInvisible(f.Data) {
		return nil
	}
	var problems diag.List
	for start := 0; start < len(f.Data); {
		end := len(f.Data)
		if i := bytes.IndexAny(f.Data[start:], "\r\n"); i >= 0 {
			end = start + i
		}
		if at, name, n := invisible(string(f.Data[start:end])); n > 0 {
			problems.Add(invisibleAt(f.Place(start+at, 1), name, n))
		}
		start = end + 1
	}
	return problems
}

// invisible reports the rows of a table with characters that nobody sees inside
// values; around values they do no harm and are taken off.
func (t *Table) invisible(problems *diag.List) {
	if t.File.Encoding != Workbook && !anyInvisible(t.File.Data) {
		return
	}
	row := func(cells []Cell) {
		var first diag.Place
		var what diag.Text
		count := 0
		for _, c := range cells {
			at, name, n := invisible(c.Value)
			if n > 0 && count == 0 {
				first, what = c.Place(), name
				if f, ok := c.src.(*File); ok {
					r, _ := utf8.DecodeRuneInString(c.Value[at:])
					first = f.Place(int(c.at)+bytes.Index(f.Data[c.at:], utf8.AppendRune(nil, r)), 1)
				}
			}
			count += n
		}
		if count > 0 {
			problems.Add(invisibleAt(first, what, count))
		}
	}
	row(t.Columns)
	for _, r := range t.Rows {
		row(r.Cells)
	}
}
