package source

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"atlas/generator/diag"
)

// What spreadsheet programs and those who type into them make of values. A value
// that can only mean one thing is mended, and that is said (csv-mended); one that
// may have lost something is reported and stays as it is (csv-excel).

// habits looks at one value.
func (c *Cell) habits(problems *diag.List) {
	v := c.Value
	switch {
	case formulaError(v):
		c.bad(problems, "csv-excel", diag.T("一个值", "a value"),
			diag.T("这是 Excel 的错误值：请修正公式，或改填数值", "this is an error of Excel's: mend the formula, or enter the value"))
		c.Value, c.absent = "", true
	case len(v) > 1 && strings.Trim(v, "#") == "":
		c.bad(problems, "csv-excel", diag.T("一个值", "a value"),
			diag.T("列太窄时 Excel 显示为 ###：请加宽该列后重新保存", "Excel shows ### where a column is too narrow: widen it and save again"))
		c.Value, c.absent = "", true
	case shortened(v):
		c.doubt(problems, diag.Tf("%q 像是被 Excel 缩写过的长数字", "%q looks like a long number that Excel has shortened", v), enterAgain)
	case madeDate.MatchString(v):
		c.doubt(problems, diag.Tf("%q 像是被 Excel 变成日期的值", "%q looks like a value that Excel has made a date of", v),
			diag.T("请将该列设为文本格式后重新填写，如 2-3", "format the column as text and enter it again, such as 2-3"))
	case v[:min(1, len(v))] == "'" && plain.MatchString(narrow(v[1:])):
		c.mend(problems, strings.TrimSpace(narrow(v[1:])))
	case narrow(v) != v && plain.MatchString(narrow(v)):
		c.mend(problems, narrow(v))
	}
}

var (
	// plain is a number or code of digits.
	plain = regexp.MustCompile(`^[+-]?\d[\d.]*%?$`)
	// madeDate is what Excel shows for 2-3 or 3/2: 2月3日, 2-Mar, Mar-02.
	madeDate = regexp.MustCompile(`^(?:\d{1,2}月\d{1,2}日|\d{1,2}-(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)-\d{2})$`)
	// grouped is a number whose separators of thousands can be nothing else.
	grouped = regexp.MustCompile(`^[+-]?\d{1,3}(?:(?:[  \x{202F}']\d{3})+|(?:,\d{3}){2,})(?:\.\d+)?$`)

	isoDate     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	writtenDate = regexp.MustCompile(`^(\d{4})(?:[/.-]|年)(\d{1,2})(?:[/.-]|月)(\d{1,2})日?$`)
	serialDate  = regexp.MustCompile(`^\d{5}$`)
)

// mend puts a value in place of the cell's and says so.
func (c *Cell) mend(problems *diag.List, value string) {
	p := problem("csv-mended", c.Place(), diag.Tf("%q 读作 %q", "%q is read as %q", c.Value, value), diag.Text{})
	p.Severity = diag.Warning
	problems.Add(p)
	c.Value = value
}

// doubt reports a value that may not be what was entered.
func (c *Cell) doubt(problems *diag.List, message, hint diag.Text) {
	p := problem("csv-excel", c.Place(), message, hint)
	p.Severity = diag.Warning
	problems.Add(p)
}

var enterAgain = diag.T("请将该列设为文本格式后重新填写原数", "format the column as text and enter the number again")

// formulaError recognises #REF!, #N/A and their like.
func formulaError(s string) bool {
	return strings.HasPrefix(s, "#") && slices.Contains([]string{
		"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA"}, s)
}

// shortened recognises 6.1E+05, which is how Excel writes a long number into a
// narrow column.
func shortened(s string) bool {
	mantissa, exponent, ok := strings.Cut(s, "E+")
	return ok && exponent != "" && digits(exponent) && len(mantissa) > 0 &&
		digits(mantissa[:1]) && digits(strings.Replace(mantissa, ".", "", 1))
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// mendDates mends a column of dates, year-month-day. Excel stores a date as the
// number of days since the end of 1899, and writes it as its user is used to. A
// number of five digits is taken for a date only where the column has dates and
// nothing else.
func (t *Table) mendDates(column int, problems *diag.List) {
	certain, odd := 0, 0
	for _, r := range t.Rows {
		switch c := r.Cells[column]; {
		case c.Empty() || r.Damaged:
		case isoDate.MatchString(c.Value):
			certain++
		case writtenDate.MatchString(c.Value), serialDate.MatchString(c.Value):
			odd++
		default:
			return
		}
	}
	if certain == 0 || odd == 0 {
		return
	}
	for _, r := range t.Rows {
		if c := &r.Cells[column]; !c.Empty() && !r.Damaged {
			if date, ok := dateOf(c.Value); ok && date != c.Value {
				c.mend(problems, date)
			}
		}
	}
}

// dateOf writes a date as year-month-day: one written otherwise, or a number of
// days as Excel counts them.
func dateOf(s string) (string, bool) {
	const layout = "2006-01-02"
	if m := writtenDate.FindStringSubmatch(s); m != nil {
		y, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		d := time.Date(y, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		return d.Format(layout), d.Day() == day && int(d.Month()) == month
	}
	if serialDate.MatchString(s) {
		n, _ := strconv.Atoi(s)
		return time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(layout), true
	}
	return s, false
}

// Date reads a date, year-month-day, and returns it so.
func (c Cell) Date(problems *diag.List) (string, bool) {
	s := narrow(c.Value)
	date, ok := dateOf(s)
	if ok && date == s {
		return s, true
	}
	hint := diag.T("写作 2030-01-31", "write it as 2030-01-31")
	if ok {
		hint = diag.Tf("写作 %s", "write it as %s", date)
		if serialDate.MatchString(s) {
			hint = diag.Tf("Excel 把日期存成了数字；%s 即 %s，请将该列设为文本格式", "Excel stores dates as numbers, and %s is %s; format the column as text", s, date)
		}
	}
	c.bad(problems, "csv-date", diag.T("日期（年-月-日）", "a date (year-month-day)"), hint)
	return "", false
}

// Shortened tells the hint for a value that stands twice in a column where each
// row needs its own: Excel makes 1.1 of 1.10.
func (c Cell) Shortened() (hint diag.Text, ok bool) {
	if whole, fraction, cut := strings.Cut(c.Value, "."); cut && digits(whole) && digits(fraction) && whole != "" && len(fraction) == 1 {
		return diag.Tf("若其中一个原是 %s0：Excel 会去掉末尾的 0，请将该列设为文本格式", "if one of them was %s0: Excel drops the last zero; format the column as text", c.Value), true
	}
	return diag.Text{}, false
}
