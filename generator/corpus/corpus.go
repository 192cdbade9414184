// Package corpus makes sites of any size to measure the atlas with: the same
// number gives the same bytes.
//
// The lean corpus is plain Markdown with a small layout, the same text that
// other generators are given. The rich one has what an atlas has: a gazetteer
// whose places the text names, boxes, tables that quote their sentences, a map of
// counties and a chart, with the engine's own layouts.
package corpus

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Lean writes a site of n chapters in two languages, 2n pages of text, into an
// empty folder. It has no search, no print book and no pages side by side, which
// the generators that it is compared with do not make either.
func Lean(dir string, n int) error {
	w := writer{dir: dir}
	w.file("content/site.yaml", siteYAML)
	for i := range n {
		w.file(fmt.Sprintf("content/zh/ch%d.md", i+1), Page(i, n, true))
		w.file(fmt.Sprintf("content/en/ch%d.md", i+1), Page(i, n, false))
	}
	for name, text := range leanLayouts {
		w.file("templates/"+name, text)
	}
	return w.err
}

// Page is the Markdown of the i-th of n pages of the lean corpus, counted from 0,
// of about 1.2 kB: headings, a table of eight rows, a list, three links to pages
// in the same folder (ch12.html). It has no front matter; "# " and the title are
// its first line.
func Page(i, n int, chinese bool) string {
	r := rand.New(rand.NewPCG(uint64(i), 7))
	words, sep, stop := englishWords, " ", ". "
	if chinese {
		words, sep, stop = chineseWords, "", "。"
	}
	sentence := func(n int) string {
		var parts []string
		for range n {
			parts = append(parts, words[r.IntN(len(words))])
		}
		return strings.Join(parts, sep)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %s %d\n\n", sentence(3), i+1)
	for s := range 2 {
		fmt.Fprintf(&b, "## %s %d\n\n", sentence(2), s+1)
		fmt.Fprintf(&b, "**%s%s**%s%s%s%d%s%s%s\n\n", sentence(3), strings.TrimSpace(stop), sep, sentence(14), stop, 100+r.IntN(900), sep, sentence(5), strings.TrimSpace(stop))
		fmt.Fprintf(&b, "%s [%s](ch%d.html) %s%s\n\n", sentence(6), sentence(2), 1+(i+s*7)%min(n, 97), sentence(8), strings.TrimSpace(stop))
	}
	fmt.Fprintf(&b, "| %s | %s | %s |\n|---|---|---|\n", sentence(1), sentence(1), sentence(1))
	for range 8 {
		fmt.Fprintf(&b, "| %s | %d | %s |\n", sentence(1), r.IntN(10000), sentence(2))
	}
	fmt.Fprintf(&b, "\n- %s\n- %s\n- [%s](ch%d.html)\n", sentence(4), sentence(5), sentence(2), 1+(i+13)%min(n, 97))
	return b.String()
}

// writer writes files until one fails.
type writer struct {
	dir string
	err error
}

func (w *writer) file(name, text string) {
	if w.err != nil {
		return
	}
	p := filepath.Join(w.dir, filepath.FromSlash(name))
	if w.err = os.MkdirAll(filepath.Dir(p), 0o755); w.err == nil {
		w.err = os.WriteFile(p, []byte(text), 0o644)
	}
}

var (
	chineseWords = strings.Fields("建设 发展 城市 规划 交通 铁路 公路 产业 生态 环境 保护 水源 河流 山地 平原 农业 工业 创新 科技 教育 文化 旅游 开放 合作 市场 服务 治理 机制 目标 任务 项目 工程 枢纽 通道 园区 网络 能源 土地 人口 空间")
	englishWords = strings.Fields("build develop city plan transport railway road industry ecology environment protect source river mountain plain farming works innovation science education culture travel opening cooperation market service governance mechanism aim task project engineering hub corridor park network energy land people space")
)

const siteYAML = `title: {zh: 样本图集, en: Sample atlas}
plan:
  title: {zh: 样本规划, en: Sample plan}
  issuers: [{zh: 样本, en: Sample}]
  date: {zh: 2020年, en: "2020"}
  period: {zh: 2020—2030年, en: 2020–2030}
languages:
  - {code: zh, tag: zh-CN, name: 中文, spaced: false}
  - {code: en, tag: en, name: English, spaced: true, endings: ["'s"]}
numbering:
  chapter: {zh: "第{n}章", en: "Chapter {n}"}
  section: {zh: "第{n}节", en: "Section {n}"}
  box: {zh: "专栏{n}", en: "Box {n}"}
  figure: {zh: "图{n}", en: "Figure {n}"}
without: [search, print, parallel, json]
`

// leanLayouts are the leanest that the comparison allows: what other generators
// are given too.
var leanLayouts = map[string]string{
	"chapter.html": `<!DOCTYPE html>
<html lang="{{.Tag}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><main>
{{.Body}}</main></body></html>
`,
	"contents.html": `<!DOCTYPE html>
<html lang="{{.Tag}}"><head><meta charset="utf-8"><title>{{.Title}}</title></head>
<body><main>{{range .Chapters}}<p><a href="{{.Href}}">{{.Title}}</a></p>
{{end}}</main></body></html>
`,
}
