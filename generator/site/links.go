package site

import (
	"bytes"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/links"
	"atlas/generator/source"
	"atlas/generator/text"
)

// linkProblem says what is wrong with a link, at the line that made it where
// that is known.
func (s *Snapshot) linkProblem(f links.Fault) diag.Problem {
	p := diag.Problem{Rule: "link"}
	where := f.Page
	if f.Near != "" && f.Kind != links.Twice {
		where += "#" + f.Near
	}
	switch f.Kind {
	case links.NoFile:
		p.Message = diag.Tf("页面 %s 的链接 %s 指向不存在的文件", "the page %s links to %s, which is no file of the site", where, f.Href)
		p.Hint = diag.T("改正地址，或删去链接", "correct the address or take the link out")
	case links.NoID:
		p.Message = diag.Tf("页面 %s 的链接 %s 指向的位置不存在", "the page %s refers to %s, and there is no such id there", where, f.Href)
		p.Hint = diag.T("# 之后应是目标页面中某个元素的 id", "behind the # stands the id of an element of that page")
	case links.Twice:
		p.Message = diag.Tf("页面 %s 上 id %q 出现多次", "on the page %s the id %q stands more than once", where, f.Href)
		p.Hint = diag.T("一个 id 在一个页面上只能出现一次", "an id may stand on a page once only")
	case links.Rooted:
		p.Message = diag.Tf("页面 %s 的链接 %s 以 / 开头", "the page %s links to %s, which begins with a slash", where, f.Href)
		p.Hint = diag.T("网站可能不在域名的根目录下：请写相对地址", "the site may not lie at its host's root: write the address relative to the page")
	case links.Refused:
		p.Message = diag.Tf("页面 %s 的链接 %s 不是图集可以链接的地址", "the page %s links to %s, to which the atlas does not link", where, f.Href)
		p.Hint = diag.T("可用：http、https、mailto、tel，或相对地址", "write http, https, mailto, tel, or a relative address")
	case links.NoTarget:
		p.Message = diag.Tf("页面 %s 的链接 %s 没有指明文件", "the page %s links to %s, which names no file", where, f.Href)
		p.Hint = diag.T("写明文件，如 index.html：从磁盘打开时没有默认页面", "name the file, such as index.html: opened from disk a folder shows no page")
	}
	var ok bool
	if p.Place, ok = s.madeBy(f); !ok {
		p.Place = diag.Place{File: f.Page}
		if layout := s.layoutOf(f.Page); layout != "" {
			p.Hint.ZH += "；该页面由 " + layout + " 生成"
			p.Hint.EN += "; the page is made by " + layout
		}
	}
	return p
}

// madeBy finds the line of the content that a link or id comes from: a link that
// an editor wrote, or the block in which it stands.
func (s *Snapshot) madeBy(f links.Fault) (diag.Place, bool) {
	code, rest, _ := strings.Cut(f.Page, "/")
	for lang, l := range s.Atlas.Languages {
		if l.Code != code {
			continue
		}
		if place, ok := s.written(lang, f); ok {
			return place, true
		}
		if place, ok := s.inArticle(path.Join("content", l.Code, strings.TrimSuffix(rest, ".html")+".md"), f.Href); ok {
			return place, true
		}
		if b := s.Atlas.Block(f.Near); b != nil && onOwnPage(b, rest) {
			if v, _ := b.Version(lang); v != nil {
				return v.Pos.Place(), true
			}
		}
	}
	return diag.Place{}, false
}

// writtenLinks are the links that stand in the text of the blocks, by language and
// address, in document order.
type writtenLinks []map[string][]writtenLink

type writtenLink struct {
	block string
	at    source.Pos
}

func (s *Snapshot) collectLinks() writtenLinks {
	out := make(writtenLinks, len(s.Atlas.Languages))
	for lang := range out {
		out[lang] = map[string][]writtenLink{}
		for b := range s.Atlas.Blocks() {
			v, _ := b.Version(lang)
			if v == nil {
				continue
			}
			for _, m := range v.Marks {
				if m.Kind == text.Link {
					out[lang][m.Target] = append(out[lang][m.Target], writtenLink{b.ID, v.At(m.Start, m.End)})
				}
			}
		}
	}
	return out
}

// written finds a link that stands in the text of a block in a language: in the
// block that the page shows it in, or else in any.
func (s *Snapshot) written(lang int, f links.Fault) (place diag.Place, found bool) {
	list := s.links()[lang][f.Href]
	if len(list) == 0 {
		return diag.Place{}, false
	}
	for _, l := range list {
		if l.block == f.Near {
			return l.at.Place(), true
		}
	}
	return list[0].at.Place(), true
}

// onOwnPage reports whether a page shows a chapter, so that what stands in a
// block of it comes from the block.
func onOwnPage(b *atlas.Block, page string) bool {
	return strings.HasSuffix(page, "/"+b.Chapter.ID+".html")
}

// inArticle finds an address in an article's file.
func (s *Snapshot) inArticle(file, href string) (diag.Place, bool) {
	if path.Base(file) == "index.md" && path.Dir(path.Dir(file)) == "content" {
		file = path.Join(path.Dir(file), "home.md")
	}
	data, err := fs.ReadFile(s.fsys, file)
	if err != nil || href == "" {
		return diag.Place{}, false
	}
	i := bytes.Index(data, []byte(href))
	if i < 0 {
		return diag.Place{}, false
	}
	f := &source.File{Path: file, Data: data}
	return f.Place(i, utf8.RuneCountInString(href)), true
}

// layoutOf is the layout a page was made by, as the class of its body says.
func (s *Snapshot) layoutOf(page string) string {
	f, ok := s.find(page)
	if !ok {
		return ""
	}
	data, err := makeFile(f)
	if err != nil {
		return ""
	}
	_, after, ok := bytes.Cut(data, []byte(`<body class="k-`))
	if !ok {
		return ""
	}
	name, _, _ := bytes.Cut(after, []byte(`"`))
	return templatesDir + "/" + string(name) + ".html"
}
