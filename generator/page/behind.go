package page

import "atlas/generator/atlas"

// behind says that another language's text of a block was edited since the two
// were compared; "" where it was not.
func (f *frame) behind(b *atlas.Block) string {
	other, behind := f.atlas().Behind(b, f.lang)
	if !behind {
		return ""
	}
	key := "behind.translation" // this is the original
	if other == 0 {
		key = "behind.original"
	}
	return f.t(key, f.languageName(other))
}

// languageName is the name of a language in the page's own, or, where the words
// do not know it, the language's name for itself.
func (f *frame) languageName(lang int) string {
	l := f.atlas().Languages[lang]
	key := "language." + l.Code
	if s := f.t(key); s != "["+key+"]" {
		return s
	}
	return l.Name
}
