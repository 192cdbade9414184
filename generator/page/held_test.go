package page

import "testing"

func TestHeld(t *testing.T) {
	const ref = `<button class="ref" type="button" data-id="E1" popovertarget="note-E1" aria-label="Note E1"></button>`
	for _, c := range []struct{ name, html, want string }{
		{"no mark", "一段。", "一段。"},
		{"a full stop stays with the mark", "30%" + ref + "。又", `30%<span class="held">` + ref + "。</span>又"},
		{"a word may go to the next line", "30%" + ref + "以上", `30%<span class="held">` + ref + "</span>以上"},
		{"two marks", ref + ", a" + ref, `<span class="held">` + ref + `,</span> a<span class="held">` + ref + "</span>"},
		{"an element follows", ref + "<b>x</b>", `<span class="held">` + ref + "</span><b>x</b>"},
	} {
		if got := held(c.html); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestDigits(t *testing.T) {
	for _, c := range [][2]string{{"1.59", "1590000000000"}, {"55.06%", "55.06"}, {"10.71", "107100"}, {"3%", "3"}} {
		if digits(c[0]) != digits(c[1]) {
			t.Errorf("%s and %s are the same digits", c[0], c[1])
		}
	}
	if digits("1.12%") == digits("2.79") {
		t.Error("1.12 and 2.79 are not the same digits")
	}
}

func TestCounted(t *testing.T) {
	for _, c := range []struct {
		unit string
		v    float64
		want string
	}{{"passage|passages", 1, "passage"}, {"passage|passages", 5, "passages"}, {"段", 5, "段"}, {"%", 1, "%"}} {
		if got := counted(c.unit, c.v); got != c.want {
			t.Errorf("%v of %q: got %q, want %q", c.v, c.unit, got, c.want)
		}
	}
}
