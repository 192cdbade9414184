// Package starter holds a small working site to start another plan from: an
// invented plan for two invented cities, in any languages. What it says is there
// in a few languages; for another, English words stand in until somebody
// translates them, and blocks of the plan await their translation.
package starter

import (
	"bytes"
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"atlas/generator/source"
)

//go:embed site text words
var own embed.FS

// substitute is the language that stands in for those that are not spoken here.
const substitute = "en"

// Language is a language of the new site.
type Language struct {
	Code    string // the folder's name
	Tag     string // BCP 47
	Name    string // its own name for itself
	Spaced  bool   // words stand apart
	Endings string // what may follow a name within its word, as a YAML list
	words   map[string]string
	text    string // the folder of its texts; that of the substitute where there is none
}

// Known reports whether the sample is there in the language.
func (l Language) Known() bool { return l.text != substitute || l.base() == substitute }

func (l Language) base() string {
	base, _, _ := strings.Cut(l.Code, "-")
	return base
}

// unspaced are the languages that are written without spaces between words.
var unspaced = []string{"zh", "ja", "th", "lo", "km", "my", "bo", "yue", "wuu", "dz"}

// Parse makes a language of its code, such as fr or pt-BR. The error says that
// there is no such language.
func Parse(code string) (Language, error) {
	code = strings.TrimSpace(code)
	tag, err := language.Parse(code)
	if err != nil || code == "" || tag == language.Und {
		return Language{}, fmt.Errorf("no language %q", code)
	}
	l := Language{Code: tag.String(), Tag: tag.String(), Name: display.Self.Name(tag)}
	base := l.base()
	if l.Code == "zh" {
		l.Tag, l.Name = "zh-CN", "中文"
	}
	if l.Name == "" {
		l.Name = l.Code
	}
	l.Spaced = !slices.Contains(unspaced, base)
	if base == "en" {
		l.Endings = `["'s", "s"]`
	}
	if l.text = base; !exists("words/" + base + ".yaml") {
		l.text = substitute
	}
	l.words, err = words(l.text)
	return l, err
}

func exists(name string) bool {
	_, err := fs.Stat(own, name)
	return err == nil
}

// words are the words of the sample in a language, those of the substitute where
// it lacks some.
func words(code string) (map[string]string, error) {
	out := map[string]string{}
	for _, c := range []string{substitute, code} {
		f, problems := source.Open(own, "words/"+c+".yaml", source.TextFile)
		if f == nil || len(problems) > 0 {
			return nil, fmt.Errorf("words of %s: %v", c, problems)
		}
		var y struct {
			Texts map[string]string `yaml:"texts"`
		}
		if problems := source.DecodeYAML(f, source.Span{Len: len(f.Data)}, &y); len(problems) > 0 {
			return nil, problems[0]
		}
		for k, v := range y.Texts {
			out[k] = v
		}
	}
	return out, nil
}

// File is a file of the new site.
type File struct {
	Path string // with slashes
	Data []byte
}

// Files are the files of a new site in the languages, the first of which is that
// of the original, sorted by path. Interface are the words of the interface in
// English, as a file to translate; it is left for each language that the engine
// does not speak, as spoken tells.
func Files(languages []Language, spoken func(code string) bool, interfaceWords []byte) ([]File, error) {
	var files []File
	add := func(name string, data []byte) { files = append(files, File{name, data}) }
	values := struct {
		Languages []Language
		Handbook  bool
	}{languages, true}
	err := fs.WalkDir(own, "site", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := own.ReadFile(name)
		if err != nil {
			return err
		}
		target, filled := strings.CutSuffix(strings.TrimPrefix(name, "site/"), ".tmpl")
		if filled {
			t, err := template.New(target).Funcs(functions(languages)).Parse(string(data))
			if err != nil {
				return err
			}
			var out bytes.Buffer
			if err := t.Execute(&out, values); err != nil {
				return err
			}
			data = out.Bytes()
		}
		add(target, data)
		return nil
	})
	if err != nil {
		return nil, err
	}
	var readme []byte
	var said []string
	for i, l := range languages {
		if !slices.Contains(said, l.text) {
			said = append(said, l.text)
			data, err := own.ReadFile(path.Join("text", l.text, "README.md"))
			if err != nil {
				return nil, err
			}
			if readme != nil {
				readme = append(readme, '\n')
			}
			readme = append(readme, data...)
		}
		for _, name := range []string{"ch1.md", "ch2.md", "home.md", "about.md"} {
			data, err := own.ReadFile(path.Join("text", l.text, name))
			if err != nil {
				return nil, err
			}
			if i > 0 && !l.Known() && strings.HasPrefix(name, "ch") {
				data = awaiting(data)
			}
			if !l.Known() && !strings.HasPrefix(name, "ch") {
				data = bytes.Replace(data, []byte("---\n"), []byte("---\nlanguage: "+substitute+"\n"), 1)
			}
			add(path.Join("content", l.Code, name), data)
		}
		if !spoken(l.base()) {
			add("templates/strings/"+l.Code+".yaml", toTranslate(l, interfaceWords))
		}
	}
	add("README.md", readme)
	add(".gitignore", []byte("/public/\n/.cache/\n/.public.*\n"))
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}

