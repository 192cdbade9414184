//go:build unix

package watch

import (
	"io/fs"
	"syscall"
)

// inodeOf is the number the file system gives a file; a file that was replaced
// by another has another.
func inodeOf(fi fs.FileInfo) uint64 {
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		return uint64(st.Ino)
	}
	return 0
}
