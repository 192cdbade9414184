package site

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	yaml "go.yaml.in/yaml/v4"
	"golang.org/x/net/html"

	"atlas/templates"
)

// Words of the interface stand between these in the test below.
const opened, closed = "⟦", "⟧"

var argument = regexp.MustCompile(`\{\d\}`)

// marked lays words of the interface over the engine's, each between marks.
func (t tree) marked(test testing.TB) {
	for _, name := range globOf("strings/en*.yaml") {
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			test.Fatal(err)
		}
		var y map[string]any
		if err := yaml.Load(data, &y); err != nil {
			test.Fatal(err)
		}
		texts, _ := y["texts"].(map[string]any)
		for key, v := range texts {
			halves := strings.Split(fmt.Sprint(v), "|")
			for i, h := range halves {
				if strings.ContainsFunc(argument.ReplaceAllString(h, ""), unicode.IsLetter) { // a comma is of no language
					halves[i] = opened + h + closed
				}
			}
			texts[key] = strings.Join(halves, "|")
		}
		if data, err = yaml.Dump(y); err != nil {
			test.Fatal(err)
		}
		t["templates/"+name] = data
	}
}

// inward are the marks that the package page uses while it makes a page, also as
// scripts and addresses write them.
var inward = regexp.MustCompile(`(?i)[\x{FDD0}\x{FDD1}]|\\uFDD[01]|%EF%B7%9[01]`)

// within are the members of a workbook; of another file, itself.
func within(name string, data []byte) map[string][]byte {
	if path.Ext(name) == ".xlsx" {
		return unpack(data)
	}
	return map[string][]byte{name: data}
}

// In a site whose language the interface does not speak, whatever stands there in
// English says so: a screen reader would read it as French, a hyphenator part it so.
func TestForeignWordsSaySo(t *testing.T) {
	base := sampleTree(t, "fr")
	base.marked(t)
	p := newProof(t)
	snap, problems := p.open(newDisk(base)).Read(nil, false)
	if snap == nil {
		t.Fatal(printed(problems))
	}
	said := 0
	for _, name := range snap.Paths() {
		data, err := snap.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		for member, data := range within(name, data) {
			if inward.Match(data) {
				t.Errorf("%s: a mark of the package page is left in %s", name, member)
			}
		}
		if path.Ext(name) != ".html" {
			continue
		}
		root, err := html.ParseWithOptions(bytes.NewReader(data), html.ParseOptionEnableScripting(false))
		if err != nil {
			t.Fatal(err)
		}
		silent := map[string]bool{}
		var walk func(n *html.Node, lang string)
		walk = func(n *html.Node, lang string) {
			if n.Type == html.ElementNode {
				if n.Data == "head" || n.Data == "script" {
					return // no element may stand in a title, nor in a script
				}
				for _, a := range n.Attr {
					if a.Key == "lang" {
						lang = a.Val
					}
				}
			}
			if n.Type == html.TextNode && strings.Contains(n.Data, opened) {
				switch {
				case lang == "en":
					said++
				case slices.Contains([]string{"title", "desc", "option"}, n.Parent.Data) && !(strings.HasPrefix(n.Data, opened) && strings.HasSuffix(n.Data, closed)):
					// Words of two languages, where no element may stand.
				default:
					silent[fmt.Sprintf("<%s> %s", n.Parent.Data, strings.TrimSpace(n.Data))] = true
				}
			}
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c, lang)
			}
		}
		walk(root, "")
		for _, s := range slices.Sorted(maps.Keys(silent)) {
			t.Errorf("%s: %s", name, s)
		}
	}
	if said < 500 {
		t.Errorf("only %d words of the interface are marked", said)
	}
}
