package atlas

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/ondisk"
)

// listing are the files of content and data, without the chapters, as they were
// last listed.
type listing struct {
	codes []string // of the languages
	top   []*folder
	files map[string]bool
}

// folder is a folder of the site and what is in it, in the order of the names.
type folder struct {
	path    string
	files   []string // their paths
	folders []*folder
}

// unused reports the files of content and data that nothing reads, and folders
// in which there is nothing else. Where the file that would say what is read
// cannot be read itself, nothing is said.
func (b *builder) unused() {
	l := &b.loader.listing
	if codes := b.languageCodes(); !b.watched || !slices.Equal(l.codes, codes) || !l.follows(b.fsys, b.changed) {
		*l = listing{codes: codes, files: map[string]bool{}}
		for _, top := range []string{"content", "data"} {
			l.top = append(l.top, l.look(b.fsys, top))
		}
	}
	for _, top := range l.top {
		problems, _ := b.unusedIn(top)
		b.problems.Add(problems...)
	}
}

// look lists a folder.
func (l *listing) look(fsys fs.FS, dir string) *folder {
	out := &folder{path: dir}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return out
	}
	for _, e := range entries {
		p := path.Join(dir, e.Name())
		switch {
		case aside(e.Name()) || l.chapter(p):
		case e.IsDir():
			out.folders = append(out.folders, l.look(fsys, p))
		default:
			l.files[p] = true
			out.files = append(out.files, p)
		}
	}
	return out
}

// follows reports whether the listing is as it was after these have changed.
func (l *listing) follows(fsys fs.FS, changed []string) bool {
	for _, p := range changed {
		top, _, _ := strings.Cut(p, "/")
		if top != "content" && top != "data" || aside(path.Base(p)) || l.chapter(p) {
			continue
		}
		if info, err := fs.Stat(fsys, p); !l.files[p] || err != nil || info.IsDir() {
			return false
		}
	}
	return true
}

// chapter reports whether a path is that of a chapter in one of the languages.
func (l *listing) chapter(p string) bool {
	dir, name := path.Split(p)
	code, ok := strings.CutPrefix(path.Clean(dir), "content/")
	if !ok || !slices.Contains(l.codes, code) {
		return false
	}
	_, ok = chapterNumber(name)
	return ok
}

// documents are the endings of files that a word processor writes.
var documents = []string{".docx", ".doc", ".odt", ".wps", ".rtf", ".htm", ".html"}

var (
	// accompanying are files that stand beside others to be read by people, and
	// what file managers leave.
	accompanying = regexp.MustCompile(`(?i)^(readme|licen[cs]e|copying|notice|authors|sources)([._-].*)?$|\.(license|lock)$|^icon\r$|^[.~#]|[~#]$`)
	// copied is a chapter's name that was not written as it must be, or a copy's.
	copied = regexp.MustCompile(`(?i)^ch[ _-]?0*(\d{1,4})\s*([-–—_(（.]*\s*(copy|副本|复制|复件|备份|backup|bak|old|new|旧|新|\d+[)）]).*)?\.(md|markdown|txt|docx?|odt|wps|rtf|html?|md\.(txt|docx?))$`)
	// numbered is a name that a browser or file manager gave a second file.
	numbered = regexp.MustCompile(`(?i)\s*(\(\d+\)|（\d+）|[-–—_ ]+(copy|副本|复件)(\s*[(（]?\d+[)）]?)?)(\.[^.]+)$`)
)

// copiedFolder is the folder that one is a copy of, by what file managers call it;
// "" for any other.
func copiedFolder(name string) string {
	if m := numbered.FindStringSubmatchIndex(name + ".x"); m != nil {
		return name[:m[0]]
	}
	return ""
}

// aside reports whether nobody expects a file or folder of the name to be read.
func aside(name string) bool { return accompanying.MatchString(name) || ondisk.Temporary(name) }

// chapterMeant is the name that a file should have which is called as if it were
// a chapter and is none.
func chapterMeant(name string) (string, bool) {
	if _, is := chapterNumber(name); is {
		return "", false
	}
	m := copied.FindStringSubmatch(name)
	if m == nil {
		return "", false
	}
	return "ch" + m[1] + ".md", true
}

