package source

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"atlas/generator/diag"
)

// jsonScanner walks through JSON text (RFC 8259) and always knows where it is.
// A comma too many or too few is reported and passed over; any other error ends
// the walk: failed is set, and whatever is asked for then is empty.
type jsonScanner struct {
	f        *File
	data     []byte
	pos      int
	depth    int
	failed   bool
	commas   map[int]bool // offsets where a comma was reported: text may be walked twice
	problems *diag.List
}

// maxDepth is how deep arrays and objects may nest.
const maxDepth = 200

func (s *jsonScanner) fail(at int, message, hint diag.Text) {
	if s.failed {
		return
	}
	s.failed = true
	s.problems.Add(problem("geojson-syntax", s.f.Place(at, 1), message, hint))
}

func (s *jsonScanner) comma(at int, message diag.Text) {
	if s.commas[at] {
		return
	}
	if s.commas == nil {
		s.commas = map[int]bool{}
	}
	s.commas[at] = true
	s.problems.Add(problem("geojson-syntax", s.f.Place(at, 1), message, diag.Text{}))
}

// space steps over white space and returns the byte that follows, 0 at the end.
func (s *jsonScanner) space() byte {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
	return 0
}

// unexpected fails at the present character.
func (s *jsonScanner) unexpected(want diag.Text) {
	if s.pos >= len(s.data) {
		at := len(s.data)
		for at > 0 && (s.data[at-1] == ' ' || s.data[at-1] == '\n' || s.data[at-1] == '\r' || s.data[at-1] == '\t') {
			at--
		}
		s.fail(at, diag.Text{ZH: "文件在此中断，应有" + want.ZH, EN: "the file ends here, but " + want.EN + " was expected"},
			diag.T("文件可能没有保存完整", "the file may have been cut off"))
		return
	}
	r, _ := utf8.DecodeRune(s.data[s.pos:])
	var hint diag.Text
	switch r {
	case '\'', '“', '”', '‘', '’':
		hint = diag.T("JSON 只用英文双引号", "JSON takes plain double quotes only")
	case '/', '#':
		hint = diag.T("JSON 不允许注释", "JSON has no comments")
	case '，', '：':
		hint = diag.T("请用英文标点", "use the plain comma and colon")
	case 'N', 'I':
		hint = diag.T("JSON 没有 NaN 与 Infinity，缺值写 null", "JSON has no NaN and Infinity; write null for no value")
	}
	s.fail(s.pos, diag.Text{
		ZH: "应有" + want.ZH + "，实为 " + strconv.Quote(string(r)),
		EN: "expected " + want.EN + ", found " + strconv.Quote(string(r)),
	}, hint)
}

func (s *jsonScanner) enter() bool {
	if s.depth++; s.depth > maxDepth {
		s.fail(s.pos, diag.T("嵌套过深", "nested too deeply"), diag.Text{})
	}
	return !s.failed
}

// object calls do for each member, with the scanner at its value, which do must
// step over. The scanner stands at the opening brace.
func (s *jsonScanner) object(do func(key string, at int)) {
	if !s.enter() {
		return
	}
	defer func() { s.depth-- }()
	s.pos++
	for first := true; ; first = false {
		c := s.space()
		if c == '}' {
			s.pos++
			return
		}
		if !first && !s.separator(c, '}') {
			return
		}
		c = s.space()
		if c == '}' { // a trailing comma, reported by separator
			s.pos++
			return
		}
		if c != '"' {
			s.unexpected(diag.T("双引号内的名称", "a name in double quotes"))
			return
		}
		at := s.pos
		key := s.str()
		if s.failed {
			return
		}
		if s.space() != ':' {
			s.unexpected(diag.T("冒号", "a colon"))
			return
		}
		s.pos++
		s.space()
		if s.pos >= len(s.data) {
			s.unexpected(aValue)
			return
		}
		do(key, at)
		if s.failed {
			return
		}
	}
}

// array calls do for each element, with the scanner at it, which do must step
// over. The scanner stands at the opening bracket.
func (s *jsonScanner) array(do func(i int)) {
	if !s.enter() {
		return
	}
	defer func() { s.depth-- }()
	s.pos++
	for i := 0; ; i++ {
		c := s.space()
		if c == ']' {
			s.pos++
			return
		}
		if i > 0 && !s.separator(c, ']') {
			return
		}
		if s.space() == ']' {
			s.pos++
			return
		}
		if s.pos >= len(s.data) {
			s.unexpected(aValue)
			return
		}
		do(i)
		if s.failed {
			return
		}
	}
}

