package serve

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/diag"
)

//go:embed list.html
var listSource string

var listLayout = template.Must(template.New("list").Parse(listSource))

// mostListed is how many problems the page of all problems shows.
const mostListed = 2000

type listView struct {
	Lang, Title, Lead, Colon string
	Other, OtherLang         string
	OtherHref, Front         string
	FrontText, More          string
	Files                    []listFile
}

// listFile is a file with what is wrong in it.
type listFile struct {
	File, Name, Count string
	Items             []listItem
	gravest           diag.Severity
}

type listItem struct {
	Class, Kind, Rule, Message, Hint string
	Where                            listPlace
	Notes                            []listPlace
}

// listPlace is a place with its excerpt and what is said of it. The editor's
// address is the site's own choice, so its scheme is not looked at.
type listPlace struct {
	At, Says, Text, Indent, Marks, No, Pad string
	Href                                   template.URL
}

// serveList answers with the page of all problems, grouped by file, in the
// language that the query names or the browser wants.
func (s *Server) serveList(w http.ResponseWriter, r *http.Request) {
	lang := diag.Lang(r.URL.Query().Get("lang"))
	if lang != diag.Chinese && lang != diag.English {
		lang = wanted(r)
	}
	generation := s.site.Generation()
	var page bytes.Buffer
	if err := listLayout.Execute(&page, s.list(lang)); err != nil {
		panic(err) // the layout and its view are ours
	}
	tag := scriptTag(r.URL.Path, s.boot, generation, `data-page="problems"`)
	send(w, r, http.StatusOK, inject(page.Bytes(), tag), ContentType("list.html"))
}

func (s *Server) list(lang diag.Lang) listView {
	problems := slices.Clone(s.site.Problems())
	problems.Sort()
	v := listView{Lang: "en", Title: "What the check says", Colon: ": ", Other: "中文", OtherLang: "zh",
		Front: "../", FrontText: "to the site"}
	if lang == diag.Chinese {
		v = listView{Lang: "zh", Title: "检查的结果", Colon: "：", Other: "English", OtherLang: "en", Front: "../", FrontText: "回到网站"}
	}
	v.OtherHref = "problems?lang=" + v.OtherLang
	v.Lead = diag.T("没有问题。", "No problems.").In(lang)
	if len(problems) > 0 {
		v.Lead = problems.Summary().In(lang) + diag.T("。", ".").In(lang)
	}
	shown := problems[:min(len(problems), mostListed)]
	if n := len(problems) - len(shown); n > 0 {
		v.More = diag.Tf("还有 %d 个", "and %d more", n).In(lang)
	}
	for _, p := range shown {
		n := len(v.Files)
		if n == 0 || v.Files[n-1].File != p.Place.File {
			name := p.Place.File
			if name == "" {
				name = diag.T("整个网站", "the site as a whole").In(lang)
			}
			v.Files = append(v.Files, listFile{File: p.Place.File, Name: name, gravest: p.Severity})
			n++
		}
		f := &v.Files[n-1]
		f.Items = append(f.Items, s.listItem(p, lang))
		f.gravest = min(f.gravest, p.Severity)
		f.Count = strconv.Itoa(len(f.Items))
	}
	// What forbids a build comes first.
	slices.SortStableFunc(v.Files, func(a, b listFile) int { return int(a.gravest - b.gravest) })
	return v
}

func (s *Server) listItem(p diag.Problem, lang diag.Lang) listItem {
	item := listItem{Class: p.Severity.String(), Kind: p.Severity.Name(lang), Rule: p.Rule, Message: p.Message.In(lang),
		Where: s.listPlace(p.Place, "")}
	if !p.Hint.IsZero() {
		item.Hint = diag.T("提示：", "hint: ").In(lang) + p.Hint.In(lang)
	}
	for _, n := range p.Notes {
		item.Notes = append(item.Notes, s.listPlace(n.Place, diag.T("：", ": ").In(lang)+n.Message.In(lang)))
	}
	return item
}

func (s *Server) listPlace(p diag.Place, says string) listPlace {
	j := s.placeData(p)
	marks := strings.TrimLeft(j.Marks, " ")
	indent := strings.TrimSuffix(j.Marks, marks)
	return listPlace{At: p.String(), Says: says, Text: j.Text, Indent: indent, Marks: marks, No: strconv.Itoa(p.Line),
		Pad: strings.Repeat(" ", len(strconv.Itoa(p.Line))), Href: template.URL(j.Href)}
}
