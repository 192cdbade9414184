package atlas

import (
	"testing"

	"atlas/generator/source"
)

func TestSiteURL(t *testing.T) {
	for in, want := range map[string]string{
		"":                                 "",
		"https://example.org":              "https://example.org/",
		"https://example.org/atlas":        "https://example.org/atlas/",
		"http://example.org:8080/a/":       "http://example.org:8080/a/",
		"https://港口.example/图集":            "https://xn--6orv52d.example/%E5%9B%BE%E9%9B%86/",
		"https://港口.example:8443/":         "https://xn--6orv52d.example:8443/",
		"http://127.0.0.1:80/":             "http://127.0.0.1:80/",
		"http://[::1]/":                    "http://[::1]/",
		"example.org/atlas/":               "refused",
		"//example.org/atlas/":             "refused",
		"/atlas/":                          "refused",
		"ftp://example.org/":               "refused",
		"https:///atlas/":                  "refused",
		"https:example.org":                "refused",
		"https://example.org/my atlas/":    "refused",
		"https://example.org/my\u3000a/":   "refused",
		" https://example.org/":            "refused",
		"https://example.org/?a=1":         "refused",
		"https://example.org/?":            "refused",
		"https://example.org/#a":           "refused",
		"https://example.org/#":            "refused",
		"https://user@example.org/":        "refused",
		"https://user:word@example.org/":   "refused",
		"https://example.org/%zz/":         "refused",
		"https://xn--fct75z.example/a%20b": "https://xn--fct75z.example/a%20b/",
	} {
		b := &builder{atlas: &Atlas{}}
		got := b.siteURL(source.Value[string]{V: in})
		if len(b.problems) > 0 {
			if got != "" || b.problems[0].Rule != "site-url" || b.problems[0].Hint.IsZero() {
				t.Errorf("%q: %q and %v", in, got, b.problems)
			}
			got = "refused"
		}
		if got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
