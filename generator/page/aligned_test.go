package page

import "testing"

// Between quotation marks, those of the words themselves become single ones; an
// apostrophe stays.
func TestWithin(t *testing.T) {
	if got, want := within("“一圈”指Xi’an"), "‘一圈’指Xi’an"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}

// On a page in another language than the plan's first, a sentence stands in the
// page's language, with the first's words beside it.
func TestSaidInTheLanguageOfThePage(t *testing.T) {
	e, _ := islesEnv(t)
	b := e.Atlas.Block("ch1-s0-p2")
	for lang, want := range []sentenceView{
		{Quote: "东岛修缮码头", Tag: "zh-CN", Href: "plan/ch1.html#ch1-s0-p2", Where: "第一章·第2段"},
		{Quote: "东岛修缮码头", Tag: "zh-CN", Href: "plan/ch1.html#ch1-s0-p2", Where: "Chapter 1, paragraph 2",
			Own: "East Isle repairs its quay; a bridge across the sea is studied."},
	} {
		f := e.newFrame(lang, "targets.html", "targets", "", "")
		if got := f.said(b, "东岛修缮码头"); got != want {
			t.Errorf("%+v, not %+v", got, want)
		}
	}
}
