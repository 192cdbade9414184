package source

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// shown is what a spreadsheet shows of a number.
type shown struct {
	text string
	// cut says that the number has more digits than are shown.
	cut bool
}

// showNumber writes a number as a number format of a spreadsheet (ECMA-376 part 1,
// 18.8.31) shows it, with three liberties: thousands are not parted, a date of
// which day, month and year are shown is written year-month-day with its time of
// day, and a negative number has its minus however the format marks it. It
// reports false for a format that it does not know to the letter.
func showNumber(code string, v float64, from1904 bool) (shown, bool) {
	if code == "@" {
		code = "General"
	}
	sections := formatSections(code)
	k := 0
	switch {
	case len(sections) > 4:
		return shown{}, false
	case v < 0 && len(sections) > 1:
		k = 1
	case v == 0 && len(sections) > 2:
		k = 2
	}
	f, ok := parseFormat(sections[k])
	switch {
	case !ok:
		return shown{}, false
	case v == 0 && k == 2 && strings.Contains(f.before, "-") && strings.Trim(f.before+f.behind, "- ") == "":
		return shown{text: "0"}, true // as book-keepers write it
	case f.general:
		return shown{text: sign(v) + f.before + decimal(math.Abs(v)) + f.behind}, true
	case f.date:
		return f.showDate(v, from1904)
	case !f.places:
		return shown{}, false // it shows nothing of the number
	case f.scientific:
		return shown{text: decimal(v)}, true
	}
	if k == 1 {
		f.before, f.behind = strings.Trim(f.before, "-−("), strings.Trim(f.behind, ")-")
	}
	whole, fraction, cut := roundDecimal(math.Abs(v), 2*f.percents-3*f.thousands, f.most)
	for len(fraction) > f.least && strings.HasSuffix(fraction, "0") {
		fraction = fraction[:len(fraction)-1]
	}
	if n := f.digits - len(whole); n > 0 {
		whole = strings.Repeat("0", n) + whole
	}
	text := whole
	if fraction != "" {
		text += "." + fraction
	}
	minus := sign(v)
	if strings.Trim(text, "0.") == "" {
		minus = ""
	}
	return shown{minus + strings.TrimLeft(f.before, " ") + text + strings.TrimRight(f.behind, " "), cut}, true
}

func sign(v float64) string {
	if v < 0 {
		return "-"
	}
	return ""
}

// numberFormat is a section of a number format.
type numberFormat struct {
	general, date, scientific bool
	before, behind            string // what stands around the number
	places                    bool   // it has places for digits
	digits                    int    // at least so many before the point
	least, most               int    // so many behind it
	percents, thousands       int    // the number is multiplied and divided so often
	parts                     []datePart
}

// datePart is a part of a date: a run of one letter, or a text.
type datePart struct {
	letter  rune // y, m, d, h, s, n for minutes; 0 for a text
	n       int
	text    string
	elapsed bool
}

// formatSections parts a format at its semicolons.
func formatSections(code string) []string {
	var out []string
	from := 0
	quoted, escaped, bracket := false, false, false
	for i, r := range code {
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted = r != '"'
		case bracket:
			bracket = r != ']'
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			quoted = true
		case r == '[':
			bracket = true
		case r == ';':
			out = append(out, code[from:i])
			from = i + 1
		}
	}
	return append(out, code[from:])
}

// formatColours are what may stand in brackets and changes no digit.
var formatColours = map[string]bool{"black": true, "blue": true, "cyan": true, "green": true, "magenta": true, "red": true, "white": true, "yellow": true,
	"黑色": true, "蓝色": true, "青色": true, "绿色": true, "洋红": true, "红色": true, "白色": true, "黄色": true}

// parseFormat takes a section apart; false for one that is not understood.
func parseFormat(code string) (f numberFormat, ok bool) {
	r := []rune(code)
	local, point, behind := false, false, false
	text := func(s string) {
		f.parts = append(f.parts, datePart{text: s})
		if f.places || f.general {
			f.behind += s
		} else {
			f.before += s
		}
		behind = f.places && strings.TrimSpace(s) != ""
	}
	place := func(zero bool) bool {
		if behind || f.thousands > 0 && point {
			return false // a text within the number
		}
		f.places, f.thousands = true, 0
		switch {
		case point:
			f.most++
			if zero {
				f.least = f.most
			}
		case zero:
			f.digits++
		}
		return true
	}
	for i := 0; i < len(r); i++ {
		c := r[i]
		rest := strings.ToLower(string(r[i:min(i+7, len(r))]))
		switch {
		case rest == "general":
			f.general = true
			i += 6
		case c == '"':
			end := i + 1
			for end < len(r) && r[end] != '"' {
				end++
			}
			text(string(r[i+1 : end]))
			i = end
		case c == '\\' && i+1 < len(r):
			i++
			text(string(r[i]))
		case c == '_', c == '*':
			i++
		case c == '[':
			end := i + 1
			for end < len(r) && r[end] != ']' {
				end++
			}
			in := strings.ToLower(string(r[i+1 : end]))
			i = end
			switch {
			case formatColours[in] || strings.HasPrefix(in, "color") && digits(in[5:]):
			case strings.HasPrefix(in, "$"):
				money, where, _ := strings.Cut(in[1:], "-")
				local = local || where != "" && money == ""
				if money != "" {
					text(money)
				}
			case in != "" && (strings.Trim(in, "h") == "" || strings.Trim(in, "m") == "" || strings.Trim(in, "s") == ""):
				letter := rune(in[0])
				if letter == 'm' {
					letter = 'n'
				}
				f.date = true
				f.parts = append(f.parts, datePart{letter: letter, n: len(in), elapsed: true})
			default:
				return f, false
			}
		case c == '0' || c == '#' || c == '?':
			if f.date {
				return f, false
			}
			if !place(c == '0') {
				return f, false
			}
		case c == '.' && f.date:
			text(".")
		case c == '.':
			if point {
				return f, false
			}
			point = true
		case c == ',' && f.places:
			f.thousands++
		case c == '%':
			f.percents++
			text("%")
		case (c == 'E' || c == 'e') && f.places && i+1 < len(r) && (r[i+1] == '+' || r[i+1] == '-'):
			f.scientific = true
			return f, f.before == ""
		case strings.ContainsRune("yYmMdDhHsS", c):
			n := 1
			for i+1 < len(r) && r[i+1]|0x20 == c|0x20 {
				i++
				n++
			}
			f.date = true
			f.parts = append(f.parts, datePart{letter: c | 0x20, n: n})
			if (c|0x20 == 'm' && n > 2 && local) || (c|0x20 == 'd' && n > 2) || n > 4 {
				return f, false
			}
		case strings.ContainsRune("-+ ():/$¥￥€£,!&~{}=<>^'年月日时分秒", c):
			if c == '/' && f.places {
				return f, false
			}
			text(string(c))
		case c == '@':
			return f, false
		default:
			return f, false
		}
	}
	return f, !(f.date && f.places)
}

