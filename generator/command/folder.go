package command

import (
	"os"
	"path/filepath"
	"slices"

	"atlas/generator/diag"
	"atlas/generator/site"
)

// siteFile describes a site.
const siteFile = "content/site.yaml"

// theSite is the folder of a site, or the problem that it is none. Where content
// is there and the file that describes the site is not, reading it says so.
func theSite(dir string) error {
	problem := func(message, hint diag.Text) error {
		return diag.Problem{Rule: "file", Place: diag.Place{File: filepath.ToSlash(dir)}, Message: message, Hint: hint}
	}
	info, err := os.Stat(dir)
	switch {
	case os.IsNotExist(err):
		return problem(diag.T("没有这个文件夹", "there is no such folder"), elsewhere(filepath.Dir(filepath.Clean(dir)), filepath.Base(dir)))
	case err != nil:
		return err
	case !info.IsDir():
		return problem(diag.T("这是文件，应为网站的文件夹", "this is a file; the folder of a site was expected"),
			diag.T("--site 后面写放着 content 和 data 的那个文件夹", "behind --site stands the folder that holds content and data"))
	}
	if has(dir, "content") {
		return nil
	}
	return problem(diag.T("这里没有图集：没有 content 文件夹", "there is no atlas here: it has no folder content"), elsewhere(dir, ""))
}

// has reports whether something of the name is in a folder.
func has(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

// elsewhere hints at the site that may have been meant: around a folder, or in
// it, of a name like the one that was given.
func elsewhere(dir, name string) diag.Text {
	if abs, err := filepath.Abs(dir); err == nil && name == "" {
		around := dir
		for range 3 { // as from content/zh
			around = filepath.Join(around, "..")
			if slices.Contains(site.Folders, filepath.Base(abs)) && has(around, siteFile) {
				return diag.Tf("是否想写 --site %s？", "did you mean --site %s?", quoteArgument(filepath.ToSlash(around)))
			}
			abs = filepath.Dir(abs)
		}
	}
	var there []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if has(filepath.Join(dir, e.Name()), siteFile) {
			there = append(there, e.Name())
		}
	}
	meant := diag.Closest(name, there)
	if meant == "" && len(there) == 1 {
		meant = there[0]
	}
	if meant != "" {
		return diag.Tf("是否想写 --site %s？", "did you mean --site %s?", quoteArgument(filepath.ToSlash(filepath.Join(dir, meant))))
	}
	return diag.T("用 --site 写明图集所在的文件夹；要新建一部，用 atlas new", "name the folder of the atlas with --site; a new one is made by atlas new")
}

// open opens the site in a folder, for somebody who writes there or who looks only.
func open(dir string, look bool) (*site.Site, error) {
	if err := theSite(dir); err != nil {
		return nil, err
	}
	if look {
		return site.Look(dir)
	}
	return site.Open(dir, false)
}