// unusedIn reports what is unused in a folder, and whether anything is used.
func (b *builder) unusedIn(dir *folder) (problems diag.List, used bool) {
	code, below := strings.CutPrefix(dir.path, "content/")
	switch {
	case dir.path == "content/strings": // words of the interface, which the pages read
		return nil, true
	case dir.path == "data" && b.unread[packagePath], dir.path == "data/geo" && b.unread[layersPath]:
		return nil, true
	case below && slices.Contains(b.loader.listing.codes, code):
		used = true
	}
	for _, p := range dir.files {
		if b.used[p] {
			used = true
			continue
		}
		if b.sought(p) {
			continue
		}
		problems.Add(diag.Problem{Rule: "file-unused", Severity: diag.Warning, Place: diag.Place{File: p},
			Message: diag.T("没有什么用到这个文件", "nothing uses this file"), Hint: b.whatFor(p)})
	}
	for _, f := range dir.folders {
		more, any := b.unusedIn(f)
		problems.Add(more...)
		used = used || any
	}
	if used || len(problems) == 0 || dir.path == "content" || dir.path == "data" {
		return problems, used
	}
	hint := diag.T("移到 content 和 data 之外", "move it out of content and data")
	if below && !strings.Contains(code, "/") {
		hint = diag.Tf("若 %s 是一种语言，在 content/site.yaml 的 languages 下列出它；否则移到别处", "if %s is a language, list it under languages in content/site.yaml; else move it away", code)
		if of := copiedFolder(code); slices.Contains(b.loader.listing.codes, of) {
			hint = diag.Tf("这像是 content/%[1]s 的副本：图集只读 content/%[1]s；要留的内容并入其中，副本移到别处", "it looks like a copy of content/%[1]s, which alone is read: put what you want to keep there, and move the copy away", of)
		}
	}
	return diag.List{{Rule: "file-unused", Severity: diag.Warning, Place: diag.Place{File: dir.path},
		Message: diag.T("没有什么用到这个文件夹", "nothing uses this folder"), Hint: hint}}, false
}

// sought reports whether a file may be one that was looked for under a name much
// like its own, which is reported there.
func (b *builder) sought(p string) bool {
	return slices.ContainsFunc(b.problems, func(x diag.Problem) bool {
		if x.Rule == "file" && path.Clean(strings.ReplaceAll(x.Place.File, `\`, "/")) == p {
			return true
		}
		return x.Rule == "file" && path.Dir(x.Place.File) == path.Dir(p) && diag.Closest(path.Base(x.Place.File), []string{path.Base(p)}) != ""
	})
}

// whatFor says what would make the site use a file, or where it belongs.
func (b *builder) whatFor(p string) diag.Text {
	dir, name := path.Split(p)
	if chapter, ok := chapterMeant(name); ok && strings.HasPrefix(dir, "content/") {
		if ext := strings.ToLower(path.Ext(name)); slices.Contains(documents, ext) {
			return diag.Tf("章是 Markdown 文本：把 %[1]s 的文字另存为 UTF-8 文本 %[2]s，标题前加 #", "a chapter is Markdown text: save the text of %[1]s as %[2]s, UTF-8, with # before its headings", name, chapter)
		}
		return diag.Tf("章的文件名应为 %s；若是多余的副本，移到别处", "a chapter’s file is called %s; if this is a copy, move it away", chapter)
	}
	if m := numbered.FindStringSubmatchIndex(name); m != nil {
		if other := name[:m[0]] + name[m[8]:m[9]]; b.used[dir+other] {
			return diag.Tf("图集读的是 %s；留下对的一个，用这个名字", "the atlas reads %s; keep the right one of the two, under that name", other)
		}
	}
	switch ext := strings.ToLower(path.Ext(name)); {
	case dir == "data/" && slices.Contains([]string{".csv", ".xlsx", ".xls", ".tsv", ".ods", ".et"}, ext):
		return diag.T("表格要在 data/datapackage.yaml 中描述；不用的移到别处", "a table is described in data/datapackage.yaml; move away what is not needed")
	case dir == "data/geo/" && slices.Contains([]string{".geojson", ".json", ".zip", ".shp", ".gpkg", ".kml"}, ext):
		return diag.T("图层要写进 data/geo/layers.yaml；不用的移到别处", "a layer is listed in data/geo/layers.yaml; move away what is not needed")
	case ext == ".md":
		return diag.T("正文和文章放在各语言的文件夹里，如 content/zh", "chapters and articles stand in the folders of the languages, such as content/en")
	}
	return diag.T("移到 content 和 data 之外", "move it out of content and data")
}
