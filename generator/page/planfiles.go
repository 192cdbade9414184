package page

import (
	"slices"
	"strconv"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/text"
)

// planTablePath is where a table of the text can be had, in a language's folder.
func planTablePath(b *atlas.Block, extension string) string { return "plan/" + b.ID + "." + extension }

// planExtensions are the forms in which a table of the text can be had.
var planExtensions = []string{"csv", "xlsx"}

func (f *frame) planDownloads(b *atlas.Block) []planDownload {
	var out []planDownload
	for _, x := range planExtensions {
		out = append(out, planDownload{strings.ToUpper(x), f.href(f.own(planTablePath(b, x)))})
	}
	return out
}

// planTableFiles are the downloads of the tables of the text in a language.
func (e *Env) planTableFiles(lang int, add adder) {
	code := e.Atlas.Languages[lang].Code + "/"
	for _, c := range e.Atlas.Chapters {
		for _, b := range c.Tables {
			rest := c.Blocks[slices.Index(c.Blocks, b)+1:]
			add(code+planTablePath(b, "csv"), func() ([]byte, error) { return csvBytes(e.planTableRows(lang, b, rest)) })
			add(code+planTablePath(b, "xlsx"), func() ([]byte, error) { return e.planTableXLSX(lang, b, rest) })
		}
	}
}

// planTableRows are the rows of a table of the text as data: one row of names, in which
// heads above heads are joined, and in each row all that its cells say, merged ones too.
func (e *Env) planTableRows(lang int, table *atlas.Block, blocks []*atlas.Block) [][]string {
	rows, columns, head := 0, 0, 0
	var cells []*atlas.Block
	for _, b := range blocks {
		if b.Table != table {
			break
		}
		if b.Kind == text.TableCell {
			at := b.Versions[0].Cell
			rows, columns = max(rows, at.Row+at.Rows-1), max(columns, at.Col+at.Columns-1)
			if at.Head {
				head = max(head, at.Row+at.Rows-1)
			}
			cells = append(cells, b)
		}
	}
	names := make([][]string, columns)
	out := make([][]string, 1+rows-head)
	for r := range out {
		out[r] = make([]string, columns)
	}
	for _, b := range cells {
		at, words := b.Versions[0].Cell, b.Text(lang)
		for c := at.Col - 1; c < at.Col-1+at.Columns; c++ {
			if at.Head {
				names[c] = append(names[c], words)
				continue
			}
			for r := at.Row; r < at.Row+at.Rows; r++ {
				out[r-head][c] = words
			}
		}
	}
	taken := map[string]bool{"": true}
	for c := range names {
		name := strings.Join(names[c], " / ")
		for n := c + 1; taken[name]; n++ {
			name = strings.TrimSpace(strings.Join(names[c], " / ") + " " + strconv.Itoa(n))
		}
		taken[name] = true
		out[0][c] = name
	}
	return out
}

// planTableXLSX is a table of the text as a workbook. A column has numbers where each of
// them is written as a workbook would show it.
func (e *Env) planTableXLSX(lang int, table *atlas.Block, blocks []*atlas.Block) ([]byte, error) {
	rows := e.planTableRows(lang, table, blocks)
	return workbook(table.ID, rows, func(column int) bool {
		for _, row := range rows {
			if n, err := strconv.ParseFloat(row[column], 64); err == nil && strconv.FormatFloat(n, 'f', -1, 64) != row[column] {
				return false
			}
		}
		return true
	})
}
