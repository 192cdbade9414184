package command

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/lock"
	"atlas/generator/ondisk"
	"atlas/generator/starter"
	"atlas/templates"
)

// usualLanguages are those of a new site where nobody says which.
const usualLanguages = "zh,en"

// newSite writes a small working site to start another plan from.
func newSite(c *call, args []string) int {
	f := c.flags("new", "[--languages zh,en] [--lang zh|en] DIR")
	codes := f.String("languages", "", c.in("网站各语言的`代码`，原文在前（不写时，在终端上会问，否则为 "+usualLanguages+"）",
		"the `codes` of the site's languages, that of the original first (asked for on a terminal; else "+usualLanguages+")"))
	options, words := apart(args, "languages", "lang")
	if status, over := c.parse(f, options); over {
		return status
	}
	if len(words) != 1 {
		c.about(f, "为新网站写出一个文件夹", "name one folder for the new site")
		f.Usage()
		return misuse
	}
	dir := words[0]
	if err := vacant(dir); err != nil {
		return c.fail(err)
	}
	var languages []starter.Language
	ok := false
	switch {
	case *codes != "":
		languages, ok = c.languages(*codes)
	case asked(os.Stdin):
		languages, ok = c.ask(os.Stdin)
	default:
		languages, ok = c.languages(usualLanguages)
	}
	if !ok {
		f.Usage()
		return misuse
	}
	files, err := sampleSite(languages)
	if err == nil {
		err = writeSite(dir, files)
	}
	if err != nil {
		return c.fail(err)
	}
	c.say("已写好 %[1]s：%[2]d 个文件。下一步：atlas serve --site %[3]s", "%[1]s is ready: %[2]d files. Next: atlas serve --site %[3]s", dir, len(files), quoteArgument(dir))
	return done
}

// vacant is an error where there is something in the folder, or no folder can be.
func vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return diag.Problem{Rule: "new-folder", Place: diag.Place{File: dir},
			Message: diag.T("这不是可用的文件夹", "this is no folder that can be used"),
			Hint:    diag.T("请另选一个还不存在或空的文件夹", "choose another, one that is empty or not there yet")}
	case len(entries) > 0:
		return diag.Problem{Rule: "new-folder", Place: diag.Place{File: dir},
			Message: diag.T("文件夹不是空的，没有写入任何内容", "the folder is not empty; nothing was written"),
			Hint:    diag.T("请另选一个还不存在或空的文件夹", "choose another, one that is empty or not there yet")}
	}
	return nil
}

