package page

import "testing"

func TestAlign(t *testing.T) {
	const zh = "建设铁路；建设港口。西岛修缮三座灯塔并新建渔港。"
	const en = "Railways are built; a port is built. West Isle repairs three lighthouses and builds a new harbour."
	for _, c := range []struct{ name, here, there, quote, want string }{
		{"a clause", zh, en, "建设港口", "a port is built."},
		{"a sentence", zh, en, "新建渔港", "West Isle repairs three lighthouses and builds a new harbour."},
		{"across sentences", zh, en, "建设港口。西岛修缮", "a port is built. West Isle repairs three lighthouses and builds a new harbour."},
		{"clauses do not answer, sentences do", zh, "Railways and a port are built. West Isle repairs three lighthouses and builds a new harbour.", "建设港口", "Railways and a port are built."},
		{"no sentences answer", zh, "Railways, a port, lighthouses and a harbour.", "建设港口", "Railways, a port, lighthouses and a harbour."},
		{"as many, but not the same", "一。西岛修缮三座灯塔并新建渔港，南岛修缮四座灯塔。", "West Isle repairs three lighthouses and builds a new harbour. One.", "一。", "West Isle repairs three lighthouses and builds a new harbour. One."},
		{"not in the text", zh, "Short.", "没有的话", "Short."},
	} {
		if got := align(c.here, false, c.there, true, c.quote); got != c.want {
			t.Errorf("%s: %q, not %q", c.name, got, c.want)
		}
	}
}

func TestClipped(t *testing.T) {
	if got := clipped("one two three four", 12); got != "one two …" {
		t.Errorf("%q", got)
	}
	if got := clipped("国土面积国土面积", 4); got != "国土面积 …" {
		t.Errorf("%q", got)
	}
	if got := clipped("short", 5); got != "short" {
		t.Errorf("%q", got)
	}
}

// Between quotation marks, those of the words themselves become single ones; an
// apostrophe stays.
func TestWithin(t *testing.T) {
	if got, want := within("“一圈”指Xi’an"), "‘一圈’指Xi’an"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

func FuzzAlign(f *testing.F) {
	f.Add("建设铁路；建设港口。", "Railways are built; a port is built.", "港口")
	f.Add("。；", ". ;", "；")
	f.Fuzz(func(t *testing.T, here, there, quote string) { align(here, false, there, true, quote) })
}

// On a page in another language than the plan's first, a sentence stands in the
// page's language, with the first's words beside it.
func TestSaidInTheLanguageOfThePage(t *testing.T) {
	e, _ := islesEnv(t)
	b := e.Atlas.Block("ch1-s0-p2")
	for lang, want := range []sentenceView{
		{Quote: "东岛修缮码头", Tag: "zh-CN", Href: "plan/ch1.html#ch1-s0-p2", Where: "第一章·第 2 段"},
		{Quote: "东岛修缮码头", Tag: "zh-CN", Href: "plan/ch1.html#ch1-s0-p2", Where: "Chapter 1, paragraph 2",
			Own: "East Isle repairs its quay; a bridge across the sea is studied."},
	} {
		f := e.newFrame(lang, "targets.html", "targets", "", "")
		if got := f.said(b, "东岛修缮码头"); got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
}
