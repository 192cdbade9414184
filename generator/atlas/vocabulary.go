package atlas

import (
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Word says what a value of a column is called: a row of the table
// "vocabulary". A column that has words may hold no other values. Words of a
// column that the table does not have sort its rows by their forms: the word
// "study" of "projects.stage" gathers the statuses in which a work is studied.
type Word struct {
	Column string // "targets.theme"
	Value  string
	Name   Localized
	Note   Localized
	Forms  []string
	Row    source.Row
}

// Words are the words of a column, "TABLE.COLUMN", in their order.
func (a *Atlas) Words(column string) []*Word { return a.words[column] }

// Word is the word of a value; nil where there is none.
func (a *Atlas) Word(column, value string) *Word {
	for _, w := range a.words[column] {
		if w.Value == value {
			return w
		}
	}
	return nil
}

// WordOf is the word that gathers the form; nil where none does.
func (a *Atlas) WordOf(column, form string) *Word {
	if form == "" {
		return nil
	}
	for _, w := range a.words[column] {
		if slices.Contains(w.Forms, form) {
			return w
		}
	}
	return nil
}

// readVocabulary reads the table of words, where there is one, and holds the
// other tables to it.
func (b *builder) readVocabulary() {
	a := b.atlas
	a.words = map[string][]*Word{}
	forms := map[[2]string]source.Cell{}
	b.each("vocabulary", func(r source.Row) {
		w := &Word{Column: r.Get("column").Value, Value: r.Get("value").Value, Name: a.Text(r, "name"), Note: a.Text(r, "note"), Row: r}
		if w.Column == "" || w.Value == "" {
			return // reported with the table
		}
		if a.Word(w.Column, w.Value) != nil {
			b.problems.Add(diag.Problem{Rule: "vocabulary-twice", Place: r.Get("value").Place(),
				Message: diag.Tf("%s 的词 %q 已经有了", "%s has the word %q already", w.Column, w.Value),
				Hint:    diag.T("删去其中一行", "take one of the two rows out")})
			return
		}
		for _, c := range r.Get("forms").List() {
			if old, twice := forms[[2]string{w.Column, c.Value}]; twice && c.Value != "" {
				b.problems.Add(diag.Problem{Rule: "vocabulary-twice", Place: c.Place(),
					Message: diag.Tf("%q 已归入 %s 的另一个词", "%q belongs to another word of %s already", c.Value, w.Column),
					Hint:    diag.T("每种写法只归一个词", "each form belongs to one word"),
					Notes:   []diag.Note{{Place: old.Place(), Message: diag.T("第一次出现在这里", "it stands here first")}}})
				continue
			}
			forms[[2]string{w.Column, c.Value}] = c
			w.Forms = append(w.Forms, c.Value)
		}
		a.words[w.Column] = append(a.words[w.Column], w)
	})
	for _, t := range a.Tables {
		for _, f := range t.Fields {
			if words := a.words[t.Name+"."+f.Name]; len(words) > 0 && t.data != nil && t.data.Has(f.Name) {
				b.useWords(t, f, words)
			}
		}
	}
}

// useWords reports the values of a column that are no words of it.
func (b *builder) useWords(t *Table, f Field, words []*Word) {
	var allowed []string
	for _, w := range words {
		allowed = append(allowed, w.Value)
	}
	for _, r := range t.Rows {
		c := r.Get(f.Name)
		if r.Damaged || c.Empty() || slices.Contains(allowed, c.Value) {
			continue
		}
		hint := diag.DidYouMean(c.Value, allowed)
		if hint.IsZero() {
			hint = diag.Tf("已有：%s", "there are: %s", strings.Join(allowed, ", "))
		}
		b.problems.Add(diag.Problem{Rule: "vocabulary", Place: c.Place(),
			Message: diag.Tf("词汇表里 %[2]s.%[3]s 没有 %[1]q", "the vocabulary has no word %q for %s.%s", c.Value, t.Name, f.Name),
			Hint:    hint})
	}
}
