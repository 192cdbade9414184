package ondisk

import (
	"path/filepath"
	"strings"
)

// Temporary reports whether the last part of a path is a name that editors,
// office programs and systems give to files that are not the author's: hidden
// files (.name, among them swap and lock files), backups (name~, name.bak),
// Emacs' #name#, Excel's ~$name, Vim's 4913, halves of downloads.
func Temporary(path string) bool {
	name := filepath.Base(path)
	switch {
	case name == "." || name == "..":
		return false
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	switch strings.ToLower(name) {
	case "4913", "thumbs.db", "desktop.ini":
		return true
	}
	switch strings.ToLower(filepath.Ext(name)) {
	case ".swp", ".swo", ".swx", ".tmp", ".temp", ".bak", ".part", ".crdownload":
		return true
	}
	return strings.HasSuffix(name, "___jb_tmp___") || strings.HasSuffix(name, "___jb_old___")
}
