package main

import (
	"bytes"
	"html/template"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// bareWord as the first argument makes this program the bare loop, so that its
// time and memory are those of a process of its own.
const bareWord = "bare-loop"

var layout = template.Must(template.New("page").Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><main>{{.Body}}</main></body></html>
`))

// bare is the least that a generator in Go does: every Markdown file of
// content/LANG below src is rendered by goldmark, put into a layout by
// html/template and written to LANG/plan below out, by two workers.
func bare(src, out string) error {
	var files []string
	root := filepath.Join(src, "content")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, lang := range langs {
		if err := os.MkdirAll(filepath.Join(out, lang, "plan"), 0o755); err != nil {
			return err
		}
	}
	work := make(chan string)
	errs := make(chan error, 1)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			md := goldmark.New(goldmark.WithExtensions(extension.Table))
			for path := range work {
				if err := barePage(md, path, out); err != nil {
					select {
					case errs <- err:
					default:
					}
				}
			}
		})
	}
	for _, path := range files {
		work <- path
	}
	close(work)
	wg.Wait()
	select {
	case err := <-errs:
		return err
	default:
		return nil
	}
}

func barePage(md goldmark.Markdown, path, out string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var body, page bytes.Buffer
	if err := md.Convert(text, &body); err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(path), ".md")
	lang := filepath.Base(filepath.Dir(path))
	if err := layout.Execute(&page, map[string]any{"Lang": lang, "Title": name, "Body": template.HTML(body.String())}); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, lang, "plan", name+".html"), page.Bytes(), 0o644)
}
