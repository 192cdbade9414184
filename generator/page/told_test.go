package page

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLongest(t *testing.T) {
	var got []string
	for _, q := range []string{"build A", "", "build A and B", "build A", "plan C", "will build A and B"} {
		got = longest(got, q)
	}
	if diff := cmp.Diff([]string{"plan C", "will build A and B"}, got); diff != "" {
		t.Error(diff)
	}
}

// Neighbouring claims of a block share its words and its link; those whose text
// goes on in the quote do not.
func TestSets(t *testing.T) {
	here, there := link{"a.html#p1", "1"}, link{"a.html#p2", "2"}
	claims := []claimView{
		{ID: "a", Text: "A", Quote: "build A and B", Link: here, Note: "n"},
		{ID: "b", Text: "B", Quote: "build A and B", Link: here, Note: "n"},
		{ID: "c", Text: "C", Quote: "plan C", Link: there, Note: "n"},
		{ID: "d", Text: "D", Quote: "study D", Link: there},
		{ID: "e", Text: "towns:", Quote: "grow", Link: there, Quoted: true},
		{ID: "f", Text: "F", Quote: "keep F", Link: there},
		{ID: "g", Text: "G", Link: here},
	}
	type set struct {
		IDs    string
		Quotes []string
		Notes  string // the set's own, then those of its claims
	}
	var got []set
	for _, s := range sets(claims, func(c claimView) claimView { return c }) {
		x := set{Quotes: s.Quotes, Notes: string(s.Note) + "/"}
		for _, c := range s.Claims {
			x.IDs += c.ID
			x.Notes += string(c.Note)
		}
		got = append(got, x)
	}
	want := []set{
		{"ab", []string{"build A and B"}, "n/"},
		{"cd", []string{"plan C", "study D"}, "/n"},
		{"e", nil, "/"},
		{"f", []string{"keep F"}, "/"},
		{"g", nil, "/"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A heading begins with a capital, after a quotation mark too; what has none stays.
func TestCapital(t *testing.T) {
	for in, want := range map[string]string{
		"new growth poles": "New growth poles", "“three belts”": "“Three belts”", "3 belts": "3 belts",
		"“三带”": "“三带”", "île": "Île", "": "", "ǆ": "ǅ",
	} {
		if got := capital(in); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
