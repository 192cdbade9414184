package chart

import (
	"fmt"
	"os"
	"testing"
)

func TestTry(t *testing.T) {
	css, _ := os.ReadFile("testdata/chart.css")
	b := "<!doctype html><meta charset=utf-8><style>" + string(css) + "body{background:var(--c-paper);color:var(--c-ink);margin:16px;font-family:sans-serif} div{margin-bottom:24px;max-width:640px} .n{max-width:360px}</style>"
	m := mixed(Bars)
	for _, x := range []struct {
		d    Def
		f    Frame
		lang string
	}{{sample("zh"), small, "zh"}, {sample("en"), small, "en"}, {m, Frame{640, m.NaturalHeight(640), "m"}, "en"}, {mixed(Columns), Frame{640, 320, "c"}, "en"}, {sample("en"), Frame{340, sample("en").NaturalHeight(340), "nn"}, "en"}} {
		cl := ""
		if x.f.Width < 400 {
			cl = " class=n"
		}
		b += fmt.Sprintf("<div lang=%s%s>%s</div>", x.lang, cl, draw(t, x.d, x.f))
	}
	os.WriteFile("/tmp/chart-try.html", []byte(b), 0o644)
}
