package numeral

import "strings"

// show writes quantities as tests expect them: each as text=value kind, with a
// question mark if it is optional.
func show(text string, s Style, names ...Span) string {
	var out []string
	for _, q := range Find(text, s, names...) {
		x := text[q.Start:q.End] + "=" + q.String()
		if q.Kind != Number {
			x += " " + q.Kind.String()
		}
		if q.Optional {
			x += "?"
		}
		out = append(out, x)
	}
	return strings.Join(out, "; ")
}

type example struct{ text, want string }
