package corpus

import (
	"fmt"
	"strings"
)

// Rich writes a site of n chapters in two languages into an empty folder, with a
// county for every ten chapters (2 at least, 900 at most) that the text names, a
// value with its sentence and a box in every chapter, a map of the counties and a
// chart. It has the engine's own layouts, and passes check.
func Rich(dir string, n int) error {
	w := writer{dir: dir}
	places := min(max(n/10, 2), len(first)*len(second))
	w.file("content/site.yaml", siteYAML[:strings.Index(siteYAML, "without:")]+richYAML)
	var rows, values strings.Builder
	rows.WriteString("slug,page,adcode,rank,parent,extent,name_zh,name_en,short_zh,short_en,forms_zh,forms_en,seat_lon,seat_lat\n")
	for i := range places {
		c := county(i)
		lon, lat := c.corner()
		fmt.Fprintf(&rows, "%s,,%d,county,,whole,%s,%s,%s,%s,%s,%s,%.3f,%.3f\n", c.slug, 100000+i, c.zh, c.en, c.zh, c.en, c.zh, c.en, lon+step/2, lat+step/2)
	}
	values.WriteString("id,indicator_zh,indicator_en,value,comparator,unit,kind,block,quote\n")
	for i := range n {
		a, b, people := county(i%places), county((i*7+1)%places), 10+i%90
		fmt.Fprintf(&values, "people-%d,常住人口,Resident population,%d0000,=,person,baseline,ch%d-s1-p1,常住人口%d万人\n", i+1, people, i+1, people)
		w.file(fmt.Sprintf("content/zh/ch%d.md", i+1), richPage(i, n, true, a.zh, b.zh, people))
		w.file(fmt.Sprintf("content/en/ch%d.md", i+1), richPage(i, n, false, a.en, b.en, people))
	}
	for _, l := range []string{"zh", "en"} {
		title := map[string]string{"zh": "关于样本", "en": "About the sample"}[l]
		w.file("content/"+l+"/about.md", "---\ntitle: "+title+"\n---\n\n"+title+"\n")
	}
	w.file("data/places.csv", rows.String())
	w.file("data/values.csv", values.String())
	w.file("data/datapackage.yaml", packageYAML)
	w.file("data/maps.yaml", mapsYAML)
	w.file("data/charts.yaml", chartsYAML)
	w.file("data/geo/layers.yaml", layersYAML)
	w.file("data/geo/counties.geojson", grid(places))
	return w.err
}

// richPage is the i-th chapter: a paragraph that names two counties and states a
// number, the text of the lean corpus, and a box.
func richPage(i, n int, chinese bool, a, b string, people int) string {
	title, rest, _ := strings.Cut(Page(i, n, chinese), "\n\n## ")
	section, rest, _ := strings.Cut(rest, "\n\n")
	figure := ""
	if chinese {
		if i == 0 {
			figure = "\n![县界图](map:counties)\n"
		}
		return fmt.Sprintf("%s\n\n## %s\n\n%s与%s为邻，常住人口%d万人。\n\n%s%s\n> ### 重点工程\n>\n> - **%s。**建设通道。\n> - **%s。**保护水源。\n",
			title, section, a, b, people, rest, figure, a, b)
	}
	if i == 0 {
		figure = "\n![Map of the counties](map:counties)\n"
	}
	return fmt.Sprintf("%s\n\n## %s\n\n%s, next to %s, has %d,000 residents.\n\n%s%s\n> ### Key works\n>\n> - **%s.** Build a corridor.\n> - **%s.** Protect the sources.\n",
		title, section, a, b, 10*people, rest, figure, a, b)
}

// place is an invented county.
type place struct {
	index        int
	slug, zh, en string
}

func county(i int) place {
	x, y := first[i%len(first)], second[i/len(first)%len(second)]
	name := strings.ToUpper(x[1][:1]) + x[1][1:] + y[1]
	return place{i, x[1] + y[1], x[0] + y[0] + "县", name + " County"}
}

// The counties lie in a grid of cells of so many degrees.
const (
	columns = 30
	step    = 0.2
)

// corner is a county's south-west corner.
func (p place) corner() (lon, lat float64) {
	return 100 + step*float64(p.index%columns), 28 + step*float64(p.index/columns)
}

func grid(n int) string {
	var b strings.Builder
	b.WriteString("{\"type\": \"FeatureCollection\", \"features\": [\n")
	for i := range n {
		lon, lat := county(i).corner()
		e, t := 100+step*float64(i%columns+1), 28+step*float64(i/columns+1)
		sep := ","
		if i == n-1 {
			sep = ""
		}
		fmt.Fprintf(&b, `{"type": "Feature", "properties": {"code": "%d"}, "geometry": {"type": "Polygon", "coordinates": [[[%.3f, %.3f], [%.3f, %.3f], [%.3f, %.3f], [%.3f, %.3f], [%.3f, %.3f]]]}}%s`+"\n",
			100000+i, lon, lat, e, lat, e, t, lon, t, lon, lat, sep)
	}
	b.WriteString("]}\n")
	return b.String()
}

