package picture

import (
	"bytes"
	"regexp"
	"strings"
)

// Plain makes of a drawing that stands alone (with its style sheet inside) one
// that says the same without what rasterisers do not know: no custom properties,
// no night, no pseudo-classes, one font family, no text but what is seen. Tag is
// the drawing's language, for rules with :lang.
func Plain(svg []byte, tag string) []byte {
	svg = bytes.TrimPrefix(svg, []byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"))
	svg = unseen.ReplaceAll(svg, nil)
	svg = opening.ReplaceAllFunc(svg, func(a []byte) []byte { return append([]byte("<g"), href.ReplaceAll(a[len("<a"):], nil)...) })
	svg = bytes.ReplaceAll(svg, []byte("</a>"), []byte("</g>"))
	if !speaks(tag, "zh") {
		svg = []byte(marks.Replace(string(svg)))
	}
	return style.ReplaceAllFunc(svg, func(m []byte) []byte {
		return []byte("<style>" + plainCSS(string(style.FindSubmatch(m)[1]), tag) + "</style>")
	})
}

// marks are the typewriter's quotation marks where they may stand in attributes.
var marks = strings.NewReplacer("’", "'", "‘", "'", "“", "&quot;", "”", "&quot;")

var (
	unseen  = regexp.MustCompile(`(?s)<(title|desc)\b[^>]*>.*?</(?:title|desc)>`)
	opening = regexp.MustCompile(`<a\b[^>]*>`)
	href    = regexp.MustCompile(` (?:href|target|rel)="[^"]*"`)
	style   = regexp.MustCompile(`(?s)<style>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</style>`)
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

// plainCSS resolves custom properties and writes every rule with selectors of
// types, classes and attributes only. What a rule says about other media, about
// pointing and focus, or with functions that a rasteriser does not know, is left
// out.
func plainCSS(css, tag string) string {
	properties := map[string]string{}
	var out strings.Builder
	rules(comment.ReplaceAllString(css, ""), func(selectors, body string) {
		var kept []string
		for _, d := range strings.Split(body, ";") {
			name, value, _ := strings.Cut(d, ":")
			name, value = strings.TrimSpace(name), strings.TrimSpace(value)
			switch {
			case strings.HasPrefix(name, "--"):
				if strings.Contains(selectors, ":root") {
					properties[name] = value
				}
			case drawn[name]:
				if value = resolve(value, properties); value != "" && !strings.Contains(value, "(") && value != "context-stroke" {
					kept = append(kept, name+":"+strings.TrimSuffix(value, "px"))
				}
			}
		}
		var plain []string
		for _, s := range split(selectors) {
			plain = append(plain, plainSelectors(s, tag)...)
		}
		if len(kept) > 0 && len(plain) > 0 {
			out.WriteString(strings.Join(plain, ",") + "{" + strings.Join(kept, ";") + "}\n")
		}
	})
	return out.String()
}

// drawn are the properties that are seen on a picture. Fonts' names are not
// among them: there is one.
var drawn = map[string]bool{"fill": true, "fill-opacity": true, "stroke": true, "stroke-width": true, "stroke-opacity": true,
	"stroke-dasharray": true, "stroke-linecap": true, "stroke-linejoin": true, "opacity": true, "paint-order": true, "display": true,
	"font-weight": true, "font-size": true, "letter-spacing": true, "text-anchor": true, "visibility": true}

// rules calls do for every rule outside of @-rules, in order.
func rules(css string, do func(selectors, body string)) {
	for {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		end, depth := open+1, 1
		for ; end < len(css) && depth > 0; end++ {
			switch css[end] {
			case '{':
				depth++
			case '}':
				depth--
			}
		}
		if selectors := strings.TrimSpace(css[:open]); !strings.HasPrefix(selectors, "@") {
			do(selectors, strings.TrimSuffix(css[open+1:end], "}"))
		}
		css = css[end:]
	}
}

var variable = regexp.MustCompile(`var\((--[\w-]+)(?:\s*,\s*([^()]*))?\)`)

// resolve puts the values of custom properties in their places. A property that
// is nowhere set has its fallback.
func resolve(value string, properties map[string]string) string {
	for range 8 { // properties may refer to others, and to themselves by mistake
		if !strings.Contains(value, "var(") {
			return value
		}
		value = variable.ReplaceAllStringFunc(value, func(m string) string {
			p := variable.FindStringSubmatch(m)
			if v, ok := properties[p[1]]; ok {
				return v
			}
			return p[2]
		})
	}
	return value
}

// split parts a list of selectors at its commas.
func split(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out, from = append(out, strings.TrimSpace(s[from:i])), i+1
			}
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

var (
	where  = regexp.MustCompile(`^:where\([^()]*\) +`)
	either = regexp.MustCompile(`:(?:is|where)\(([^()]*)\)`)
	spoken = regexp.MustCompile(`:lang\(([\w-]+)\)`)
	silent = regexp.MustCompile(`:not\(:lang\(([\w-]+)\)\)`)
)

// plainSelectors are the selectors that together say the same as s; none where s
// speaks of what a picture does not have.
func plainSelectors(s, tag string) []string {
	s = where.ReplaceAllString(s, "") // where something stands must not count for more than what it is
	if m := either.FindStringSubmatchIndex(s); m != nil {
		var out []string
		for _, one := range split(s[m[2]:m[3]]) {
			if one = s[:m[0]] + one + s[m[1]:]; !strings.HasPrefix(one, " ") {
				out = append(out, plainSelectors(one, tag)...)
			}
		}
		return out
	}
	foreign := false
	s = silent.ReplaceAllStringFunc(s, func(m string) string {
		foreign = foreign || speaks(tag, silent.FindStringSubmatch(m)[1])
		return ""
	})
	s = spoken.ReplaceAllStringFunc(s, func(m string) string {
		foreign = foreign || !speaks(tag, spoken.FindStringSubmatch(m)[1])
		return ""
	})
	if foreign || s == "" || strings.ContainsAny(s, ":+~") {
		return nil
	}
	return []string{s}
}

// speaks reports whether a language tag falls under a range, as :lang has it.
func speaks(tag, of string) bool {
	return strings.EqualFold(tag, of) || len(tag) > len(of) && strings.EqualFold(tag[:len(of)], of) && tag[len(of)] == '-'
}
