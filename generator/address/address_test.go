package address

import (
	"testing"

	"atlas/generator/diag"
)

func TestRefused(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "ch2.html#ch2-s1": "", "../zh/index.html": "", "#a": "", "?q=a:b": "", "a/b:c": "",
		"https://example.org/a:b": "", "HTTP://example.org": "", "mailto:a@b.cn": "", "tel:+86-10": "",
		"javascript:alert(7)": "javascript", " java\tscript:x": "javascript", "JaVa\nScRiPt:x": "javascript",
		"javascript&#58;x": "javascript", "&#106;avascript:x": "javascript", "data:text/html,x": "data", "vbscript:x": "vbscript",
		"file:///etc/passwd": "file", "C:\\plan.doc": "c", "//example.org/a": "//", `\\server\a`: "//", "规划:甲": "规划",
	} {
		if got := Refused(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestProblem(t *testing.T) {
	p := Problem(Refused("javascript:x"), diag.Place{File: "a.md"})
	if p.Message.EN != `an address that begins with "javascript:" is not linked to` || p.Message.ZH != `不能链接到 "javascript:" 开头的地址` ||
		p.Hint.EN != "write http, https, mailto, tel, or an address relative to a file of the site" {
		t.Error(p.Message, p.Hint)
	}
	if p := Problem("//", diag.Place{}); p.Message.EN != `an address that begins with "//" is not linked to` {
		t.Error(p.Message)
	}
}
