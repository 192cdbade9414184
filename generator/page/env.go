package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/draw"
	"atlas/generator/numeral"
	"atlas/generator/source"
	"atlas/generator/words"
)

// Env is what pages are made of: the atlas, the layouts, and who draws.
type Env struct {
	Atlas   *atlas.Atlas
	Layouts *Layouts
	Draw    draw.Drawer
	Rules   []Rule  // of the check, for the handbook
	Live    bool    // there is a script that brings ECharts to the charts
	Paint   Painter // makes the pictures for sharing; nil for none
	once    sync.Once
	derived derived
	// The files that Find looks for other than by an id.
	searchIndex, siteMaps, others fileIndex
	sheets                        sync.Map // what each map shows: *atlas.Map to *sheet.Sheet
	planLines                     sync.Map // what every page of a language says of the plan
}

// fileIndex finds files by their paths.
type fileIndex struct {
	once  sync.Once
	files map[string]File
}

// Layouts are the templates of templates/, parsed once for each language.
type Layouts struct {
	MapStyle  []byte // the style sheets of the maps, for drawings that stand alone
	Tokens    []byte // the style sheet with the site's colours
	strings   []words.Table
	templates []*template.Template // by language
}

// ReadLayouts reads templates/*.html and the interface texts for the languages of
// the site.
func ReadLayouts(fsys fs.FS, languages []atlas.Language) (*Layouts, diag.List) {
	var problems diag.List
	l := &Layouts{}
	files, err := fs.Glob(fsys, "templates/*.html")
	if err != nil || len(files) == 0 {
		problems.Add(diag.Problem{Rule: "file", Place: diag.Place{File: "templates"},
			Message: diag.T("没有页面模板", "there are no layouts"), Hint: diag.T("templates 文件夹应含 *.html", "the folder templates should hold *.html")})
		return nil, problems
	}
	if tokens, _ := fs.Glob(fsys, "templates/styles/*tokens*.css"); len(tokens) > 0 {
		l.Tokens, _ = fs.ReadFile(fsys, tokens[0])
	}
	sheets, _ := fs.Glob(fsys, "templates/styles/*map*.css")
	for _, name := range sheets {
		css, _ := fs.ReadFile(fsys, name) // one that cannot be read is reported with the assets
		l.MapStyle = append(l.MapStyle, css...)
	}
	for i, lang := range languages {
		table, more := words.Read(fsys, lang.Code)
		problems.Add(more...)
		l.strings = append(l.strings, table)
		root := template.New("").Funcs(l.functions(i, languages))
		for _, name := range files {
			data, unread := fs.ReadFile(fsys, name)
			if unread != nil {
				if i == 0 {
					problems.Add(source.Unread(fsys, name, unread))
				}
				continue
			}
			if _, err := root.New(path.Base(name)).Parse(string(data)); err != nil && i == 0 {
				problems.Add(templateProblem(name, data, err))
			}
		}
		l.templates = append(l.templates, root)
	}
	if problems.Count(diag.Error) > 0 {
		return nil, problems
	}
	return l, problems
}

// WithUnits are the layouts with the names that the units have in each language, for
// those that the interface has no text for. A unit without a name in a language is
// called as in English there, like words of the interface.
func (l *Layouts) WithUnits(units *numeral.Units, languages []atlas.Language) *Layouts {
	named := *l
	named.strings = make([]words.Table, len(l.strings))
	for i, table := range l.strings {
		code := languages[i].Code
		named.strings[i] = table.Named(func(word string, one bool) (string, bool) {
			u, ok := units.Unit(word)
			if !ok {
				return "", false
			}
			if u.ID != word {
				if text, ok := table.UnitText(u.ID); ok { // by one of its other names
					return text, false
				}
			}
			if name := u.Name(code, one); name != "" {
				return name, false
			}
			return u.Name("en", one), table.ForeignTag != ""
		})
	}
	return &named
}

// functions are what layouts may call: t for a text of the interface, plain where
// it may hold no element, html for one that holds some, lang for the attributes
// of an element in another language.
func (l *Layouts) functions(lang int, languages []atlas.Language) template.FuncMap {
	return template.FuncMap{
		"t":     func(key string, args ...any) any { return l.strings[lang].Shown(key, args...) },
		"plain": func(key string, args ...any) string { return l.strings[lang].Plain(key, args...) },
		"html":  func(s string) template.HTML { return template.HTML(l.strings[lang].Text(s)) },
		"lang":  langAttr(languages),
	}
}

// templateProblem makes a problem of a template's error, which names
// "template: NAME:LINE:COL: message" or "template: NAME:LINE: message".
func templateProblem(file string, data []byte, err error) diag.Problem {
	f := &source.File{Path: file, Data: data}
	message := err.Error()
	place := f.Whole()
	var line int
	rest, _ := strings.CutPrefix(message, "template: "+path.Base(file)+":")
	if n, _ := fmt.Sscanf(rest, "%d", &line); n == 1 && line > 0 {
		offset := 0
		for range line - 1 {
			if i := bytes.IndexByte(data[offset:], '\n'); i >= 0 {
				offset += i + 1
			}
		}
		place = f.Place(offset, 1)
		if _, after, ok := strings.Cut(rest, ": "); ok {
			message = after
		}
	}
	return diag.Problem{Rule: "layout", Place: place,
		Message: diag.Tf("页面模板有误：%s", "the layout cannot be used: %s", message),
		Hint:    diag.T("检查这一行的 {{…}}", "look at the {{…}} in this line")}
}

// render fills a layout with a view.
func (e *Env) render(lang int, layout string, view any) ([]byte, error) {
	out := buffers.Get().(*bytes.Buffer)
	out.Reset()
	defer buffers.Put(out)
	if err := e.Layouts.templates[lang].ExecuteTemplate(out, layout+".html", view); err != nil {
		return nil, err
	}
	return bytes.Clone(out.Bytes()), nil
}

// buffers are buffers at rest: a page is as large as it is and grows in one of them.
var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}
