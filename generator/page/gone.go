package page

import (
	"strings"

	"atlas/generator/anchor"
	"atlas/generator/atlas"
)

// goneView is what a page says under an id whose words are no longer there.
type goneView struct {
	ID    string
	Words string
	Links []goneLink
}

type goneLink struct{ Title, Href string }

// goneOf lists what stood on a chapter's page once. Links lead to the page of the
// folder, plan or parallel, from which it is asked.
func (f *frame) goneOf(page string) []goneView {
	_, path, _ := strings.Cut(f.path, "/")
	folder, _, _ := strings.Cut(path, "/")
	var out []goneView
	for _, g := range f.atlas().Gone(page) {
		v := goneView{ID: g.ID, Words: f.goneWords(g)}
		for _, b := range g.To {
			v.Links = append(v.Links, goneLink{f.where(b), f.href(f.own(folder + "/" + b.Chapter.ID + ".html#" + b.ID))})
		}
		out = append(out, v)
	}
	return out
}

// goneWords says what became of the words under an id.
func (f *frame) goneWords(g atlas.Gone) string {
	key := map[anchor.What]string{anchor.Deleted: "gone.deleted", anchor.Joined: "gone.joined", anchor.Split: "gone.split",
		anchor.Moved: "gone.moved", anchor.Renamed: "gone.moved"}[g.What]
	if g.What == anchor.Deleted && len(g.To) == 0 {
		key = "gone.alone"
	}
	words := f.t(key, g.ID)
	if g.Since != "" {
		words += f.t("gone.since", g.Since)
	}
	return words
}

// vanishedView is the page of a chapter that is there no more.
type vanishedView struct {
	frame
	Gone []goneView
}

func (e *Env) vanished(lang int, folder, id string) ([]byte, error) {
	v := vanishedView{frame: e.newFrame(lang, folder+"/"+id+".html", "vanished", "", "")}
	v.Title = v.t("gone.page")
	v.Description = v.Title
	v.Crumbs = []crumb{{v.in(e.Atlas.Site.Plan.Title), v.href(v.own("plan/index.html"))}}
	v.Gone = v.goneOf(id)
	return e.finish(lang, "vanished", v)
}

// vanishedPages keep the addresses of chapters that are there no more.
func (e *Env) vanishedPages(page func(string, func(lang int) ([]byte, error))) {
	for _, id := range e.Atlas.Vanished() {
		page("plan/"+id+".html", func(lang int) ([]byte, error) { return e.vanished(lang, "plan", id) })
		if e.parallels() {
			page("parallel/"+id+".html", func(lang int) ([]byte, error) { return e.vanished(lang, "parallel", id) })
		}
	}
}
