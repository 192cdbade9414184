package atlas

import (
	"strings"

	"atlas/generator/source"
)

// MayPassOn reports whether what comes from a source may be offered for download:
// it may not where the source is that of a layer which is not redistributable.
// Such values are shown in pages and left out of files.
func (a *Atlas) MayPassOn(from string) bool {
	for _, l := range a.Layers {
		if !l.Redistributable && from != "" && l.License.Name != "" && strings.HasPrefix(from, l.License.Name) {
			return false
		}
	}
	return true
}

// Published is a row's cell as the downloads have it: empty where its source does
// not allow it to be passed on.
func (a *Atlas) Published(f Field, r source.Row) source.Cell {
	if f.Source != "" && !a.MayPassOn(r.Get(f.Source).Value) {
		return source.Cell{Pos: r.Pos}
	}
	return r.Get(f.Name)
}
