package atlas

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"atlas/generator/diag"
)

// lines are problems, a line each.
func lines(l diag.List, lang diag.Lang) string {
	var out []string
	for _, p := range l {
		s := fmt.Sprintf("%s %s %s %s", p.Place, p.Severity, p.Rule, p.Message.In(lang))
		if !p.Hint.IsZero() {
			s += " (" + p.Hint.In(lang) + ")"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

func put(site fstest.MapFS, path, text string) { site[path] = &fstest.MapFile{Data: []byte(text)} }

// What goes wrong between files is said plainly, and once.
func TestSaidBetweenFiles(t *testing.T) {
	type change func(t *testing.T, site fstest.MapFS)
	set := func(path, old, text string) change {
		return func(t *testing.T, site fstest.MapFS) { edit(t, site, path, old, text) }
	}
	file := func(path, text string) change {
		return func(_ *testing.T, site fstest.MapFS) { put(site, path, text) }
	}
	none := func(path string) change { return func(_ *testing.T, site fstest.MapFS) { delete(site, path) } }
	all := func(list ...change) change {
		return func(t *testing.T, site fstest.MapFS) {
			for _, c := range list {
				c(t, site)
			}
		}
	}
	years := set("data/datapackage.yaml", "        - {name: unit, title", "        - {name: year}\n        - {name: unit, title")
	for _, c := range []struct {
		name   string
		change change
		zh, en string
	}{
		{"a figure of a map that is not there", set("content/zh/ch1.md", "map:bay", "map:bya"),
			`content/zh/ch1.md:9:1 error figure-map 没有地图 "bya" (是否想写 "bay"？)`,
			`content/zh/ch1.md:9:1 error figure-map there is no map "bya" (did you mean "bay"?)`},
		{"a figure of a map that nobody could mean", set("content/zh/ch1.md", "map:bay", "map:transport"),
			`content/zh/ch1.md:9:1 error figure-map 没有地图 "transport" (可用：bay)`,
			`content/zh/ch1.md:9:1 error figure-map there is no map "transport" (there are: bay)`},
		{"a photograph", set("content/zh/ch1.md", "map:bay", "photo.jpg"),
			`content/zh/ch1.md:9:1 error figure-map 图的地址 "photo.jpg" 不是地图：正文中的图由图集的地图画出 (写作 ![图题](map:地图的标识)，地图在 data/maps.yaml 中；照片不能放进正文)`,
			`content/zh/ch1.md:9:1 error figure-map the figure’s address "photo.jpg" is no map: the figures of the text are drawn by maps of the atlas (write ![caption](map:ID) with the id of a map in data/maps.yaml; the text holds no photographs)`},
		{"a figure where there are no maps yet", none("data/maps.yaml"),
			`content/en/ch1.md:9:1 warning figure-map 没有地图 "bay" (在 data/maps.yaml 中描述这幅地图)` + "\n" + `content/zh/ch1.md:9:1 warning figure-map 没有地图 "bay" (在 data/maps.yaml 中描述这幅地图)`,
			`content/en/ch1.md:9:1 warning figure-map there is no map "bay" (describe the map in data/maps.yaml)` + "\n" + `content/zh/ch1.md:9:1 warning figure-map there is no map "bay" (describe the map in data/maps.yaml)`},
		{"a slug of two words", set("data/places.csv", "shiqiao,,9001", "shi qiao,,9001"),
			`data/places.csv:3:1 error place-slug "shi qiao" 不能作网页的地址：只能用小写字母 a–z、数字和连字符 (写作 shi-qiao；别的表用到它的地方一并改)`,
			`data/places.csv:3:1 error place-slug "shi qiao" cannot be the address of a page, which has small letters a–z, digits and hyphens only (write shi-qiao, here and where other tables name it)`},
		{"a slug with a capital", set("data/places.csv", "shiqiao,,9001", "Shiqiao,,9001"),
			`data/places.csv:3:1 error place-slug "Shiqiao" 不能作网页的地址：只能用小写字母 a–z、数字和连字符 (写作 shiqiao；别的表用到它的地方一并改)`,
			`data/places.csv:3:1 error place-slug "Shiqiao" cannot be the address of a page, which has small letters a–z, digits and hyphens only (write shiqiao, here and where other tables name it)`},
		{"a slug in Chinese, where the place has a Latin name", set("data/places.csv", "shiqiao,,9001", "石桥,,9001"),
			`data/places.csv:3:1 error place-slug "石桥" 不能作网页的地址：只能用小写字母 a–z、数字和连字符 (写作 shiqiao；别的表用到它的地方一并改)`,
			`data/places.csv:3:1 error place-slug "石桥" cannot be the address of a page, which has small letters a–z, digits and hyphens only (write shiqiao, here and where other tables name it)`},
		{"a slug that would be another place's", set("data/places.csv", "shiqiao,,9001,town,north-bay,whole,石桥镇,Shiqiao Town,石桥,Shiqiao", "Liupu,,9001,town,north-bay,whole,石桥镇,石桥,石桥,石桥"),
			`data/places.csv:3:1 error place-slug "Liupu" 不能作网页的地址：只能用小写字母 a–z、数字和连字符 (写成拼音或拉丁字母)`,
			`data/places.csv:3:1 error place-slug "Liupu" cannot be the address of a page, which has small letters a–z, digits and hyphens only (write the name in plain Latin letters)`},
		{"an id in places and names", set("data/names.csv", "liupu-quay,quay", "shiqiao,quay"),
			`data/names.csv:3:1 error name-id "shiqiao" 已是一个地方的标识，见 data/places.csv:3 (给这个名称另取一个标识，用到它的地方一并改；若两行说的是同一个地方，删去一行)`,
			`data/names.csv:3:1 error name-id "shiqiao" is already the id of a place, data/places.csv:3 (give the name another id, here and where it is referred to; if both rows are the same place, delete one)`},
		{"a year with a word to it", all(years, set("data/values.csv", "comparator,unit,", "comparator,unit,year,"),
			set("data/values.csv", "=,person,", "=,person,2024年,"), set("data/values.csv", "=,berth,", "=,berth,2030,")),
			`data/values.csv:2:41 error table-year year 列的 "2024年" 多写了字 (只写 2024)`,
			`data/values.csv:2:41 error table-year "2024年" in the column year says more than the year (write 2024 only)`},
		{"a block behind the last of its section", set("data/values.csv", "ch1-s1-p1", "ch1-s1-p3"),
			`data/values.csv:2:50 error table-reference block 列的 "ch1-s1-p3" 在 plan 中不存在 (ch1-s1 到 p2 为止)`,
			`data/values.csv:2:50 error table-reference "ch1-s1-p3" in the column block is not in plan (ch1-s1 ends with p2)`},
		{"a section behind the last of its chapter", set("data/values.csv", "ch1-s1-p1", "ch1-s2-p1"),
			`data/values.csv:2:50 error table-reference block 列的 "ch1-s2-p1" 在 plan 中不存在 (ch1 到 s1 为止)`,
			`data/values.csv:2:50 error table-reference "ch1-s2-p1" in the column block is not in plan (ch1 ends with s1)`},

		{"a copy of a chapter", file("content/en/ch1 copy.md", "# Again\n"),
			`content/en/ch1 copy.md warning file-unused 没有什么用到这个文件 (章的文件名应为 ch1.md；若是多余的副本，移到别处)`,
			`content/en/ch1 copy.md warning file-unused nothing uses this file (a chapter’s file is called ch1.md; if this is a copy, move it away)`},
		{"a copy of a table", file("data/values (1).csv", "id\n"),
			`data/values (1).csv warning file-unused 没有什么用到这个文件 (图集读的是 values.csv；留下对的一个，用这个名字)`,
			`data/values (1).csv warning file-unused nothing uses this file (the atlas reads values.csv; keep the right one of the two, under that name)`},
		{"a table that is not described", file("data/ports.csv", "id\n"),
			`data/ports.csv warning file-unused 没有什么用到这个文件 (表格要在 data/datapackage.yaml 中描述；不用的移到别处)`,
			`data/ports.csv warning file-unused nothing uses this file (a table is described in data/datapackage.yaml; move away what is not needed)`},
		{"a layer that is not listed", file("data/geo/rivers.geojson", "{}"),
			`data/geo/rivers.geojson warning file-unused 没有什么用到这个文件 (图层要写进 data/geo/layers.yaml；不用的移到别处)`,
			`data/geo/rivers.geojson warning file-unused nothing uses this file (a layer is listed in data/geo/layers.yaml; move away what is not needed)`},
		{"a chapter in no language", file("content/ch2.md", "# 二\n"),
			`content/ch2.md warning file-unused 没有什么用到这个文件 (正文和文章放在各语言的文件夹里，如 content/zh)`,
			`content/ch2.md warning file-unused nothing uses this file (chapters and articles stand in the folders of the languages, such as content/en)`},
		{"a folder of photographs", all(file("content/zh/photos/a.jpg", ""), file("content/zh/photos/2024/b.jpg", "")),
			`content/zh/photos warning file-unused 没有什么用到这个文件夹 (移到 content 和 data 之外)`,
			`content/zh/photos warning file-unused nothing uses this folder (move it out of content and data)`},
		{"a language that is not listed", file("content/fr/ch1.md", "# Un\n"),
			`content/fr warning file-unused 没有什么用到这个文件夹 (若 fr 是一种语言，在 content/site.yaml 的 languages 下列出它；否则移到别处)`,
			`content/fr warning file-unused nothing uses this folder (if fr is a language, list it under languages in content/site.yaml; else move it away)`},
		{"files for people, and what editors leave", all(file("content/README.md", ""), file("data/LICENSE.txt", ""), file("data/geo/SOURCES.md", ""), file("data/~$values.xlsx", ""),
			file("data/.DS_Store", ""), file("content/zh/ch1.md~", ""), file("data/Thumbs.db", ""), file("data/.~lock.values.csv#", ""), file("content/strings/en.yaml", ""),
			file("content/zh/~$ch1.md", "lock"), file("content/zh/.~lock.ch1.md#", "lock"), file("content/zh/4913", ""), file("content/zh/.#ch1.md", ""),
			file("content/zh/#ch1.md#", ""), file("content/zh/handbook/~$index.md", "lock"), file("content/~$zh/ch1.md", "")), "", ""},
		{"a copy of a language", file("content/en - Copy/ch1.md", "# Un\n"),
			`content/en - Copy warning file-unused 没有什么用到这个文件夹 (这像是 content/en 的副本：图集只读 content/en；要留的内容并入其中，副本移到别处)`,
			`content/en - Copy warning file-unused nothing uses this folder (it looks like a copy of content/en, which alone is read: put what you want to keep there, and move the copy away)`},
		{"a chapter with the ending of a text", file("content/zh/ch5.md.txt", "# 五\n"),
			`content/zh/ch5.md.txt warning file-unused 没有什么用到这个文件 (章的文件名应为 ch5.md；若是多余的副本，移到别处)`,
			`content/zh/ch5.md.txt warning file-unused nothing uses this file (a chapter’s file is called ch5.md; if this is a copy, move it away)`},
		{"a chapter from a word processor", file("content/zh/ch5.docx", "PK"),
			`content/zh/ch5.docx warning file-unused 没有什么用到这个文件 (章是 Markdown 文本：把 ch5.docx 的文字另存为 UTF-8 文本 ch5.md，标题前加 #)`,
			`content/zh/ch5.docx warning file-unused nothing uses this file (a chapter is Markdown text: save the text of ch5.docx as ch5.md, UTF-8, with # before its headings)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := bay(t)
			c.change(t, site)
			_, problems := NewLoader(site).Load()
			if got := lines(problems, diag.Chinese); got != c.zh {
				t.Errorf("got\n%s\nwant\n%s", got, c.zh)
			}
			if got := lines(problems, diag.English); got != c.en {
				t.Errorf("got\n%s\nwant\n%s", got, c.en)
			}
		})
	}
}

func TestChapterMeant(t *testing.T) {
	for name, want := range map[string]string{"ch2.md": "", "ch01.md": "ch1.md", "Ch2.md": "ch2.md", "ch2.MD": "ch2.md", "ch 2.md": "ch2.md", "ch2 - 副本.md": "ch2.md",
		"ch2 (1).md": "ch2.md", "ch2（1）.md": "ch2.md", "ch2_old.md": "ch2.md", "ch12.docx": "ch12.md", "ch2.txt": "ch2.md", "about.md": "", "chapter.md": "",
		"ch2-notes.md": "", "church2.md": "", "ch0.md": "", "ch00.md": "ch0.md", "ch2.csv": "", "ch5.md.txt": "ch5.md", "ch5.odt": "ch5.md"} {
		if got, _ := chapterMeant(name); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

func TestSlugOf(t *testing.T) {
	for s, want := range map[string]string{"bai gang": "bai-gang", "Mingchuan": "mingchuan", "Xī’ān": "xian", " A_B–c ": "a-b-c", "柏港": "", "Bǎigǎng Shì": "baigang-shi", "--": "", "１２": "12"} {
		if got := slugOf(s); got != want {
			t.Errorf("%q: %q, not %q", s, got, want)
		}
	}
}

// Where something cannot be read, what refers into it is not reported as missing.
func TestConsequencesAreHeldBack(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(site fstest.MapFS)
		want   []string // rules
	}{
		{"a table that cannot be read", func(site fstest.MapFS) { put(site, "data/places.csv", "") }, []string{"csv-empty-file"}},
		{"a table without its key", func(site fstest.MapFS) { edit(t, site, "data/places.csv", "slug,page", "slgu,page") }, []string{"csv-column"}},
		{"a damaged row", func(site fstest.MapFS) { edit(t, site, "data/places.csv", ",120.15,30.05,", ",120.15") }, []string{"csv-cells"}},
		{"a damaged number that a chart shows", func(site fstest.MapFS) {
			edit(t, site, "data/values.csv", ",人口1.2万人", "")
			put(site, "data/charts.yaml", "charts:\n  - id: people\n    kind: bars\n    title: {zh: 人口, en: People}\n    values: [{id: population}]\n")
		}, []string{"csv-cells"}},
		{"a table under another name", func(site fstest.MapFS) {
			site["data/value.csv"] = site["data/values.csv"]
			delete(site, "data/values.csv")
		}, []string{"file"}},
		{"a damaged note", func(site fstest.MapFS) {
			edit(t, site, "data/emendations.csv", ",Two towns never had 120000 people,,", "")
		}, []string{"csv-cells"}},
		{"a chapter that cannot be read", func(site fstest.MapFS) {
			put(site, "content/zh/ch1.md", "\x00\xff\x00")
		}, []string{"encoding"}},
		{"maps that cannot be read", func(site fstest.MapFS) { put(site, "data/maps.yaml", "maps: [") }, []string{"yaml"}},
		{"layers that cannot be read", func(site fstest.MapFS) { put(site, "data/geo/layers.yaml", "layers: [") }, []string{"yaml"}},
		{"tables of which nothing is known", func(site fstest.MapFS) { put(site, "data/datapackage.yaml", "resources: [") }, []string{"yaml"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			site := bay(t)
			c.change(site)
			_, problems := NewLoader(site).Load()
			var got []string
			for _, p := range problems {
				got = append(got, p.Rule)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s", lines(problems, diag.English))
			}
		})
	}
}

// A loader that is told what changed says the same of unused files as a new one.
func TestUnusedAgain(t *testing.T) {
	site := bay(t)
	l := NewLoader(site)
	l.Load()
	for i, c := range []struct {
		path, text string // "" for a file that goes
		want       string
	}{
		{"data/values (1).csv", "id\n", "data/values (1).csv"},
		{"content/zh/photos/a.jpg", "x", "content/zh/photos data/values (1).csv"},
		{"content/zh/photos/b.jpg", "x", "content/zh/photos data/values (1).csv"},
		{"data/values (1).csv", "id,x\n", "content/zh/photos data/values (1).csv"},
		{"data/values (1).csv", "", "content/zh/photos"},
		{"content/en/ch01.md", "# One\n", "content/en/ch01.md content/zh/photos"},
		{"content/zh/photos/a.jpg", "", "content/en/ch01.md content/zh/photos"},
		{"content/zh/photos/b.jpg", "", "content/en/ch01.md"},
		{"content/en/ch01.md", "", ""},
	} {
		changed := []string{c.path}
		if c.text == "" {
			delete(site, c.path)
		} else {
			put(site, c.path, c.text)
		}
		_, got := l.Reload(changed)
		_, want := NewLoader(site).Load()
		var places []string
		for _, p := range got {
			places = append(places, p.Place.String())
		}
		if said(got) != said(want) || strings.Join(places, " ") != c.want {
			t.Errorf("step %d: %q\n%s\nread anew:\n%s", i, places, said(got), said(want))
		}
	}
}
