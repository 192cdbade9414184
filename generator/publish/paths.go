package publish

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"atlas/generator/address"
	"atlas/generator/diag"
)

// Fits reports, as an *Error with rule publish-path, the first of the sorted paths
// that cannot be a file of the site, alone or because of another. Publish
// asks it, and so does whoever checks a site and writes nothing.
func Fits(paths []string) error {
	seen := make(map[string]string, len(paths)) // lower case → as written
	folders := make(map[string]string)
	for _, p := range paths {
		if why := address.Fault(p); !why.IsZero() {
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
	for _, p := range paths {
		if inner, ok := folders[strings.ToLower(p)]; ok {
			return pathError(p, diag.Tf("它同时是 %s 所在的文件夹", "it is also the folder of %s", inner))
		}
	}
	return nil
}

func pathsOf(files []File) []string {
	paths := make([]string, len(files))
	for i := range files {
		paths[i] = files[i].Path
	}
	return paths
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