// awaiting puts a mark in the place of each text of a chapter: it is yet to be
// translated.
func awaiting(chapter []byte) []byte {
	const mark = "{untranslated}"
	lines := strings.Split(string(chapter), "\n")
	for i, line := range lines {
		box := ""
		if rest, ok := strings.CutPrefix(line, "> "); ok {
			box, line = "> ", rest
		}
		switch {
		case line == "" || line == ">":
			continue
		case strings.HasPrefix(line, "#"):
			hashes, _, _ := strings.Cut(line, " ")
			line = hashes + " " + mark
		case strings.HasPrefix(line, "- "):
			line = "- " + mark
		case strings.HasPrefix(line, "!["):
			_, target, _ := strings.Cut(line, "](")
			line = "![" + mark + "](" + target
		default:
			line = mark
		}
		lines[i] = box + line
	}
	return []byte(strings.Join(lines, "\n"))
}

// toTranslate is the file of the words of the interface for a translator: each in
// English behind a number sign, which is taken away with the translation.
func toTranslate(l Language, english []byte) []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# The words of the interface, to be translated into %s (%s). Take away the\n", l.Name, l.Code)
	out.WriteString("# number sign before a line and translate what stands behind the colon. What keeps\n" +
		"# it stands in English on the pages. {0}, {1} stand for what is put in; \"one|many\"\n" +
		"# has a form for one and a form for more.\ntexts:\n")
	for line := range strings.Lines(string(english)) {
		if strings.HasPrefix(line, "  ") {
			out.WriteString("  # " + strings.TrimPrefix(line, "  "))
		}
	}
	return out.Bytes()
}

// functions are what the files of the sample may call.
func functions(languages []Language) template.FuncMap {
	every := func(f func(l Language) string, separator string) string {
		var out []string
		for _, l := range languages {
			out = append(out, f(l))
		}
		return strings.Join(out, separator)
	}
	word := func(l Language, key string) (string, error) {
		if w, ok := l.words[key]; ok {
			return w, nil
		}
		return "", fmt.Errorf("no word %q", key)
	}
	// one makes a text of each language and reports a word that is not there.
	one := func(key string, separator string, write func(l Language, w string) string) (string, error) {
		if _, err := word(languages[0], key); err != nil {
			return "", err
		}
		return every(func(l Language) string { w, _ := word(l, key); return write(l, w) }, separator), nil
	}
	return template.FuncMap{
		// each is a text in every language, as a YAML mapping.
		"each": func(key string) (string, error) {
			s, err := one(key, ", ", func(l Language, w string) string { return l.Code + ": " + quote(w) })
			return "{" + s + "}", err
		},
		// cols are the columns of a localized field, cells its cells, blanks empty ones.
		"cols": func(name string) string { return every(func(l Language) string { return name + "_" + l.Code }, ",") },
		"cells": func(key string) (string, error) {
			return one(key, ",", func(_ Language, w string) string { return cell(w) })
		},
		"blanks": func() string { return strings.Repeat(",", len(languages)-1) },
		// first is a cell in the language of the original, join one of several words.
		"first": func(key string) (string, error) { w, err := word(languages[0], key); return cell(w), err },
		"join": func(a, b string) (string, error) {
			x, err := word(languages[0], a)
			if err != nil {
				return "", err
			}
			y, err := word(languages[0], b)
			return cell(x + ";" + y), err
		},
		"quote": quote,
	}
}

// quote writes a text as JSON does, which YAML reads.
func quote(s string) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a string can always be encoded
	return strings.TrimSpace(out.String())
}

// cell writes a cell of a CSV file.
func cell(s string) string {
	var out strings.Builder
	w := csv.NewWriter(&out)
	_ = w.Write([]string{s}) // a strings.Builder takes everything
	w.Flush()
	return strings.TrimSuffix(out.String(), "\n")
}
