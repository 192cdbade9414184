// Package address says which addresses the atlas links to. It is asked for every
// link of every kind of file: Markdown, tables, descriptions, layers. It also says
// which addresses the files of a website can have on every system.
package address

import (
	"html"
	"slices"
	"strings"

	"atlas/generator/diag"
)

// Schemes are those that a link may have. An address without one leads to a file of
// the site itself.
var schemes = []string{"http", "https", "mailto", "tel"}

// Refused returns what is wrong with an address that is not linked to: its scheme,
// such as "javascript", or "//" where it names another host and no scheme. It is ""
// for one that is.
func Refused(address string) string {
	// Browsers read an address without blanks around it, line breaks and tabs.
	s := strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, html.UnescapeString(address))
	if strings.HasPrefix(strings.ReplaceAll(s, `\`, "/"), "//") {
		return "//"
	}
	i := strings.IndexAny(s, ":/?#")
	if i < 0 || s[i] != ':' {
		return ""
	}
	scheme := strings.ToLower(s[:i])
	if slices.Contains(schemes, scheme) {
		return ""
	}
	return scheme
}

// Problem says that an address is not linked to, and what to write instead.
func Problem(refused string, at diag.Place) diag.Problem {
	list := strings.Join(schemes, ", ")
	return diag.Problem{Rule: "address", Place: at,
		Message: diag.Tf("不能链接到 %q 开头的地址", "an address that begins with %q is not linked to", refused+map[bool]string{true: "", false: ":"}[refused == "//"]),
		Hint:    diag.Tf("可用：%[1]s，或本网站中的相对地址", "write %[1]s, or an address relative to a file of the site", list)}
}
