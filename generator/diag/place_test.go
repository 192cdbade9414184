package diag

import "testing"

// A place may quote a part of a long line: the caret stands under the same
// character, and an ellipsis says that something is left out.
func TestCaretInPartOfLine(t *testing.T) {
	for _, c := range []struct {
		name        string
		place       Place
		text, marks string
	}{
		{"whole line", Place{Col: 3, Len: 2, Text: "abcdef"}, "abcdef", "  ^^"},
		{"from the first column", Place{Col: 3, Len: 2, Text: "abcdef", From: 1}, "abcdef", "  ^^"},
		{"from further on", Place{Col: 1003, Len: 2, Text: "abcdef", From: 1001}, "…abcdef", "   ^^"},
		{"wide characters", Place{Col: 12, Len: 1, Text: "北港x", From: 11}, "…北港x", "   ^^"},
		// A sheet's columns are cells: the second begins five characters in.
		{"columns that are cells", Place{Col: 2, Len: 1, Text: "ab │ cd", From: -3}, "ab │ cd", "     ^"},
		{"before the part", Place{Col: 2, Len: 1, Text: "abc", From: 9}, "…abc", " ^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if text, marks := Caret(c.place); text != c.text || marks != c.marks {
				t.Errorf("got\n%s\n%s\nwant\n%s\n%s", text, marks, c.text, c.marks)
			}
		})
	}
}
