package source

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// The typed readings below return false, and add a problem, where the cell
// holds something else or nothing. Ask Empty first where a cell may be empty.

// bad adds a problem about the cell's value, unless there is no such cell.
func (c Cell) bad(problems *diag.List, rule string, expected, hint diag.Text) {
	if c.absent {
		return
	}
	message := diag.Text{
		ZH: "“" + c.column + "”列应为" + expected.ZH + "，实为 " + strconv.Quote(c.Value),
		EN: "column " + c.column + ": expected " + expected.EN + ", found " + strconv.Quote(c.Value),
	}
	if c.Empty() {
		message.ZH = "“" + c.column + "”列应为" + expected.ZH + "，但单元格为空"
		message.EN = "column " + c.column + ": expected " + expected.EN + ", but the cell is empty"
	}
	problems.Add(problem(rule, c.Place(), message, hint))
}

// Required returns the cell's text, which must not be empty.
func (c Cell) Required(problems *diag.List) (string, bool) {
	if c.Empty() {
		c.bad(problems, "csv-empty", diag.T("非空值", "a value"), diag.Text{})
		return "", false
	}
	return c.Value, true
}

// Float reads a finite decimal number. Full-width digits and signs are read as
// the plain ones.
func (c Cell) Float(problems *diag.List) (float64, bool) {
	s := narrow(c.Value)
	if v, ok := parseFloat(s); ok {
		return v, true
	}
	if grouped.MatchString(s) {
		bare := separators.Replace(s)
		if v, ok := parseFloat(bare); ok {
			c.mend(problems, bare)
			return v, true
		}
	}
	c.bad(problems, "csv-number", diag.T("数字", "a number"), numberHint(s))
	return 0, false
}

// Int reads a whole number. One that a spreadsheet wrote as 6.1E+05 is refused,
// since it may have lost digits.
func (c Cell) Int(problems *diag.List) (int, bool) {
	s := narrow(c.Value)
	if v, err := strconv.Atoi(s); err == nil {
		return v, true
	}
	hint := numberHint(s)
	if shortened(s) {
		hint = enterAgain
	}
	c.bad(problems, "csv-number", diag.T("整数", "a whole number"), hint)
	return 0, false
}

// parseFloat reads a decimal number and nothing else that Go would take for one.
func parseFloat(s string) (float64, bool) {
	if strings.Trim(s, "0123456789.+-eE") != "" {
		return 0, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// separators are those of thousands.
var separators = strings.NewReplacer(",", "", " ", "", "\u00A0", "", "\u202F", "", "'", "")

var (
	// commaDecimal is a number whose comma can only be the decimal mark.
	commaDecimal = regexp.MustCompile(`^[+-]?\d{1,3}(?:(?:\.\d{3})+|(?:[ \x{00A0}\x{202F}']\d{3})+),\d+$`)
	// pointDecimal is one whose separators can only part thousands.
	pointDecimal = regexp.MustCompile(`^[+-]?\d{1,3}(?:(?:,\d{3}){2,}|(?:,\d{3})+(?:\.\d+)|(?:[ \x{00A0}\x{202F}']\d{3})+)(?:\.\d+)?$`)
	// oneComma may be either.
	oneComma = regexp.MustCompile(`^[+-]?\d{1,3},\d{3}$`)
)

// numberHint tells what keeps a text from being a number.
func numberHint(s string) diag.Text {
	if _, ok := parseFloat(s); ok {
		return diag.Text{} // a number, but none of the kind that is wanted
	}
	if whole, fraction, ok := strings.Cut(s, ","); ok && len(fraction) != 3 && digits(fraction) && fraction != "" {
		if digits(strings.TrimLeft(whole, "+-")) && strings.TrimLeft(whole, "+-") != "" {
			return diag.Tf("请写作 %s，用小数点", "write %s, with a point", whole+"."+fraction)
		}
		if commaDecimal.MatchString(s) {
			return diag.Tf("请写作 %s，用小数点，不加千位分隔符", "write %s, with a point and without separators", strings.NewReplacer(".", "", " ", "", "\u00A0", "", "\u202F", "", "'", "").Replace(whole)+"."+fraction)
		}
	}
	if oneComma.MatchString(s) {
		bare := strings.Replace(s, ",", "", 1)
		return diag.Tf("逗号分隔千位则写作 %[1]s，是小数点则写作 %[2]s", "write %[1]s if the comma parts thousands, %[2]s if it is the decimal mark", bare, strings.Replace(s, ",", ".", 1))
	}
	if pointDecimal.MatchString(s) {
		return diag.Tf("请写作 %s，不加千位分隔符", "write %s, without separators", separators.Replace(s))
	}
	if separators.Replace(s) != s && strings.Trim(s, "0123456789.+-, \u00A0\u202F'") == "" {
		return diag.T("不加千位分隔符，小数用小数点", "write it without separators of thousands, with a point before decimals")
	}
	if bare, ok := strings.CutSuffix(s, "%"); ok {
		if _, ok := parseFloat(bare); ok {
			return diag.Tf("请写作 %s，单位另列", "write %s; the unit goes in a column of its own", bare)
		}
	}
	end := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("0123456789.+-", r) })
	if end > 0 {
		if _, ok := parseFloat(s[:end]); ok {
			return diag.T("只写数字，单位另列", "write the number only; the unit goes in a column of its own")
		}
	}
	return diag.Text{}
}

