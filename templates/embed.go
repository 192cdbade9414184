// Package templates holds the layouts, the style sheet, the browser scripts, the
// words of the interface and the handbook of those who edit, so that a single binary carries them. A site may
// have a folder templates of its own, whose files stand before these.
package templates

import "embed"

// FS holds the files of this folder.
//
//go:embed *.html *.svg handbook scripts strings styles
var FS embed.FS
