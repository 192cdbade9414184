package host

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What schema.org says of the types that pages describe themselves with: which
// properties a type has, and of what kind each is. A ! stands before what readers
// of the data require. Kinds: text, url, date, number, true or false, language, or
// the names of types.
var vocabulary = map[string]map[string]string{
	"BreadcrumbList": {"!itemListElement": "ListItem"},
	"ListItem":       {"!position": "number", "!name": "text", "item": "url"},
	"Legislation": {"!name": "text", "!inLanguage": "language", "!url": "url", "datePublished": "date", "legislationPassedBy": "GovernmentOrganization",
		"legislationIdentifier": "text", "description": "text"},
	"GovernmentOrganization": {"!name": "text", "url": "url"},
	"CreativeWork":           {"!name": "text", "!inLanguage": "language", "!url": "url", "!isPartOf": "Legislation", "description": "text", "image": "url"},
	"Dataset": {"!name": "text", "!description": "text", "!url": "url", "license": "url", "inLanguage": "language", "isAccessibleForFree": "boolean",
		"!distribution": "DataDownload", "creator": "Organization", "keywords": "text"},
	"DataDownload": {"!encodingFormat": "text", "!contentUrl": "url"},
	"Organization": {"!name": "text", "url": "url"},
	"Place": {"!name": "text", "!url": "url", "alternateName": "text", "identifier": "text", "geo": "GeoCoordinates", "containedInPlace": "Place AdministrativeArea",
		"description": "text", "image": "url"},
	"AdministrativeArea": {"!name": "text", "url": "url", "alternateName": "text", "identifier": "text", "geo": "GeoCoordinates",
		"containedInPlace": "AdministrativeArea", "description": "text", "image": "url"},
	"GeoCoordinates": {"!latitude": "number", "!longitude": "number"},
	"Map":            {"!name": "text", "!url": "url", "inLanguage": "language", "image": "url", "isPartOf": "Legislation", "description": "text"},
	"WebSite":        {"!name": "text", "!url": "url", "inLanguage": "language", "description": "text"},
}

var (
	dates     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	languages = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)
)

// judge returns what is wrong with a piece of structured data at some place.
func judge(at string, v any, absolute bool) (out []string) {
	o, ok := v.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s is no object: %v", at, v)}
	}
	kind, _ := o["@type"].(string)
	properties := vocabulary[kind]
	if properties == nil {
		return []string{fmt.Sprintf("%s is of the unknown type %q", at, kind)}
	}
	at += " " + kind
	for p := range properties {
		if name, required := strings.CutPrefix(p, "!"); required && o[name] == nil {
			out = append(out, at+" has no "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if strings.HasPrefix(name, "@") {
			continue
		}
		want := properties[name]
		if want == "" {
			want = properties["!"+name]
		}
		if want == "" {
			out = append(out, at+" cannot have "+name)
			continue
		}
		values, many := o[name].([]any)
		if !many {
			values = []any{o[name]}
		}
		for i, v := range values {
			here := at + "." + name
			if many {
				here += fmt.Sprintf("[%d]", i)
			}
			if strings.ToUpper(want[:1]) == want[:1] {
				inner, _ := v.(map[string]any)
				if t, _ := inner["@type"].(string); !slices.Contains(strings.Fields(want), t) {
					out = append(out, fmt.Sprintf("%s is a %q, not a %s", here, t, want))
				} else {
					out = append(out, judge(here, v, absolute)...)
				}
			} else if !kindIs(want, v, absolute) {
				out = append(out, fmt.Sprintf("%s is no %s: %v", here, want, v))
			}
		}
	}
	if s, _ := o["description"].(string); kind == "Dataset" && (len([]rune(s)) < 50 || len([]rune(s)) > 5000) {
		out = append(out, fmt.Sprintf("%s: a description has 50 to 5000 characters, not %d", at, len([]rune(s))))
	}
	return out
}

func kindIs(kind string, v any, absolute bool) bool {
	s, isText := v.(string)
	n, isNumber := v.(float64)
	switch kind {
	case "number":
		return isNumber && n == n
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "text":
		return isText && strings.TrimSpace(s) != ""
	case "date":
		return isText && dates.MatchString(s)
	case "language":
		return isText && languages.MatchString(s)
	case "url":
		u, err := url.Parse(s)
		return isText && err == nil && s != "" && (u.IsAbs() && u.Host != "" || !absolute)
	}
	return false
}

// linked is the structured data of a page.
func linked(t *testing.T, page []byte) (graph []any) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(string(page)))
	inside := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return graph
		case html.StartTagToken:
			token := z.Token()
			inside = token.Data == "script" && slices.Contains(token.Attr, html.Attribute{Key: "type", Val: "application/ld+json"})
		case html.TextToken:
			if !inside {
				continue
			}
			var data struct {
				Context string `json:"@context"`
				Graph   []any  `json:"@graph"`
			}
			if err := json.Unmarshal(z.Text(), &data); err != nil || data.Context != "https://schema.org" {
				t.Fatalf("%v, context %q: %s", err, data.Context, z.Raw())
			}
			graph = append(graph, data.Graph...)
			inside = false
		}
	}
}

// Every page's structured data says what schema.org knows, in full, with absolute
// addresses where the site knows its own; and every kind of data is there.
func TestLinkedData(t *testing.T) {
	for name, w := range map[string]*website{"": built(t), address: publishedSite(t)} {
		found := map[string]int{}
		for _, p := range slices.Sorted(maps.Keys(w.files)) {
			if !strings.HasSuffix(p, ".html") {
				continue
			}
			for i, v := range linked(t, w.files[p]) {
				for _, wrong := range judge(fmt.Sprintf("%s: [%d]", p, i), v, name != "") {
					t.Error(wrong)
				}
				if o, ok := v.(map[string]any); ok {
					found[fmt.Sprint(o["@type"])]++
				}
			}
		}
		for _, kind := range []string{"BreadcrumbList", "Legislation", "CreativeWork", "Dataset"} {
			if found[kind] == 0 {
				t.Errorf("%q: no page is described as %s: %v", name, kind, found)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	for text, want := range map[string][]string{
		`{"@type":"Organization","name":"A","url":"https://a.example/"}`:                       nil,
		`{"@type":"Organization","name":" ","url":"x.html"}`:                                   {"x Organization.name is no text:  ", "x Organization.url is no url: x.html"},
		`{"@type":"Organisation"}`:                                                             {`x is of the unknown type "Organisation"`},
		`{"@type":"ListItem","position":"1","name":"A","colour":"red"}`:                        {"x ListItem cannot have colour", "x ListItem.position is no number: 1"},
		`{"@type":"BreadcrumbList"}`:                                                           {"x BreadcrumbList has no itemListElement"},
		`{"@type":"BreadcrumbList","itemListElement":[{"@type":"Place"}]}`:                     {`x BreadcrumbList.itemListElement[0] is a "Place", not a ListItem`},
		`{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1}]}`:     {"x BreadcrumbList.itemListElement[0] ListItem has no name"},
		`{"@type":"GeoCoordinates","latitude":34.2,"longitude":108.9}`:                         nil,
		`{"@type":"Legislation","name":"A","inLanguage":"English","url":"https://a.example/"}`: {"x Legislation.inLanguage is no language: English"},
	} {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		if got := judge("x", v, true); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %q\nwant %q", text, got, want)
		}
	}
}
