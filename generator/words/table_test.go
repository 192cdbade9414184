package words

import "testing"

func TestStringTable(t *testing.T) {
	s := Table{lang: "en", texts: map[string]string{
		"hello": "Hello {0}, hello {1}", "pages": "{0} page|{0} pages", "bar": "a|b",
	}, Scales: []Scale{{From: 1e9, Size: 1e9, Name: " billion"}, {From: 1e6, Size: 1e6, Name: " million", Decimals: 2}}}
	for _, c := range []struct{ got, want string }{
		{s.Text("hello", "a", 2), "Hello a, hello 2"},
		{s.Text("pages", 1), "1 page"},
		{s.Text("pages", 0), "0 pages"},
		{s.Text("pages", 12), "12 pages"},
		{s.Text("bar"), "a|b"},
		{s.Text("no.such"), "[no.such]"},
		{s.number(38_630_000), "38.63 million"},
		{s.number(1.5e12), "1,500 billion"},
		{s.number(12_183_280), "12,183,280"}, // five decimals of a million
		{s.number(-38_630_000), "-38.63 million"},
		{s.number(107_100), "107,100"},
		{dashed("2-3"), "2–3"},
		{dashed("-5--3"), "-5–-3"},
		{dashed("-5-3"), "-5–3"},
		{dashed("1/3"), "1/3"},
		{s.number(0.5), "0.5"},
		{s.Rounded(107_158.04, 1), "107,158.0"},
		{s.Rounded(-1234, 0), "-1,234"},
		{s.Group("999"), "999"},
		{s.Group("-1000.5"), "-1,000.5"},
		{Table{grouped: 10000}.Group("9999.5"), "9999.5"},
		{Table{grouped: 10000}.Group("-10000"), "-10,000"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