var (
	first = pairs("安 an 白 bai 长 chang 大 da 东 dong 丰 feng 高 gao 广 guang 海 hai 和 he 红 hong 华 hua 怀 huai 金 jin 康 kang " +
		"兰 lan 乐 le 龙 long 明 ming 南 nan 宁 ning 平 ping 青 qing 荣 rong 石 shi 太 tai 望 wang 新 xin 永 yong 中 zhong")
	second = pairs("滨 bin 昌 chang 川 chuan 德 de 岭 ling 港 gang 谷 gu 河 he 湖 hu 江 jiang 口 kou 林 lin 陵 ling 陆 lu 门 men " +
		"坪 ping 浦 pu 桥 qiao 泉 quan 沙 sha 山 shan 寿 shou 塘 tang 湾 wan 溪 xi 阳 yang 原 yuan 源 yuan 泽 ze 州 zhou")
)

// pairs reads characters with their readings. A reading that stands twice gets a
// number, so that no two counties have the same slug.
func pairs(s string) [][2]string {
	var out [][2]string
	seen := map[string]int{}
	f := strings.Fields(s)
	for i := 0; i < len(f); i += 2 {
		reading := f[i+1]
		if seen[reading]++; seen[reading] > 1 {
			reading += strings.Repeat("o", seen[reading]-1)
		}
		out = append(out, [2]string{f[i], reading})
	}
	return out
}

const richYAML = `ranks:
  - {id: county, page: true, name: {zh: 县, en: County}, names: {zh: 县, en: Counties}}
geometry: [counties]
home: {map: counties, chart: people, numbers: [people-1]}
`

const packageYAML = `name: sample
title: {zh: 样本数据, en: Sample data}
resources:
  - name: places
    path: places.csv
    title: {zh: 地名表, en: Gazetteer}
    license: {name: CC0-1.0, title: {zh: 公有领域, en: Public domain}}
    schema:
      primaryKey: slug
      fields:
        - {name: slug, title: {zh: 标识, en: Slug}, constraints: {required: true}}
        - {name: page, title: {zh: 所在页面, en: Page}, reference: places}
        - {name: adcode, title: {zh: 代码, en: Code}}
        - {name: rank, title: {zh: 级别, en: Rank}, constraints: {required: true, enum: [county]}}
        - {name: parent, title: {zh: 隶属, en: Belongs to}, reference: places}
        - {name: extent, title: {zh: 范围, en: Extent}, constraints: {required: true, enum: [whole, part]}}
        - {name: name, title: {zh: 名称, en: Name}, localized: true, constraints: {required: true}}
        - {name: short, title: {zh: 简称, en: Short name}, localized: true, constraints: {required: true}}
        - {name: forms, title: {zh: 写法, en: Forms}, localized: true, list: true}
        - {name: seat_lon, title: {zh: 经度, en: Longitude}, type: number}
        - {name: seat_lat, title: {zh: 纬度, en: Latitude}, type: number}
  - name: values
    path: values.csv
    title: {zh: 数量表, en: Values}
    fromPlan: true
    license: {name: CC0-1.0, title: {zh: 公有领域, en: Public domain}}
    schema:
      primaryKey: id
      fields:
        - {name: id, title: {zh: 标识, en: Id}, constraints: {required: true}}
        - {name: indicator, title: {zh: 指标, en: Indicator}, localized: true, constraints: {required: true}}
        - {name: value, title: {zh: 数值, en: Value}, constraints: {required: true}}
        - {name: comparator, title: {zh: 比较, en: Comparator}, constraints: {required: true, enum: ["="]}}
        - {name: unit, title: {zh: 单位, en: Unit}}
        - {name: kind, title: {zh: 性质, en: Kind}, constraints: {required: true, enum: [baseline]}}
        - {name: block, title: {zh: 段落, en: Block}, reference: plan, constraints: {required: true}}
        - {name: quote, title: {zh: 原文, en: Quote}, constraints: {required: true}}
`

const mapsYAML = `maps:
  - id: counties
    figure: fig1
    title: {zh: 各县, en: The counties}
    projection: albers
    review: {reason: draft}
    layers:
      - {layer: counties, draw: areas, name: {zh: 县, en: Counties}}
`

const chartsYAML = `charts:
  - id: people
    kind: bars
    pages: [data]
    title: {zh: 三个县的人口, en: People in three counties}
    unit: {zh: 万人, en: "10,000"}
    source: {zh: 样本规划, en: the sample plan}
    values:
      - {id: people-1, label: {zh: 甲, en: A}}
      - {id: people-2, label: {zh: 乙, en: B}}
`

const layersYAML = `layers:
  - id: counties
    file: counties.geojson
    key: code
    datum: WGS84
    title: {zh: 县界, en: County boundaries}
    source: {zh: 虚构, en: invented}
    accuracy: {zh: 示意, en: schematic}
    license: {name: CC0-1.0, title: {zh: 公有领域, en: Public domain}}
    redistributable: true
`
