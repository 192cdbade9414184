package links

import (
	"atlas/generator/address"
	"bytes"
	"hash/maphash"
	"html"
	"net/url"
	"slices"
	"strings"
)

// scanner goes through one page.
type scanner struct {
	c     *Checker
	p     *page
	path  string
	dir   string
	self  int32
	data  []byte
	buf   []byte
	local []local // references to the page itself
}

// local is a reference to an id of the same page.
type local struct {
	at int
	id uint64
}

func (s *scanner) run() {
	for at := 0; ; {
		i := bytes.IndexByte(s.data[at:], '<')
		if i < 0 {
			break
		}
		at = s.tag(at + i + 1)
	}
	slices.Sort(s.p.ids)
	for _, l := range s.local {
		if _, ok := slices.BinarySearch(s.p.ids, l.id); !ok {
			s.fault(NoID, l.at)
		}
	}
	for i := 1; i < len(s.p.ids); i++ {
		if id := s.p.ids[i]; id == s.p.ids[i-1] && (i == 1 || id != s.p.ids[i-2]) {
			s.twice(id)
		}
	}
	s.p.ids = slices.Clip(slices.Compact(s.p.ids))
}

// tag reads what stands behind a "<" and returns where to go on.
func (s *scanner) tag(at int) int {
	d := s.data
	if at >= len(d) || !letter(d[at]) {
		if bytes.HasPrefix(d[at:], []byte("!--")) {
			return after(d, at+3, "-->")
		}
		return at
	}
	start := at
	for at < len(d) && (letter(d[at]) || d[at] >= '0' && d[at] <= '9' || d[at] == '-' || d[at] == ':') {
		at++
	}
	name := d[start:at]
	for {
		for at < len(d) && blank(d[at]) {
			at++
		}
		if at >= len(d) {
			return at
		}
		if d[at] == '>' {
			at++
			break
		}
		if d[at] == '/' {
			at++
			continue
		}
		from := at
		for at < len(d) && d[at] != '=' && d[at] != '>' && d[at] != '/' && !blank(d[at]) {
			at++
		}
		key := d[from:at]
		if at == from {
			at++ // an equals sign out of place
			continue
		}
		for at < len(d) && blank(d[at]) {
			at++
		}
		if at >= len(d) || d[at] != '=' {
			continue
		}
		at++
		for at < len(d) && blank(d[at]) {
			at++
		}
		if at >= len(d) {
			return at
		}
		begin, end := at, at
		if q := d[at]; q == '"' || q == '\'' {
			begin = at + 1
			n := bytes.IndexByte(d[begin:], q)
			if n < 0 {
				return len(d)
			}
			end = begin + n
			at = end + 1
		} else {
			for at < len(d) && d[at] != '>' && !blank(d[at]) {
				at++
			}
			end = at
		}
		s.attribute(string(key), begin, end)
	}
	switch string(name) {
	case "script", "style", "textarea", "title":
		if at < 2 || d[at-2] != '/' {
			if i := bytes.Index(d[at:], []byte("</"+string(name))); i >= 0 {
				at += i
			}
		}
	}
	return at
}

// attribute looks at one attribute's value, which stands in the page from begin
// to end.
func (s *scanner) attribute(key string, begin, end int) {
	v := s.data[begin:end]
	switch key {
	case "id":
		s.p.ids = append(s.p.ids, maphash.Bytes(s.c.seed, unescape(v)))
	case "href", "src", "xlink:href", "poster", "action", "formaction", "data":
		s.address(v, begin)
	case "srcset":
		for _, part := range bytes.Split(v, []byte(",")) {
			if f := bytes.Fields(part); len(f) > 0 {
				s.address(f[0], begin)
			}
		}
	case "for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto", "headers", "list",
		"popovertarget", "commandfor", "form":
		for _, id := range bytes.Fields(v) {
			s.local = append(s.local, local{begin, maphash.Bytes(s.c.seed, unescape(id))})
		}
	default:
		for {
			i := bytes.Index(v, []byte("url(#"))
			if i < 0 {
				return
			}
			v = v[i+5:]
			if n := bytes.IndexByte(v, ')'); n >= 0 {
				s.local = append(s.local, local{begin, maphash.Bytes(s.c.seed, v[:n])})
			}
		}
	}
}

// address resolves an address.
func (s *scanner) address(v []byte, at int) {
	v = bytes.TrimSpace(unescape(v))
	if s.c.base != "" && bytes.HasPrefix(v, []byte(s.c.base)) {
		s.to(v[len(s.c.base):], "", at)
		return
	}
	if scheme(v) || bytes.HasPrefix(v, []byte("//")) {
		if !bytes.HasPrefix(v, []byte("data:image/")) && string(v) != "data:," && address.Refused(string(v)) != "" {
			s.fault(Refused, at)
		}
		return
	}
	if len(v) > 0 && v[0] == '/' {
		s.fault(Rooted, at)
		return
	}
	s.to(v, s.dir, at)
}

