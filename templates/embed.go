// Package templates holds the layouts, the style sheet, the browser scripts and
// the words of the interface, so that a single binary carries them. A site may
// have a folder templates of its own, whose files stand before these.
package templates

import "embed"

// FS holds the files of this folder.
//
//go:embed *.html *.svg scripts strings styles
var FS embed.FS
