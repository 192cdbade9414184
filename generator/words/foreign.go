package words

import (
	"regexp"
	"slices"
	"strings"
)

// Words of the interface that stand in another language than the page are put
// together with others in many places before they reach a layout. So that each of
// them says which language it is in, they carry marks until the page is finished:
// noncharacters, which Unicode sets aside for use within a program and which no
// text has. In running text a pair of marks becomes an element with lang and dir;
// where no element may stand, such as in an attribute, the marks are taken away.
const ForeignStart, ForeignEnd = "\uFDD0", "\uFDD1"

// Unmark takes the marks away.
var Unmark = strings.NewReplacer(ForeignStart, "", ForeignEnd, "")

// piece is a comment, a tag with its attributes, or a mark.
var piece = regexp.MustCompile(`(?s)<!--.*?-->|<(/?)([a-zA-Z][\w:-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>|` + ForeignStart + `|` + ForeignEnd)

// Elements that hold no others, in HTML or in SVG; and those that hold only text.
var (
	voids = []string{"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
	plain = []string{"title", "desc", "option", "script", "style", "textarea"}
)

// Settle turns the marks of a page or drawing into elements and attributes.
func Settle(text, tag string) string {
	var out strings.Builder
	drawings := 0 // that we are in
	for {
		at := piece.FindStringSubmatchIndex(text)
		if at == nil {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:at[0]])
		found, rest := text[at[0]:at[1]], text[at[1]:]
		switch {
		case found == ForeignStart:
			if ok, inner, after := pair(rest); ok {
				element, dir := "span", ` dir="ltr"`
				if drawings > 0 {
					element, dir = "tspan", ""
				}
				found, rest = "<"+element+` lang="`+tag+`"`+dir+">"+Unmark.Replace(inner)+"</"+element+">", after
			} else {
				found = ""
			}
		case found == ForeignEnd:
			found = ""
		case at[4] >= 0:
			name, closes := strings.ToLower(text[at[4]:at[5]]), at[3] > at[2]
			found = Unmark.Replace(found)
			if name == "svg" && !strings.HasSuffix(found, "/>") {
				drawings++
				if closes {
					drawings -= 2
				}
			}
			if slices.Contains(plain, name) && !closes && !strings.HasSuffix(found, "/>") {
				end := strings.Index(strings.ToLower(rest), "</"+name)
				if end < 0 {
					break
				}
				inner := rest[:end]
				if ok, _, after := pair(strings.TrimPrefix(inner, ForeignStart)); ok && strings.HasPrefix(inner, ForeignStart) && after == "" {
					found = strings.TrimSuffix(found, ">") + ` lang="` + tag + `">`
				}
				found, rest = found+Unmark.Replace(inner), rest[end:]
			}
		}
		out.WriteString(found)
		text = rest
	}
}

// pair splits what follows a mark of the start at the mark of its end. It is no
// pair where an element ends within that began before, or the other way round.
func pair(text string) (ok bool, inner, after string) {
	marks, elements := 1, 0
	for from := 0; ; {
		at := piece.FindStringSubmatchIndex(text[from:])
		if at == nil {
			return false, "", ""
		}
		found := text[from+at[0] : from+at[1]]
		switch {
		case found == ForeignStart:
			marks++
		case found == ForeignEnd:
			if marks--; marks == 0 {
				return elements == 0, text[:from+at[0]], text[from+at[1]:]
			}
		case at[4] >= 0 && at[3] > at[2]:
			if elements--; elements < 0 {
				return false, "", ""
			}
		case at[4] >= 0 && !strings.HasSuffix(found, "/>") && !slices.Contains(voids, strings.ToLower(text[from+at[4]:from+at[5]])):
			elements++
		}
		from += at[1]
	}
}