// separator steps over the comma between two elements. The present character,
// which is not the closing one, is given.
func (s *jsonScanner) separator(c, closing byte) bool {
	switch {
	case c == ',':
		at := s.pos
		s.pos++
		for s.space() == ',' {
			s.comma(s.pos, diag.T("多了一个逗号", "a comma too many"))
			s.pos++
		}
		if s.space() == closing {
			s.comma(at, diag.T("最后一项之后多了一个逗号", "a comma too many behind the last item"))
		}
	case c == '"' || closing == ']' && (c == '[' || c == '{' || c == '-' || c >= '0' && c <= '9'):
		s.comma(s.pos, diag.T("此处之前缺少逗号", "a comma is missing before this"))
	default:
		want := diag.T("逗号或 ]", "a comma or ]")
		if closing == '}' {
			want = diag.T("逗号或 }", "a comma or }")
		}
		s.unexpected(want)
		return false
	}
	return true
}

var aValue = diag.T("一个值", "a value")

// skip steps over any value.
func (s *jsonScanner) skip() {
	switch c := s.space(); {
	case c == '{':
		s.object(func(string, int) { s.skip() })
	case c == '[':
		s.array(func(int) { s.skip() })
	case c == '"':
		s.str()
	case c == '-' || c >= '0' && c <= '9':
		s.number()
	default:
		if !s.word("true") && !s.word("false") && !s.word("null") {
			s.unexpected(aValue)
		}
	}
}

func (s *jsonScanner) word(w string) bool {
	if len(s.data)-s.pos >= len(w) && string(s.data[s.pos:s.pos+len(w)]) == w {
		s.pos += len(w)
		return true
	}
	return false
}

// str reads a string; the scanner stands at its opening quote.
func (s *jsonScanner) str() string {
	start := s.pos
	escaped := false
	for i := start + 1; i < len(s.data); i++ {
		switch c := s.data[i]; {
		case c == '"':
			s.pos = i + 1
			if !escaped {
				return string(s.data[start+1 : i])
			}
			var v string
			if err := json.Unmarshal(s.data[start:s.pos], &v); err != nil {
				s.fail(start, diag.T("字符串中的反斜杠用法有误", "a backslash in this string is used wrongly"),
					diag.T("反斜杠要写两次", "write a backslash twice"))
			}
			return v
		case c == '\\':
			escaped = true
			i++
		case c < ' ':
			s.fail(start, diag.T("此处的引号没有在本行结束", "the quote that opens here is not closed on its line"),
				diag.T("请补上结束的引号；换行写作 \\n", "add the closing quote; write a line break as \\n"))
			return ""
		}
	}
	s.fail(start, diag.T("此处的引号没有结束", "the quote that opens here is not closed"), diag.Text{})
	return ""
}

// pow10 holds the powers of ten that a float64 holds exactly.
var pow10 = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
	1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// number reads a number; the scanner stands at its first character. Up to 15
// digits with up to 22 of them behind the point make an exact quotient of two
// float64, which division rounds correctly (Clinger, How to read floating point
// numbers accurately, 1990); others go the long way.
func (s *jsonScanner) number() float64 {
	start, i := s.pos, s.pos
	negative := i < len(s.data) && s.data[i] == '-'
	if negative {
		i++
	}
	mantissa := uint64(0)
	whole := i
	for ; i < len(s.data) && s.data[i]-'0' <= 9; i++ {
		mantissa = mantissa*10 + uint64(s.data[i]-'0')
	}
	count := i - whole
	ok := count > 0 && (count == 1 || s.data[whole] != '0')
	fraction := 0
	if i < len(s.data) && s.data[i] == '.' {
		i++
		for ; i < len(s.data) && s.data[i]-'0' <= 9; i++ {
			mantissa = mantissa*10 + uint64(s.data[i]-'0')
			fraction++
		}
		ok = ok && fraction > 0
	}
	exact := count+fraction <= 15 && fraction < len(pow10)
	if i < len(s.data) && (s.data[i] == 'e' || s.data[i] == 'E') {
		exact = false
		i++
		if i < len(s.data) && (s.data[i] == '+' || s.data[i] == '-') {
			i++
		}
		exponent := i
		for i < len(s.data) && s.data[i]-'0' <= 9 {
			i++
		}
		ok = ok && i > exponent
	}
	s.pos = i
	if !ok {
		s.fail(start, diag.Tf("%q 不是 JSON 的数字", "%q is no number as JSON writes it", s.data[start:i]),
			diag.T("前面不加零，小数点两侧都要有数字", "no leading zeros, and digits on both sides of the point"))
		return 0
	}
	if exact {
		v := float64(mantissa) / pow10[fraction]
		if negative {
			v = -v
		}
		return v
	}
	v, err := strconv.ParseFloat(string(s.data[start:i]), 64)
	if err != nil {
		s.fail(start, diag.Tf("数字 %s 过大", "the number %s is too large", s.data[start:i]), diag.Text{})
		return 0
	}
	return v
}
