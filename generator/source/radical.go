package source

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"unicode/utf8"

	"atlas/generator/diag"
	"atlas/generator/ideograph"
)

func radicalAt(at diag.Place, found rune, count int) diag.Problem {
	code := fmt.Sprintf("U+%04X", found)
	plain := string(ideograph.Plain(found))
	message := diag.Tf("此处的“%[1]c”（%[2]s）不是通常的汉字，只是看起来像", "“%[1]c” (%[2]s) is no ordinary ideograph, but only looks like one", found, code)
	hint := diag.Tf("改写为“%[1]s”；PDF 中复制的文字常有这样的部首和兼容汉字", "write “%[1]s”; text copied from a PDF often has such radicals and compatibility ideographs", plain)
	if count > 1 {
		hint = diag.Tf("改写为“%[1]s”；PDF 中复制的文字常有这样的部首和兼容汉字；这一行共 %[2]d 个", "write “%[1]s”; text copied from a PDF often has such radicals and compatibility ideographs; there are %[2]d in this line", plain, count)
	}
	return warning("radical", at, message, hint)
}

// radicals reports the lines of a text that hold radicals for ideographs.
func (f *File) radicals() diag.List {
	if !slices.Contains([]string{".md", ".yaml", ".yml"}, path.Ext(f.Path)) {
		return nil
	}
	if at, _ := ideograph.First(string(f.Data)); at < 0 {
		return nil
	}
	var problems diag.List
	start := 0
	for line := range bytes.Lines(f.Data) {
		if at, n := ideograph.First(string(line)); n > 0 {
			r, _ := utf8.DecodeRune(line[at:])
			problems.Add(radicalAt(f.Place(start+at, 1), r, n))
		}
		start += len(line)
	}
	return problems
}

// radicals reports the rows of a table that hold radicals for ideographs.
func (t *Table) radicals(problems *diag.List) {
	row := func(cells []Cell) {
		var first diag.Place
		var found rune
		count := 0
		for _, c := range cells {
			at, n := ideograph.First(c.Value)
			if n > 0 && count == 0 {
				found, _ = utf8.DecodeRuneInString(c.Value[at:])
				first = c.Place()
				if f, ok := c.src.(*File); ok {
					first = f.Place(int(c.at)+bytes.Index(f.Data[c.at:], utf8.AppendRune(nil, found)), 1)
				}
			}
			count += n
		}
		if count > 0 {
			problems.Add(radicalAt(first, found, count))
		}
	}
	row(t.Columns)
	for _, r := range t.Rows {
		row(r.Cells)
	}
}
