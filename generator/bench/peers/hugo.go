package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

var langs = []string{"zh", "en"}

// hugoSite lays a Hugo site around the Markdown of a lean corpus: the same files,
// the leanest layout that shows them, and none of the pages that Hugo adds by
// itself.
func hugoSite(corpus, dir string) error {
	for _, lang := range langs {
		from, to := filepath.Join(corpus, "content", lang), filepath.Join(dir, "content", lang, "plan")
		if err := os.CopyFS(to, os.DirFS(from)); err != nil {
			return err
		}
	}
	for name, text := range map[string]string{
		"hugo.toml":                    hugoConfig,
		"layouts/_default/single.html": hugoSingle,
		"layouts/_default/list.html":   hugoList,
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

const hugoConfig = `baseURL = "http://127.0.0.1/"
title = "Sample atlas"
uglyURLs = true
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "robotsTXT", "404"]
defaultContentLanguage = "zh"
defaultContentLanguageInSubdir = true
[languages.zh]
contentDir = "content/zh"
[languages.en]
contentDir = "content/en"
[markup.goldmark.renderHooks.link]
useEmbedded = "never"
[markup.goldmark.parser]
autoHeadingID = false
`

const hugoSingle = `<!DOCTYPE html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .File.ContentBaseName }}</title></head>
<body><main>{{ .Content }}</main></body></html>
`

const hugoList = `<!DOCTYPE html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ range .Pages }}<p><a href="{{ .RelPermalink }}">{{ .RelPermalink }}</a></p>
{{ end }}</main></body></html>
`

var versionWord = regexp.MustCompile(`v\d+\.\d+\.\d+`)

// hugoVersion is what Hugo says of itself, "" without one.
func (p *plan) hugoVersion() string {
	if p.hugo == "" {
		return ""
	}
	out, err := exec.Command(p.hugo, "version").Output()
	if err != nil {
		return ""
	}
	return string(versionWord.Find(out))
}
