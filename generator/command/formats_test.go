package command

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"atlas/generator/diag"
)

// Workflow commands as code hosts read them: what would end a property or a
// message early is escaped, and what is not known is left out.
func TestAnnotations(t *testing.T) {
	list := diag.List{
		{Rule: "a,b:c", Place: diag.Place{File: "data/50%, x:y.csv", Line: 3, Col: 7, Len: 2}, Message: diag.T("甲：100%\r\n乙", "A: 100%\nB"), Hint: diag.T("改", "mend"),
			Notes: []diag.Note{{Place: diag.Place{File: "n.md", Line: 1, Col: 1}, Message: diag.T("见", "see")}}},
		{Rule: "file", Severity: diag.Warning, Place: diag.Place{File: "x"}, Message: diag.T("缺", "missing")},
		{Rule: "number", Severity: diag.ReleaseError, Place: diag.Place{File: "x", Line: 2}, Message: diag.T("数", "number")},
		{Rule: "site", Message: diag.T("无处", "nowhere")},
	}
	for _, c := range []struct {
		release bool
		lang    diag.Lang
		want    string
	}{
		{false, diag.English, "::error file=data/50%25%2C x%3Ay.csv,line=3,col=7,endColumn=9,title=a%2Cb%3Ac::A: 100%25%0AB%0Amend%0An.md:1:1: see\n" +
			"::warning file=x,title=file::missing\n::warning file=x,line=2,col=1,endColumn=2,title=number::number\n::error title=site::nowhere\n"},
		{true, diag.Chinese, "::error file=data/50%25%2C x%3Ay.csv,line=3,col=7,endColumn=9,title=a%2Cb%3Ac::甲：100%25%0D%0A乙%0A改%0An.md:1:1: 见\n" +
			"::warning file=x,title=file::缺\n::error file=x,line=2,col=1,endColumn=2,title=number::数\n::error title=site::无处\n"},
	} {
		var out strings.Builder
		if err := writeAnnotations(&out, list, c.release, c.lang); err != nil || out.String() != c.want {
			t.Errorf("got  %q\nwant %q", out.String(), c.want)
		}
	}
}

// The handbook names every key that check --format json writes, and no other.
func TestFormatIsDocumented(t *testing.T) {
	keys := map[string]bool{}
	for _, v := range []any{problemJSON{}, noteJSON{}} {
		for i := range reflect.TypeOf(v).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(v).Field(i).Tag.Get("json"), ",")
			keys[name] = true
		}
	}
	for _, lang := range []string{"zh", "en"} {
		text, err := os.ReadFile("../../templates/handbook/" + lang + "/messages.md")
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]bool{}
		for line := range strings.Lines(string(text)) {
			if strings.HasPrefix(line, "|") {
				names, _, _ := strings.Cut(line[1:], "|")
				for _, n := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(" ,、", r) }) {
					if name := strings.Trim(n, "`"); name != n {
						told[name] = true
					}
				}
			}
		}
		if !reflect.DeepEqual(told, keys) {
			t.Errorf("%s: the handbook tells of %v, written are %v", lang, told, keys)
		}
	}
}
