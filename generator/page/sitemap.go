package page

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
)

// What one site map may hold, as sitemaps.org has it: addresses and bytes.
const (
	sitemapAddresses = 50_000
	sitemapBytes     = 50_000_000
)

const (
	sitemapName  = "sitemap" // begins the names of its files
	sitemapHead  = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	sitemapFoot  = "</urlset>\n"
	sitemapIndex = xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n"
)

// sitemap lists the pages of a site that knows its address, each with all its
// languages.
type sitemap struct {
	base      string      // the site's address
	languages [][2]string // code and tag
	pages     []string    // their paths within a language's folder
	perFile   int         // how many pages one file may hold
}

// newSitemap lays pages out on as few files as may hold them.
func newSitemap(base string, languages [][2]string, pages []string) *sitemap {
	m := &sitemap{base: base, languages: languages, pages: pages}
	longest := ""
	for _, p := range pages {
		if len(p) > len(longest) {
			longest = p
		}
	}
	var entry bytes.Buffer
	m.entry(&entry, longest)
	m.perFile = max(1, min(sitemapAddresses/len(languages), (sitemapBytes-len(sitemapHead)-len(sitemapFoot))/entry.Len()))
	return m
}

// files adds the site map: sitemap.xml, which holds all, or where that is too much
// for one file names sitemap-1.xml and those that follow it.
func (m *sitemap) files(add adder) {
	parts := max(1, (len(m.pages)+m.perFile-1)/m.perFile)
	if parts == 1 {
		add(sitemapName+".xml", func() ([]byte, error) { return m.part(m.pages), nil })
		return
	}
	name := func(i int) string { return sitemapName + "-" + strconv.Itoa(i+1) + ".xml" }
	add(sitemapName+".xml", func() ([]byte, error) {
		var out bytes.Buffer
		out.WriteString(sitemapIndex)
		for i := range parts {
			out.WriteString("<sitemap><loc>" + xmlText(m.base+name(i)) + "</loc></sitemap>\n")
		}
		out.WriteString("</sitemapindex>\n")
		return out.Bytes(), nil
	})
	for i := range parts {
		add(name(i), func() ([]byte, error) {
			return m.part(m.pages[i*m.perFile : min((i+1)*m.perFile, len(m.pages))]), nil
		})
	}
}

func (m *sitemap) part(pages []string) []byte {
	var out bytes.Buffer
	out.WriteString(sitemapHead)
	for _, p := range pages {
		m.entry(&out, p)
	}
	out.WriteString(sitemapFoot)
	return out.Bytes()
}

// entry writes a page in every language.
func (m *sitemap) entry(out *bytes.Buffer, page string) {
	var others strings.Builder
	for _, l := range m.languages {
		others.WriteString(`<xhtml:link rel="alternate" hreflang="` + xmlText(l[1]) + `" href="` + xmlText(m.base+l[0]+"/"+page) + `"/>`)
	}
	for _, l := range m.languages {
		out.WriteString("<url><loc>" + xmlText(m.base+l[0]+"/"+page) + "</loc>" + others.String() + "</url>\n")
	}
}

// xmlText is a text as it stands in XML.
func xmlText(s string) string {
	if !strings.ContainsAny(s, `<>&"'`) {
		return s
	}
	var out bytes.Buffer
	_ = xml.EscapeText(&out, []byte(s)) // a buffer takes everything
	return out.String()
}

// sitemapFiles adds the site map where the site knows its address.
func (e *Env) sitemapFiles(add adder) {
	a := e.Atlas
	if a.Site.URL == "" {
		return
	}
	var languages [][2]string
	for _, l := range a.Languages {
		languages = append(languages, [2]string{l.Code, l.Tag})
	}
	var pages []string
	e.languageFiles(0, true, func(p string, _ func() ([]byte, error)) {
		pages = append(pages, strings.TrimPrefix(p, a.Languages[0].Code+"/"))
	})
	newSitemap(a.Site.URL, languages, pages).files(add)
}
