package atlas

import (
	"atlas/generator/diag"
	"atlas/generator/text"
)

// readNotes joins the table of emendations with the marks in the text. Every
// mark has its row, every row its mark in the first language, and the two say
// the same.
func (b *builder) readNotes() {
	a := b.atlas
	t := a.tables["emendations"]
	if t == nil {
		return
	}
	for _, r := range t.Rows {
		id := r.Get("id").Value
		if r.Damaged || id == "" || a.notes[id] != nil {
			continue
		}
		n := &Note{ID: id, Seed: r.Get("seed").Value, Reading: r.Get("reading").Value, Confidence: r.Get("confidence").Value,
			Kind: text.Corr, Reason: a.Text(r, "reason"), Source: a.Text(r, "source"), Row: r}
		if r.Get("kind").Value == "sic" {
			n.Kind = text.Sic
		}
		a.notes[id] = n
		a.Notes = append(a.Notes, n)
	}
	for _, c := range a.Chapters {
		for _, blk := range c.noted {
			for lang, v := range blk.Versions {
				if v == nil {
					continue
				}
				for _, m := range v.Marks {
					if m.Kind == text.Corr || m.Kind == text.Sic {
						b.joinNote(blk, lang, v, m)
					}
				}
			}
		}
	}
	lost := b.lostChapters()
	for _, n := range a.Notes {
		if n.Block == nil && !b.unreadable([]string{"plan"}, n.Row.Get("block").Value, lost) {
			c := n.Row.Get("id")
			b.problems.Add(diag.Problem{Rule: "note-unused", Place: c.Place(),
				Message: diag.Tf("校注 %s 在正文中没有标记", "the note %s has no mark in the text", n.ID),
				Hint: diag.Tf("在 %s 段中标出它，或删去这一行", "mark it in the block %s, or delete the row",
					n.Row.Get("block").Value)})
		}
	}
}

func (b *builder) joinNote(blk *Block, lang int, v *Version, m text.Mark) {
	n := b.atlas.notes[m.ID]
	if n == nil && b.damaged("emendations", m.ID) {
		return // the row is reported
	}
	if n == nil {
		b.problems.Add(diag.Problem{Rule: "note-unknown", Place: m.Pos.Place(),
			Message: diag.Tf("校注 %q 在 emendations 表中没有", "the note %q is not in the table of emendations", m.ID),
			Hint:    diag.DidYouMean(m.ID, b.noteIDs())})
		return
	}
	complain := func(message diag.Text) {
		b.problems.Add(diag.Problem{Rule: "note-differs", Place: m.Pos.Place(), Message: message,
			Hint:  diag.T("让正文的标记与 emendations 表一致", "make the mark and the table agree"),
			Notes: []diag.Note{{Place: n.Row.Place(), Message: diag.T("表中的这一行", "the row of the table")}}})
	}
	switch {
	case m.Kind != n.Kind:
		complain(diag.Tf("校注 %s 的种类与表中不同", "the note %s is of another kind in the table", m.ID))
	case m.Confidence != n.Confidence:
		complain(diag.Tf("校注 %s 的把握程度写作 %q，表中是 %q", "the note %s says %q, the table says %q", m.ID, m.Confidence, n.Confidence))
	case m.Kind == text.Corr && m.Seed != n.Seed:
		complain(diag.Tf("校注 %s 的底本读法写作 %q，表中是 %q", "the witness reading of %s is written %q, in the table %q", m.ID, m.Seed, n.Seed))
	case lang == 0 && v.Text[m.Start:m.End] != n.Reading:
		complain(diag.Tf("校注 %s 的文字写作 %q，表中是 %q", "the words of %s are %q, in the table %q", m.ID, v.Text[m.Start:m.End], n.Reading))
	case lang == 0 && n.Row.Get("block").Value != blk.ID:
		complain(diag.Tf("校注 %s 标在 %s，表中写的是 %s", "the note %s is marked in %s, the table says %s", m.ID, blk.ID, n.Row.Get("block").Value))
	}
	if lang == 0 {
		n.Block = blk
	}
}

func (b *builder) noteIDs() []string {
	var ids []string
	for id := range b.atlas.notes {
		ids = append(ids, id)
	}
	return ids
}
