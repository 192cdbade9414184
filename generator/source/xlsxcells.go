package source

import (
	"math"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// numberKind is what a cell's number format makes of its number.
type numberKind struct {
	sort             int // one of the constants
	digits, decimals int // at least so many before and behind the point
}

const (
	plainNumber = iota
	percentNumber
	dateNumber
)

// styler writes numbers as the editor means them: a workbook has 43133 for the
// 2nd of February 2018 and 0.42 for 42%, and 0.30000000000000004 for 0.3.
type styler struct {
	book  *excelize.File
	sheet string
	kinds map[int]numberKind
	// from1904 says that days are counted from 1904, as old Macs do.
	from1904 bool
}

// text is the text of a cell whose raw value is given; x and y count from 0.
func (s *styler) text(x, y int, raw string) string {
	v, ok := parseFloat(raw)
	if !ok {
		return raw
	}
	cell, err := excelize.CoordinatesToCellName(x+1, y+1)
	if err != nil {
		return raw
	}
	kind, err := s.book.GetCellType(s.sheet, cell)
	switch {
	case err != nil:
		return raw
	case kind == excelize.CellTypeBool:
		return strings.ToUpper(strconv.FormatBool(v != 0))
	case kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber && kind != excelize.CellTypeFormula:
		return raw
	}
	k := s.kind(cell)
	switch k.sort {
	case dateNumber:
		if t, err := excelize.ExcelDateToTime(v, s.from1904); err == nil {
			if v == math.Trunc(v) {
				return t.Format("2006-01-02")
			}
			return t.Format("2006-01-02T15:04:05")
		}
	case percentNumber:
		return decimal(v*100) + "%"
	}
	return k.pad(decimal(v))
}

// pad adds the zeros that a number is shown with: 1.10, 0610. None of its digits
// is taken away.
func (k numberKind) pad(s string) string {
	sign, whole := "", s
	if strings.HasPrefix(s, "-") {
		sign, whole = "-", s[1:]
	}
	whole, fraction, _ := strings.Cut(whole, ".")
	if n := k.digits - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}
	if n := k.decimals - len(fraction); n > 0 {
		fraction += strings.Repeat("0", n)
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole
}

// decimal writes a number with the 15 digits that a spreadsheet shows, and
// without an exponent.
func decimal(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		rounded = v
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// kind tells what the number format of a cell is.
func (s *styler) kind(cell string) numberKind {
	id, err := s.book.GetCellStyle(s.sheet, cell)
	if err != nil || id == 0 {
		return numberKind{}
	}
	if k, ok := s.kinds[id]; ok {
		return k
	}
	k := numberKind{}
	if style, err := s.book.GetStyle(id); err == nil {
		k = formatKind(style)
	}
	s.kinds[id] = k
	return k
}

// formatKind classifies a number format: the built-in ones by their numbers
// (ECMA-376 part 1, 18.8.30, with the East Asian ones), others by their code.
func formatKind(style *excelize.Style) numberKind {
	switch n := style.NumFmt; {
	case n == 2 || n == 4:
		return numberKind{decimals: 2}
	case n == 9 || n == 10:
		return numberKind{sort: percentNumber}
	case n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58:
		return numberKind{sort: dateNumber}
	}
	if style.CustomNumFmt == nil {
		return numberKind{}
	}
	code := strings.ToLower(*style.CustomNumFmt)
	bare, quoted, bracket := "", false, false
	for _, r := range code {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case !bracket:
			bare += string(r)
		}
	}
	switch {
	case strings.Contains(bare, "yy") || strings.Contains(bare, "d") && strings.Contains(bare, "m"):
		return numberKind{sort: dateNumber}
	case strings.Contains(bare, "%"):
		return numberKind{sort: percentNumber}
	}
	bare, _, _ = strings.Cut(bare, ";") // the rest is for negative numbers and the like
	whole, fraction, _ := strings.Cut(bare, ".")
	if strings.Trim(bare, "0.#,") != "" {
		return numberKind{}
	}
	k := numberKind{decimals: strings.Count(fraction, "0")}
	if n := strings.Count(whole, "0"); n > 1 {
		k.digits = n
	}
	return k
}
