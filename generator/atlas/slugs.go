package atlas

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"atlas/generator/address"
	"atlas/generator/diag"
	"atlas/generator/source"
)

// maxSlug is how long a slug may be: the names of a place's files, which are the
// slug and a suffix, have 255 bytes at most.
const maxSlug = 200

// isSlug reports whether a text may be the address of a page: small letters,
// digits and hyphens.
func isSlug(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// slugOf is the slug that a text would be; "" where there is more in it than
// letters with or without accents, digits and what parts words.
func slugOf(s string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.TrimSpace(s)) {
		r = unicode.ToLower(r)
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("'’ʼ.", r):
		case unicode.IsSpace(r) || strings.ContainsRune("-_–—·/", r):
			if n := out.Len(); n > 0 && out.String()[n-1] != '-' {
				out.WriteByte('-')
			}
		default:
			return ""
		}
	}
	return strings.Trim(out.String(), "-")
}

// checkSlug reports a slug that no page could have as its address, and offers
// one: the slug itself mended, else the name as it is read, else a name in Latin
// letters; never one that another place has.
func (b *builder) checkSlug(r source.Row, taken func(string) bool) {
	c := r.Get("slug")
	if c.Empty() {
		return
	}
	if isSlug(c.Value) {
		why, hint := diag.Text{}, diag.Tf("写得更明确，如 %s-2；别的表用到它的地方一并改", "say more, such as %s-2, here and where other tables name it", c.Value)
		switch {
		case c.Value == "index":
			why = diag.T("index 是各地方页面总目的地址", "index is the address of the list of all places")
		case address.Reserved(c.Value):
			why = diag.Tf("%s 是 Windows 保留的名字，不能作文件名", "%s is a name that Windows reserves, and cannot be that of a file", c.Value)
		case len(c.Value) > maxSlug:
			why = diag.Tf("slug 有 %d 个字母，最多 %d 个", "the slug has %d letters, more than %d", len(c.Value), maxSlug)
			hint = diag.T("写短一些", "make it shorter")
		default:
			return
		}
		b.problems.Add(diag.Problem{Rule: "place-slug", Place: c.Place(), Message: why, Hint: hint})
		return
	}
	words := append([]string{c.Value, r.Get("pinyin").Value}, b.atlas.Text(r, "short")...)
	words = append(words, b.atlas.Text(r, "name")...)
	hint := diag.T("写成拼音或拉丁字母", "write the name in plain Latin letters")
	for _, w := range words {
		if s := slugOf(w); s != "" && !taken(s) {
			hint = diag.Tf("写作 %s；别的表用到它的地方一并改", "write %s, here and where other tables name it", s)
			break
		}
	}
	b.problems.Add(diag.Problem{Rule: "place-slug", Place: c.Place(),
		Message: diag.Tf("%q 不能作网页的地址：只能用小写字母 a–z、数字和连字符", "%q cannot be the address of a page, which has small letters a–z, digits and hyphens only", c.Value),
		Hint:    hint})
}
