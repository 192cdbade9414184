package publish

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// checkPaths tests the paths of files that are sorted by path: each one alone,
// and that no two of them get in each other's way.
func checkPaths(files []File) error {
	seen := make(map[string]string, len(files)) // lower case → as written
	folders := make(map[string]string)
	for i := range files {
		p := files[i].Path
		if why := badPath(p); !why.IsZero() {
			return pathError(p, why)
		}
		low := strings.ToLower(p)
		if other, ok := seen[low]; ok {
			if other == p {
				return pathError(p, diag.T("两个文件用了同一个地址", "two files have this address"))
			}
			return pathError(p, diag.Tf("与 %s 只有大小写不同，在 Windows 和 macOS 上是同一个文件",
				"it differs from %s only in case, and Windows and macOS take both for one file", other))
		}
		seen[low] = p
		for d := path.Dir(low); d != "." && folders[d] == ""; d = path.Dir(d) {
			folders[d] = p
		}
	}
	for i := range files {
		if inner, ok := folders[strings.ToLower(files[i].Path)]; ok {
			return pathError(files[i].Path, diag.Tf("它同时是 %s 所在的文件夹", "it is also the folder of %s", inner))
		}
	}
	return nil
}

// badPath says why a path cannot stand in an output folder; empty if it can.
func badPath(p string) diag.Text {
	switch {
	case p == "":
		return diag.T("地址是空的", "it is empty")
	case !utf8.ValidString(p):
		return diag.T("不是合法的 UTF-8", "it is not valid UTF-8")
	case strings.HasPrefix(p, "."):
		return diag.T("以点开头", "it begins with a dot")
	}
	for name := range strings.SplitSeq(p, "/") {
		switch {
		case name == "":
			return diag.T("有空的一段", "a part of it is empty")
		case name == "." || name == "..":
			return diag.T("不许用 . 或 ..", "it must not use . or ..")
		case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
			return diag.Tf("“%s”以点或空格结尾，Windows 不接受", "%q ends with a dot or a space, which Windows refuses", name)
		case len(name) > 255:
			return diag.Tf("“%s…”太长（文件名最多 255 字节）", "%q… is too long (a file name has 255 bytes at most)", head(name))
		case strings.IndexFunc(name, forbidden) >= 0:
			return diag.Tf("“%s”含有文件名不许用的字符（\\ : * ? \" < > | 或控制字符）",
				"%q has a character that file names must not have (\\ : * ? \" < > | or a control character)", name)
		case reserved(name):
			return diag.Tf("“%s”是 Windows 保留的名字", "%q is a name that Windows reserves", name)
		}
	}
	return diag.Text{}
}

func head(s string) string { return string([]rune(s)[:20]) }

func forbidden(r rune) bool {
	return r < 0x20 || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r)
}

// reserved reports whether Windows takes the name for a device.
func reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (base[:3] == "com" || base[:3] == "lpt") && base[3] >= '1' && base[3] <= '9'
}

// Apart reports, as an *Error with rule publish-overlap, whether the output
// folder gets in the way of what the site is made of: it must not be the site's
// folder or contain it, and must neither contain nor lie in one of the inputs
// (content, data and the like). None of the paths needs to exist; links and
// letter case count as the file system counts them.
func Apart(out, site string, inputs ...string) error {
	if within(site, out) {
		return overlap(out, diag.T("输出文件夹就是网站的文件夹，或者包含它", "the output folder is the site's folder or contains it"))
	}
	for _, in := range inputs {
		if within(in, out) || within(out, in) {
			return overlap(out, diag.Tf("输出文件夹与 %s 重叠", "the output folder overlaps %s", filepath.ToSlash(in)))
		}
	}
	return nil
}

// within reports whether the path inner is the path outer or lies below it.
func within(inner, outer string) bool {
	inner, outer = real(inner), real(outer)
	of, err := os.Stat(outer)
	for p := inner; ; {
		if p == outer {
			return true
		}
		if err == nil {
			if f, e := os.Stat(p); e == nil && os.SameFile(f, of) {
				return true
			}
		}
		up := filepath.Dir(p)
		if up == p {
			return false
		}
		p = up
	}
}

// real is the absolute path with the links of its existing part resolved.
func real(p string) string {
	abs, err := filepath.Abs(p)
	if err != nil {
		return filepath.Clean(p)
	}
	rest := ""
	for q := abs; ; {
		if r, err := filepath.EvalSymlinks(q); err == nil {
			return filepath.Join(r, rest)
		}
		up := filepath.Dir(q)
		if up == q {
			return abs
		}
		rest = filepath.Join(filepath.Base(q), rest)
		q = up
	}
}
