package check

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/atlas"
)

// BenchmarkPlan runs all rules over the plan beside the generator: for the first
// time (aim: 100 ms), and again when nothing changed.
func BenchmarkPlan(b *testing.B) {
	root := os.DirFS("../..")
	a, _ := atlas.NewLoader(root).Load()
	if a == nil {
		b.Skip("there is no plan")
	}
	benchmark(b, a)
}

// BenchmarkLarge does the same with an atlas of 20,000 pages, 10,000 chapters in
// two languages (aim: 2 s).
func BenchmarkLarge(b *testing.B) {
	site := largeSite(10_000)
	a, problems := atlas.NewLoader(site).Load()
	if len(problems) > 0 {
		b.Fatal(problems[0])
	}
	if l := New(site).Check(a); len(l) > 0 {
		b.Fatal(report(l[:min(len(l), 3)]))
	}
	benchmark(b, a)
}

func benchmark(b *testing.B, a *atlas.Atlas) {
	b.Run("first", func(b *testing.B) {
		for b.Loop() {
			New(nil).Check(a)
		}
	})
	b.Run("again", func(b *testing.B) {
		c := New(nil)
		c.Check(a)
		for b.Loop() {
			c.Check(a)
		}
	})
}

// largeSite is an invented plan of so many chapters, with a gazetteer of 500
// places and a glossary of 300 terms, all of it accepted.
func largeSite(chapters int) fstest.MapFS {
	site := fstest.MapFS{}
	put := func(name, text string) { site[name] = &fstest.MapFile{Data: []byte(text)} }
	put("content/site.yaml", `title: {zh: 大图集, en: Large}
languages:
  - {code: zh, tag: zh-CN, name: 中文, spaced: false}
  - {code: en, tag: en, name: English, spaced: true, endings: ["'s", "s"]}
ranks:
  - {id: city, page: true, name: {zh: 市, en: City}, names: {zh: 市, en: Cities}}
`)
	put("data/datapackage.yaml", `name: large
title: {zh: 大, en: Large}
resources:
  - name: places
    path: places.csv
    title: {zh: 地名, en: Places}
    schema:
      primaryKey: slug
      fields: [{name: slug}, {name: rank}, {name: extent}, {name: name, localized: true}, {name: short, localized: true}, {name: forms, localized: true, list: true}]
  - name: glossary
    path: glossary.csv
    title: {zh: 术语, en: Terms}
    schema:
      primaryKey: id
      fields: [{name: id}, {name: term, localized: true}, {name: also, localized: true, list: true}]
`)
	var places, terms strings.Builder
	places.WriteString("slug,rank,extent,name_zh,name_en,short_zh,short_en,forms_zh,forms_en\n")
	for i := range 500 {
		zh, en := placeName(i)
		fmt.Fprintf(&places, "p%[1]d,city,whole,%[2]s市,%[3]s,%[2]s,%[3]s,%[2]s;%[2]s市,%[3]s\n", i, zh, en)
	}
	terms.WriteString("id,term_zh,term_en,also_zh,also_en\n")
	for i := range 300 {
		zh, en := termName(i)
		fmt.Fprintf(&terms, "t%d,%s,%s,,\n", i, zh, en)
	}
	put("data/places.csv", places.String())
	put("data/glossary.csv", terms.String())
	for n := range chapters {
		var zh, en strings.Builder
		fmt.Fprintf(&zh, "# 第%d篇\n", n)
		fmt.Fprintf(&en, "# Part %d\n", n)
		for k := range 6 {
			p, q := (n*7+k*31)%500, (n*13+k*17+1)%500
			t := (n*3 + k*11) % 300
			pz, pe := placeName(p)
			qz, qe := placeName(q)
			tz, te := termName(t)
			v := n*10 + k + 12
			fmt.Fprintf(&zh, "\n**加快%[3]s建设。**统筹%[1]s和%[2]s发展，到2035年常住人口达到%[4]d万人，占比超过%[5]d.5%%，形成布局合理、功能完善、集约高效的格局，持续提升公共服务水平和资源环境承载能力。\n", pz, qz, tz, v, k+20)
			fmt.Fprintf(&en, "\n**Speed up the building of %[3]s.** Coordinate the development of %[1]s and %[2]s; by 2035 the permanent population will reach %.2[4]f million, a share of more than %[5]d.5 percent, with a well-planned, complete, intensive and efficient layout, while the level of services and the carrying capacity of resources keep rising.\n", pe, qe, te, float64(v)/100, k+20)
		}
		put(fmt.Sprintf("content/zh/ch%d.md", n), zh.String())
		put(fmt.Sprintf("content/en/ch%d.md", n), en.String())
	}
	put("content/translations.lock", string(acceptAll(site)))
	return site
}

var syllables = strings.Fields("安an 北bei 昌chang 东dong 丰feng 光guang 海hai 华hua 金jin 凉liang 龙long 南nan 宁ning 平ping 青qing 山shan 泉quan 石shi 田tian 万wan 西xi 阳yang 玉yu")

// placeName is the i-th of 500 invented names in two languages.
func placeName(i int) (zh, en string) {
	a, b := syllables[i%len(syllables)], syllables[i/len(syllables)%len(syllables)]
	zh = "乐" + a[:3] + b[:3]
	return zh, "Le" + a[3:] + b[3:]
}

// termName is the i-th of 300 invented terms in two languages.
func termName(i int) (zh, en string) {
	kinds := [][2]string{{"走廊", "corridor"}, {"基地", "base"}, {"平台", "platform"}}
	k := kinds[i%3]
	a, b := syllables[i/3%len(syllables)], syllables[i/3/len(syllables)]
	return "综合" + a[:3] + b[:3] + k[0], "comprehensive " + a[3:] + b[3:] + " " + k[1]
}
