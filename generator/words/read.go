package words

import (
	"fmt"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// fallback is the language of the interface where another has no words for it.
const fallback = "en"

// SiteFolder is the folder in which a site keeps words of the interface that it
// wants otherwise than they stand in templates/strings.
const SiteFolder = "content/strings"

// Read reads the interface texts of a language: templates/strings/zh.yaml
// and, beside it, zh-*.yaml for parts of the site; over those, what the site
// itself has in content/strings. A language takes what it has no words for from
// its main language (pt for pt-BR), and what that has none for from English;
// those are marked as foreign, and a problem says how many they are.
func Read(fsys fs.FS, code string) (Table, diag.List) {
	out := Table{lang: code, texts: map[string]string{}, foreign: map[string]bool{}}
	var problems diag.List
	main, _, _ := strings.Cut(code, "-")
	known := map[string]bool{} // every key there is; where there is no English, nobody knows
	for _, f := range stringFiles(fsys, fallback, &problems) {
		t, more := parseStrings(code, f.File)
		problems.Add(more...)
		if !f.site {
			for key := range t.texts {
				known[key] = true
			}
		}
	}
	order := []string{fallback, main, code}
	for i, c := range order {
		if slices.Contains(order[:i], c) {
			continue
		}
		own := c != fallback || main == fallback
		for _, f := range stringFiles(fsys, c, &problems) {
			t, more := parseStrings(code, f.File)
			problems.Add(more...)
			for _, e := range t.entries {
				if len(known) > 0 && !known[e.Key.V] {
					problems.Add(unknownText(e.Key, known))
					continue
				}
				out.texts[e.Key.V] = e.Value
				if own {
					delete(out.foreign, e.Key.V)
				} else {
					out.foreign[e.Key.V] = true
				}
			}
			if len(t.Scales) > 0 && own {
				out.Scales = t.Scales
			}
			if t.grouped > 0 {
				out.grouped = t.grouped
			}
		}
	}
	if len(out.foreign) > 0 {
		out.ForeignTag = fallback
		problems.Add(untranslated(code, out))
	}
	problems.Sort()
	return out, slices.CompactFunc(problems, func(a, b diag.Problem) bool { return a.Place == b.Place && a.Rule == b.Rule })
}

// stringFile is a file of texts: the engine's, or the site's own.
type stringFile struct {
	*source.File
	site bool
}

// stringFiles are the files with the words of a language, the engine's before the
// site's.
func stringFiles(fsys fs.FS, code string, problems *diag.List) []stringFile {
	var files []stringFile
	for _, dir := range []string{"templates/strings/", SiteFolder + "/"} {
		whole, _ := fs.Glob(fsys, dir+code+".yaml")
		parts, _ := fs.Glob(fsys, dir+code+"-*.yaml")
		for _, name := range append(whole, parts...) {
			f, more := source.Open(fsys, name, source.TextFile)
			problems.Add(more...)
			if f != nil {
				files = append(files, stringFile{f, dir == SiteFolder+"/"})
			}
		}
	}
	return files
}

// unknownText reports a text that nothing asks for.
func unknownText(key source.Value[string], known map[string]bool) diag.Problem {
	hint := diag.DidYouMean(key.V, slices.Collect(maps.Keys(known)))
	if hint.IsZero() {
		hint = diag.T("键名与 templates/strings/en.yaml 中的相同", "the keys are those of templates/strings/en.yaml")
	}
	return diag.Problem{Rule: "strings-key", Severity: diag.Warning, Place: key.Place(),
		Message: diag.Tf("界面没有用 %q 表示的文字", "the interface has no text %q", key.V), Hint: hint}
}

// untranslated says how many texts of the interface stand in English.
func untranslated(code string, t Table) diag.Problem {
	file := "templates/strings/" + code + ".yaml"
	return diag.Problem{Rule: "strings", Severity: diag.Warning, Place: diag.Place{File: file},
		Message: diag.Tf("界面的 %[1]d 条文字没有 %[2]s 译文（共 %[3]d 条），显示为英文", "%[1]d of the %[3]d texts of the interface are not there in %[2]q; they stand in English", len(t.foreign), code, len(t.texts)),
		Hint: diag.Tf("在 %[1]s 中译出，例如 %[2]s", "translate them in %[1]s, for example %[2]s", file,
			slices.Min(slices.Collect(maps.Keys(t.foreign))))}
}

var markup = regexp.MustCompile(`<[^>]*>`)

// Plain is a text for where no element may stand: the title of a page.
func (s Table) Plain(key string, args ...any) string {
	for i, a := range args {
		if h, ok := a.(template.HTML); ok {
			args[i] = html.UnescapeString(markup.ReplaceAllString(string(h), ""))
		}
	}
	return s.bare(key, args...)
}

// Shown is a text as a layout puts it into a page. One that stands in another
// language than the page says so; within an attribute, html/template takes the
// element away again.
func (s Table) Shown(key string, args ...any) any {
	text := s.Plain(key, args...)
	if !s.foreign[key] {
		return text
	}
	return template.HTML(fmt.Sprintf(`<span lang="%s" dir="ltr">%s</span>`, s.ForeignTag, template.HTMLEscapeString(text)))
}