// narrow turns full-width digits, signs and stops into the plain ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．':
			return '.'
		case r == '－' || r == '−':
			return '-'
		case r == '＋':
			return '+'
		case r == '，':
			return ','
		case r == '％':
			return '%'
		}
		return r
	}, s)
}

// Bool reads yes or no: true, yes, on, 1, 是, or false, no, off, 0, 否, in any case.
func (c Cell) Bool(problems *diag.List) (bool, bool) {
	if v, ok := parseBool(narrow(c.Value)); ok {
		return v, true
	}
	c.bad(problems, "csv-bool", diag.T("是或否（true 或 false）", "true or false"), diag.Text{})
	return false, false
}

func parseBool(s string) (value, ok bool) {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "1", "是":
		return true, true
	case "false", "no", "off", "0", "否":
		return false, true
	}
	return false, false
}

// Enum reads one of the allowed words, exactly as they are written.
func (c Cell) Enum(problems *diag.List, allowed ...string) (string, bool) {
	for _, a := range allowed {
		if c.Value == a {
			return a, true
		}
	}
	words := strings.Join(allowed, ", ")
	c.bad(problems, "csv-enum", diag.Text{ZH: "以下之一：" + words, EN: "one of " + words},
		diag.DidYouMean(c.Value, allowed))
	return "", false
}

// List takes the cell apart at semicolons, plain or full-width. Each part has a
// position of its own; empty parts are passed over.
func (c Cell) List() []Cell {
	var parts []Cell
	rest, at := c.Value, 0 // at: characters of the value before rest
	for rest != "" {
		end := strings.IndexAny(rest, ";；")
		size := 0
		if end < 0 {
			end = len(rest)
		} else {
			_, size = utf8.DecodeRuneInString(rest[end:])
		}
		part := rest[:end]
		if value := trim(part); value != "" {
			lead := strings.Index(part, value)
			parts = append(parts, c.part(at+utf8.RuneCountInString(part[:lead]), value))
		}
		at += utf8.RuneCountInString(rest[:end+size])
		rest = rest[end+size:]
	}
	return parts
}

// part is the cell of a stretch of the value that begins so many characters
// into it. Where the value stands in the file otherwise than it reads (in
// quotes with quotes inside), the part has the whole cell's position.
func (c Cell) part(skip int, value string) Cell {
	p := c
	p.Value = value
	f, ok := c.src.(*File)
	if !ok {
		return p
	}
	at := int(c.at)
	raw := f.Data[at:]
	if len(raw) > 0 && raw[0] == '"' {
		at++
		raw = raw[1:]
		for len(raw) > 0 { // white space inside the quotes was trimmed off
			r, size := utf8.DecodeRune(raw)
			if !isSpace(r) {
				break
			}
			at += size
			raw = raw[size:]
		}
	}
	if len(raw) < len(c.Value) || string(raw[:len(c.Value)]) != c.Value {
		return p
	}
	for range skip {
		_, size := utf8.DecodeRune(f.Data[at:])
		at += size
	}
	p.Pos = f.Pos(at, utf8.RuneCountInString(value))
	return p
}