// to checks an address relative to a folder of the site.
func (s *scanner) to(v []byte, dir string, at int) {
	var fragment []byte
	if i := bytes.IndexByte(v, '#'); i >= 0 {
		v, fragment = v[:i], v[i+1:]
	}
	if i := bytes.IndexByte(v, '?'); i >= 0 {
		v = v[:i]
	}
	fragment = decode(fragment)
	if bytes.HasPrefix(fragment, []byte(":~:")) || string(fragment) == "top" {
		fragment = nil
	}
	if len(v) == 0 && dir == s.dir {
		if len(fragment) > 0 {
			s.local = append(s.local, local{at, maphash.Bytes(s.c.seed, fragment)})
		}
		return
	}
	s.buf = resolve(append(s.buf[:0], dir...), decode(v))
	if n := len(s.buf); n == 0 || s.buf[n-1] == '/' {
		if dir == "" && n == 0 && s.c.base != "" {
			return // the address of the site itself
		}
		s.fault(NoTarget, at)
		return
	}
	target, ok := s.c.index[string(s.buf)]
	switch {
	case !ok:
		s.fault(NoFile, at)
	case len(fragment) == 0:
	case target == s.self:
		s.local = append(s.local, local{at, maphash.Bytes(s.c.seed, fragment)})
	default:
		s.p.asks = append(s.p.asks, ask{target, int32(at), maphash.Bytes(s.c.seed, fragment)})
	}
}

// resolve goes from a folder, "" or with a slash at its end, to an address. It
// stays "" above the root, as a browser does.
func resolve(dir, v []byte) []byte {
	for len(v) > 0 {
		part, rest := v, []byte(nil)
		slash := bytes.IndexByte(v, '/')
		if slash >= 0 {
			part, rest = v[:slash+1], v[slash+1:]
		}
		switch string(part) {
		case "../", "..":
			dir = bytes.TrimSuffix(dir, []byte("/"))
			dir = dir[:bytes.LastIndexByte(dir, '/')+1]
		case "./", ".":
		default:
			dir = append(dir, part...)
		}
		v = rest
	}
	return dir
}

func (s *scanner) fault(k Kind, at int) {
	s.p.faults = append(s.p.faults, Fault{s.path, k, value(s.data, at), near(s.data, at)})
}

// twice reports an id by its hash.
func (s *scanner) twice(id uint64) {
	for at := 0; ; {
		i := bytes.Index(s.data[at:], []byte(` id="`))
		if i < 0 {
			return
		}
		at += i + 5
		if v := value(s.data, at); maphash.String(s.c.seed, v) == id {
			s.p.faults = append(s.p.faults, Fault{s.path, Twice, v, v})
			return
		}
	}
}

// value is the attribute's value that begins at a place.
func value(data []byte, at int) string {
	end := at
	for end < len(data) && data[end] != data[at-1] && data[end] != '>' {
		end++
	}
	return string(unescape(data[at:end]))
}

// near is the last id before a place.
func near(data []byte, at int) string {
	i := bytes.LastIndex(data[:at], []byte(` id="`))
	if i < 0 {
		return ""
	}
	return value(data, i+5)
}

func unescape(v []byte) []byte {
	if bytes.IndexByte(v, '&') < 0 {
		return v
	}
	return []byte(html.UnescapeString(string(v)))
}

func decode(v []byte) []byte {
	if bytes.IndexByte(v, '%') < 0 {
		return v
	}
	if s, err := url.PathUnescape(string(v)); err == nil {
		return []byte(s)
	}
	return v
}

// scheme reports whether an address begins with a scheme.
func scheme(v []byte) bool {
	for i, b := range v {
		if b == ':' {
			return i > 0
		}
		if !letter(b) && (i == 0 || (b < '0' || b > '9') && b != '+' && b != '-' && b != '.') {
			return false
		}
	}
	return false
}

func cut(path string) (dir, name string) {
	i := strings.LastIndexByte(path, '/') + 1
	return path[:i], path[i:]
}

// after is the place behind the next end; the end of the page where there is
// none.
func after(d []byte, at int, end string) int {
	if i := bytes.Index(d[at:], []byte(end)); i >= 0 {
		return at + i + len(end)
	}
	return len(d)
}

func letter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
func blank(b byte) bool  { return b == ' ' || b == '\n' || b == '\t' || b == '\r' || b == '\f' }
