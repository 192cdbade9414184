package atlas

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// siteURL is the address under which a site is published, as machines write it:
// with a slash at its end, a host in another script as punycode (RFC 3492) and
// the path with percent signs. It is "" where none is given, or none that the
// addresses of pages could be put behind.
func (b *builder) siteURL(v source.Value[string]) string {
	if v.V == "" {
		return ""
	}
	refuse := func(message, hint diag.Text) string {
		b.problems.Add(diag.Problem{Rule: "site-url", Place: v.Place(), Message: message, Hint: hint})
		return ""
	}
	example := diag.T("写成如 https://example.org/atlas/ 的地址；还没有时留空", "write an address such as https://example.org/atlas/, or leave it empty while there is none")
	if strings.ContainsFunc(v.V, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return refuse(diag.T("地址中有空白", "there is a blank in the address"), example)
	}
	u, err := url.Parse(v.V)
	switch {
	case err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "":
	case err == nil && u.Scheme == "" && u.Host != "":
		return refuse(diag.T("地址没有写 https: 或 http:", "the address does not begin with https: or http:"), diag.Tf("写作 %s", "write %s", "https:"+v.V))
	case !strings.Contains(v.V, ":") && !strings.HasPrefix(v.V, "/"):
		return refuse(diag.T("地址没有写 https:// 或 http://", "the address does not begin with https:// or http://"), diag.Tf("写作 %s", "write %s", "https://"+v.V))
	default:
		return refuse(diag.Tf("%q 不是 https:// 或 http:// 开头的网址", "%q is no address that begins with https:// or http://", v.V), example)
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.HasSuffix(v.V, "#") || u.User != nil {
		return refuse(diag.T("地址中不能有 ?、# 或用户名：各页的地址接在它后面", "the address must have no ?, # or user: those of the pages are put behind it"), example)
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if err != nil && strings.ContainsFunc(u.Hostname(), func(r rune) bool { return r > unicode.MaxASCII }) {
		return refuse(diag.Tf("%q 不能作主机名", "%q cannot be the name of a host", u.Hostname()), example)
	}
	if err == nil && host != u.Hostname() {
		if port := u.Port(); port != "" {
			host += ":" + port
		}
		u.Host = host
	}
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	return u.String()
}
