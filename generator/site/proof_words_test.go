package site

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"atlas/templates"
)

// pick picks a file; "" where there is none.
func (w *people) pick(below, ending string) string {
	var list []string
	for _, p := range slices.Sorted(maps.Keys(w.now)) {
		if strings.HasPrefix(p, below) && strings.HasSuffix(p, ending) {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return list[w.r.IntN(len(list))]
}

var odd = []string{"甲", " word", "12", "{page 7}", "；", "\n\n", "\n## 新节\n", "# T\n", "> ### 新的专栏\n>\n> - 一项。\n", "\n![图](map:area)\n", "![x](map:none)",
	"{", "}", "[", "**", "|", "\"", "'", ",", ";", ":", "#", "- ", "  ", "\t", "１２", "\u00a0", "\u200b", "\r\n", "\xff", "\x00", "---\n", "<b>", "&amp;", "1.5亿元", "15%",
	"[x](index.html)", "[x](no.html)", "[^1]", "{untranslated}", "true", "null", "0", "-1", "1e9", "zh", "en", "{zh: 甲, en: A}", "[]", "{}", "\n"}

// word is something to put in: a thing of the site, or something odd.
func (w *people) word() string {
	if w.r.IntN(2) == 0 {
		if p := w.pick("data/", ".csv"); p != "" {
			cells := regexp.MustCompile(`[,;\n]`).Split(string(w.now[p]), -1)
			return cells[w.r.IntN(len(cells))]
		}
	}
	return odd[w.r.IntN(len(odd))]
}

// inText changes a file as text, here or there.
func (w *people) inText(below, ending string) (string, map[string][]byte) {
	p := w.pick(below, ending)
	if p == "" {
		return "", nil
	}
	data := w.now[p]
	lines := bytes.SplitAfter(data, []byte("\n"))
	k, l := w.r.IntN(len(lines)), w.r.IntN(len(lines))
	put := func(what string, data []byte) (string, map[string][]byte) {
		return what + " " + p, map[string][]byte{p: append([]byte{}, data...)}
	}
	join := func(l [][]byte) []byte { return bytes.Join(l, nil) }
	switch w.r.IntN(16) {
	case 0:
		return put("repeat a line in", join(slices.Insert(slices.Clone(lines), k, lines[l])))
	case 1, 2:
		return put("delete a line of", join(slices.Delete(slices.Clone(lines), k, k+1)))
	case 3:
		next := slices.Clone(lines)
		next[k], next[l] = next[l], next[k]
		return put("exchange lines in", join(next))
	case 4:
		if w.r.IntN(3) > 0 {
			break
		}
		return put("half of", data[:w.r.IntN(len(data)+1)])
	case 5:
		if w.r.IntN(3) > 0 {
			break
		}
		return put("nothing in", nil)
	case 6:
		if w.r.IntN(2) > 0 {
			return put("line ends of Windows in", bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")))
		}
		return put("a mark of byte order in", append([]byte("\ufeff"), data...))
	case 7, 8, 9: // one word is another
		words := regexp.MustCompile(`[\pL\pN._-]+`).FindAllIndex(data, -1)
		if len(words) == 0 {
			break
		}
		from, with := words[w.r.IntN(len(words))], words[w.r.IntN(len(words))]
		word := data[with[0]:with[1]]
		if w.r.IntN(3) == 0 {
			word = []byte(w.word())
		}
		return put("another word in", slices.Concat(data[:from[0]], word, data[from[1]:]))
	case 10:
		return put("a line at the end of", slices.Concat(data, []byte("\n"+w.word()+"\n")))
	}
	at := w.r.IntN(len(data) + 1)
	for at < len(data) && !utf8.RuneStart(data[at]) {
		at++
	}
	return put("a word in", slices.Concat(data[:at], []byte(w.word()), data[at:]))
}

// cell changes a cell, a row or a column of a table.
func (w *people) cell() (string, map[string][]byte) {
	p := w.pick("data/", ".csv")
	if p == "" {
		return "", nil
	}
	rows := strings.Split(strings.TrimSuffix(string(w.now[p]), "\n"), "\n")
	k := w.r.IntN(len(rows))
	cells := strings.Split(rows[k], ",")
	c := w.r.IntN(len(cells))
	what := "a cell"
	switch w.r.IntN(8) {
	case 0:
		cells[c] = ""
	case 1:
		other := strings.Split(rows[w.r.IntN(len(rows))], ",")
		cells[c] = other[min(c, len(other)-1)]
	case 2:
		cells[c] += ";" + w.word()
	case 3:
		cells[c] = fmt.Sprint(w.r.IntN(100000))
	case 4:
		what = "a row twice, with another id"
		cells[0] += "x"
		rows = slices.Insert(rows, k, rows[k])
	case 5:
		what = "no column"
		for i, row := range rows {
			if cells := strings.Split(row, ","); c < len(cells) {
				rows[i] = strings.Join(slices.Delete(cells, c, c+1), ",")
			}
		}
		return what + " of " + p, map[string][]byte{p: []byte(strings.Join(rows, "\n") + "\n")}
	default:
		cells[c] = w.word()
	}
	rows[k] = strings.Join(cells, ",")
	return what + " of " + p, map[string][]byte{p: []byte(strings.Join(rows, "\n") + "\n")}
}

var digits = regexp.MustCompile(`\d+(\.\d+)?`)

// number moves a coordinate, or changes another number.
func (w *people) number() (string, map[string][]byte) {
	p := w.pick("data/", "")
	all := digits.FindAllIndex(w.now[p], -1)
	if p == "" || len(all) == 0 {
		return "", nil
	}
	at := all[w.r.IntN(len(all))]
	by := fmt.Sprintf("%.2f", w.r.Float64()*180)
	if old := w.now[p][at[0]:at[1]]; w.r.IntN(2) == 0 {
		by = string(old) + "1"
	}
	return "a number in " + p, map[string][]byte{p: slices.Concat(w.now[p][:at[0]], []byte(by), w.now[p][at[1]:])}
}

// ofEngine lays a file of the site over one of the engine's.
func (w *people) ofEngine() (string, map[string][]byte) {
	own := []struct{ pattern, more string }{
		{"*.html", "\n<p>more</p>"}, {"*.html", "{{if}}"}, {"*.html", "{{.Nothing}}"},
		{"styles/*.css", "\n.more { color: red }\n"}, {"styles/*.css", "\n.more { color"},
		{"scripts/*.ts", "\nconsole.log(1)\n"}, {"scripts/*.ts", "\nlet = ;"},
		{"strings/*.yaml", "\n  more: x\n"}, {"strings/*.yaml", "\n\tmore: x\n"},
		{"handbook/*/*.md", "\nMore.\n"}, {"handbook/*/*.md", "\n[x](no.html)\n"}, {"handbook/*/*.md", "\n\xff"},
	}
	k := own[w.r.IntN(len(own))]
	names := globOf(k.pattern)
	name := names[w.r.IntN(len(names))]
	data, err := templates.FS.ReadFile(name)
	if err != nil {
		panic(err)
	}
	p := "templates/" + name
	if old, ok := w.now[p]; ok && w.r.IntN(2) == 0 {
		if w.r.IntN(2) == 0 {
			return "the engine's own again: " + p, map[string][]byte{p: nil}
		}
		data = old
	}
	return "more in " + p, map[string][]byte{p: slices.Concat(data, []byte(k.more))}
}

// words changes words of the interface.
func (w *people) words() (string, map[string][]byte) {
	p := "content/strings/" + []string{"zh", "en", "fr", "en-more", "zh-more"}[w.r.IntN(5)] + ".yaml"
	if _, ok := w.now[p]; ok && w.r.IntN(3) == 0 {
		return "no " + p, map[string][]byte{p: nil}
	}
	line := []string{"texts:\n  skip: 跳\n", "texts:\n  nothing-like-it: x\n", "texts: {search: 找}\n", "{", "texts:\n  search: 一\n  search: 二\n"}[w.r.IntN(5)]
	return "words in " + p, map[string][]byte{p: []byte(line)}
}