// showDate writes a number of days as a date or a time.
func (f numberFormat) showDate(v float64, from1904 bool) (shown, bool) {
	seconds := math.Round(v * 86400)
	days := math.Floor(seconds / 86400)
	if v < 0 || v > 2958466 || !from1904 && days == 60 {
		return shown{}, false // 60 is the 29th of February 1900, which never was
	}
	first := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		first = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		first = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	at := first.AddDate(0, 0, int(days)).Add(time.Duration(seconds-days*86400) * time.Second)
	has := map[rune]bool{}
	last := rune(0)
	for i := range f.parts {
		p := &f.parts[i]
		if p.letter == 'm' && (last == 'h' || f.next(i) == 's') {
			p.letter = 'n'
		}
		if p.letter != 0 {
			last = p.letter
		}
		has[p.letter] = true
	}
	if has['y'] && has['m'] && has['d'] {
		if at.Hour() == 0 && at.Minute() == 0 && at.Second() == 0 {
			return shown{text: at.Format("2006-01-02")}, true
		}
		return shown{text: at.Format("2006-01-02T15:04:05")}, true
	}
	var out strings.Builder
	pad := func(n, width int) {
		out.WriteString(strings.Repeat("0", max(0, width-len(strconv.Itoa(n)))) + strconv.Itoa(n))
	}
	for _, p := range f.parts {
		switch {
		case p.elapsed:
			pad(int(seconds)/map[rune]int{'h': 3600, 'n': 60, 's': 1}[p.letter], p.n)
		case p.letter == 0:
			out.WriteString(p.text)
		case p.letter == 'y' && p.n > 2:
			pad(at.Year(), 4)
		case p.letter == 'y':
			pad(at.Year()%100, 2)
		case p.letter == 'm' && p.n > 2:
			name := at.Month().String()
			if p.n == 3 {
				name = name[:3]
			}
			out.WriteString(name)
		case p.letter == 'm':
			pad(int(at.Month()), p.n)
		case p.letter == 'd':
			pad(at.Day(), p.n)
		case p.letter == 'h':
			pad(at.Hour(), p.n)
		case p.letter == 'n':
			pad(at.Minute(), p.n)
		case p.letter == 's':
			pad(at.Second(), p.n)
		}
	}
	return shown{text: strings.TrimSpace(out.String())}, true
}

// next is the letter of the part behind one, past texts.
func (f numberFormat) next(i int) rune {
	for _, p := range f.parts[i+1:] {
		if p.letter != 0 {
			return p.letter
		}
	}
	return 0
}

// roundDecimal writes a number, which is not negative, times a power of ten with
// so many digits behind the point, rounded half up as spreadsheets do, of the 15
// digits that they keep. cut says that digits were lost.
func roundDecimal(v float64, power, places int) (whole, fraction string, cut bool) {
	s := strconv.FormatFloat(v, 'e', 14, 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	d := strings.Replace(mantissa, ".", "", 1)
	e, _ := strconv.Atoi(exponent)
	point := e + 1 + power // digits before the point
	if point < 0 {
		d, point = strings.Repeat("0", min(-point, 400))+d, 0
	}
	for len(d) < point+places+1 {
		d += "0"
	}
	keep, rest := []byte("0"+d[:point+places]), d[point+places:]
	cut = strings.Trim(rest, "0") != ""
	if rest[0] >= '5' {
		i := len(keep) - 1
		for keep[i] == '9' {
			keep[i] = '0'
			i--
		}
		keep[i]++
	}
	whole = strings.TrimLeft(string(keep[:len(keep)-places]), "0")
	if whole == "" {
		whole = "0"
	}
	return whole, string(keep[len(keep)-places:]), cut
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

// builtInFormats are the number formats that a workbook names by number only
// (ECMA-376 part 1, 18.8.30). Others below 164 depend on the language of the
// program.
var builtInFormats = map[int]string{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	30: "m-d-yy", 31: `yyyy"年"m"月"d"日"`, 37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
	41: `_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)`, 43: `_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "0.0E+0", 49: "General"}
