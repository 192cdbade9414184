package source

import (
	"strconv"
	"strings"
	"unicode"
)

// wkt is a part of a coordinate system in well-known text (OGC 01-009), such as
// UNIT["Meter",1.0].
type wkt struct {
	name  string // in capitals
	words []string
	nums  []float64
	parts []wkt
}

// parseWKT reads a .prj. It reports false where the text is no such thing.
func parseWKT(s string) (wkt, bool) {
	p := wktParser{s: strings.TrimPrefix(s, "\uFEFF")}
	w, ok := p.part(0)
	p.space()
	return w, ok && p.at == len(p.s)
}

type wktParser struct {
	s  string
	at int
}

func (p *wktParser) space() {
	for p.at < len(p.s) && (p.s[p.at] <= ' ') {
		p.at++
	}
}

// next is the byte at the parser behind white space, 0 at the end.
func (p *wktParser) next() byte {
	if p.space(); p.at < len(p.s) {
		return p.s[p.at]
	}
	return 0
}

// part reads a keyword with its list.
func (p *wktParser) part(depth int) (wkt, bool) {
	p.space()
	start := p.at
	for p.at < len(p.s) && (p.s[p.at] == '_' || unicode.IsLetter(rune(p.s[p.at])) || p.at > start && unicode.IsDigit(rune(p.s[p.at]))) {
		p.at++
	}
	w := wkt{name: strings.ToUpper(p.s[start:p.at])}
	if w.name == "" || depth > 20 {
		return w, false
	}
	if c := p.next(); c != '[' && c != '(' {
		w.words = append(w.words, w.name) // a bare word, such as NORTH
		return w, depth > 0
	}
	p.at++
	for {
		switch c := p.next(); {
		case c == '"':
			end := strings.IndexByte(p.s[p.at+1:], '"')
			if end < 0 {
				return w, false
			}
			w.words = append(w.words, p.s[p.at+1:p.at+1+end])
			p.at += end + 2
		case c == '-' || c == '+' || c == '.' || c >= '0' && c <= '9':
			from := p.at
			for p.at < len(p.s) && strings.IndexByte("+-.0123456789eE", p.s[p.at]) >= 0 {
				p.at++
			}
			v, err := strconv.ParseFloat(p.s[from:p.at], 64)
			if err != nil {
				return w, false
			}
			w.nums = append(w.nums, v)
		default:
			part, ok := p.part(depth + 1)
			if !ok {
				return w, false
			}
			w.parts = append(w.parts, part)
		}
		switch p.next() {
		case ',':
			p.at++
		case ']', ')':
			p.at++
			return w, true
		default:
			return w, false
		}
	}
}

// part1 is the part with a name; the zero wkt where there is none.
func (w wkt) part1(name string) wkt {
	for _, p := range w.parts {
		if p.name == name {
			return p
		}
	}
	return wkt{}
}

// title is the first text of a part.
func (w wkt) title() string {
	if len(w.words) == 0 {
		return ""
	}
	return w.words[0]
}

// number is the n-th number of a part.
func (w wkt) number(n int, otherwise float64) float64 {
	if n < len(w.nums) {
		return w.nums[n]
	}
	return otherwise
}

// parameter is the value of a parameter by its name without capitals and dashes.
func (w wkt) parameter(otherwise float64, names ...string) float64 {
	for _, p := range w.parts {
		if p.name != "PARAMETER" {
			continue
		}
		for _, n := range names {
			if bare(p.title()) == n {
				return p.number(0, otherwise)
			}
		}
	}
	return otherwise
}

// bare is a name without capitals and everything that is no letter or digit.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