// asked reports whether somebody can be asked: where input comes from a terminal.
func asked(in *os.File) bool {
	info, err := in.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// ask asks which languages the site has, until the answer is one.
func (c *call) ask(in io.Reader) ([]starter.Language, bool) {
	for lines := bufio.NewReader(in); ; {
		fmt.Fprint(c.stderr, c.in("网站有哪些语言？写语言代码，原文在前，以逗号分开（如 zh,en 或 en,fr）［zh,en］：",
			"Which languages does the site have? Their codes, that of the original first, with commas (such as zh,en or en,fr) [zh,en]: "))
		line, end := lines.ReadString('\n')
		if line = strings.TrimSpace(line); line == "" {
			line = usualLanguages
		}
		if languages, ok := c.languages(line); ok || end != nil {
			return languages, ok
		}
	}
}

// languages makes languages of their codes, and says which are none.
func (c *call) languages(codes string) ([]starter.Language, bool) {
	var out []starter.Language
	ok := true
	for _, code := range listed(codes) {
		l, err := starter.Parse(code)
		switch {
		case err != nil:
			ok = false
			c.say("没有代码为 %q 的语言", "there is no language with the code %q", code)
			if hint := meantLanguage(code); !hint.IsZero() {
				fmt.Fprintln(c.stderr, hint.In(c.lang))
			}
		case slices.ContainsFunc(out, func(x starter.Language) bool { return x.Code == l.Code }):
			ok = false
			c.say("语言 %q 写了两次", "the language %q is named twice", l.Code)
		default:
			out = append(out, l)
		}
	}
	if ok && len(out) == 0 {
		ok = false
		c.say("至少要有一种语言", "a site has one language at least")
	}
	return out, ok
}

// listed are the words of a list, however it is punctuated.
func listed(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;； \t", r) })
}

// meantLanguage hints at the language that has the name, in its own words, in
// English or in Chinese, or a code like it.
func meantLanguage(word string) diag.Text {
	name := func(s string) string { // 中文, 英语: the same language by either word
		return strings.TrimRight(strings.ToLower(s), "文语語")
	}
	var codes []string
	for _, t := range display.Supported.Tags() {
		base, confidence := t.Base()
		if confidence != language.Exact {
			continue
		}
		code := base.String()
		for _, n := range []string{display.Self.Name(t), display.English.Tags().Name(t), display.Chinese.Tags().Name(t)} {
			if name(word) != "" && name(n) == name(word) {
				return diag.Tf("是否想写 %q？", "did you mean %q?", code)
			}
		}
		codes = append(codes, code)
	}
	return diag.DidYouMean(word, codes)
}

var interfaceText = regexp.MustCompile(`(?m)^  [a-z][\w.-]*: .*\n`)

// sampleSite are the files of the new site.
func sampleSite(languages []starter.Language) ([]starter.File, error) {
	var english bytes.Buffer
	names, err := fs.Glob(templates.FS, "strings/en*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(templates.FS, name)
		if err != nil {
			return nil, err
		}
		for _, line := range interfaceText.FindAll(data, -1) {
			english.Write(line)
		}
	}
	spoken := func(code string) bool {
		_, err := fs.Stat(templates.FS, "strings/"+code+".yaml")
		return err == nil
	}
	return starter.Files(languages, spoken, english.Bytes())
}

// acceptAll records for the site in a folder that its translations were made
// against this very original.
func acceptAll(dir string) error {
	a, problems := atlas.NewLoader(ondisk.Dir(dir)).Load()
	if a == nil || problems.Forbids(false) {
		return fmt.Errorf("the sample cannot be used: %w", problems[0])
	}
	sides, _ := sidesOf(a)
	var order []string
	for b := range a.Blocks() {
		order = append(order, b.ID)
	}
	accepted, n := a.Lock.Accept(sides, order, true, func(string) bool { return true })
	if n == 0 {
		return nil
	}
	return os.WriteFile(filepath.Join(dir, filepath.FromSlash(lock.Path)), accepted.Bytes(), 0o644)
}

// writeSite writes the files into a folder that is not there or empty: first
// beside their places, then into them in a few steps. Where that fails, what was
// written is taken away again.
func writeSite(dir string, files []starter.File) (err error) {
	_, missing := os.Stat(dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var undo []string
	if missing != nil {
		undo = append(undo, dir)
	}
	defer func() {
		if err != nil {
			for _, p := range slices.Backward(undo) {
				_ = os.RemoveAll(p)
			}
		}
	}()
	stage, err := os.MkdirTemp(dir, ".atlas-new-*")
	if err != nil {
		return err
	}
	undo = append(undo, stage)
	var top []string
	for _, f := range files {
		target := filepath.Join(stage, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, f.Data, 0o644); err != nil {
			return err
		}
		first, _, _ := strings.Cut(path.Clean(f.Path), "/")
		if !slices.Contains(top, first) {
			top = append(top, first)
		}
	}
	if err := acceptAll(stage); err != nil {
		return err
	}
	for _, name := range top {
		target := filepath.Join(dir, name)
		if err := os.Rename(filepath.Join(stage, name), target); err != nil {
			return err
		}
		undo = append(undo, target)
	}
	return os.Remove(stage)
}

// quoteArgument writes an argument as a shell takes it.
func quoteArgument(s string) string {
	if strings.ContainsAny(s, " '\"$&()*;<>?`|") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
