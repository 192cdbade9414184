package page

import (
	"bytes"
	"path"

	"atlas/generator/words"
)

// file makes a file whose words say in which language they are.
func (e *Env) file(p string, make func() ([]byte, error)) File {
	tag := ""
	for _, s := range e.Layouts.strings {
		if s.ForeignTag != "" {
			tag = s.ForeignTag
		}
	}
	if tag == "" {
		return File{p, make}
	}
	return File{p, func() ([]byte, error) {
		data, err := make()
		if err != nil || !bytes.Contains(data, []byte(words.ForeignStart)) {
			return data, err
		}
		if ext := path.Ext(p); ext == ".html" || ext == ".svg" {
			return []byte(words.Settle(string(data), tag)), nil
		}
		return []byte(words.Unmark.Replace(string(data))), nil
	}}
}
