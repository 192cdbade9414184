//go:build !unix

package watch

import "io/fs"

// inodeOf has no cheap counterpart here.
func inodeOf(fs.FileInfo) uint64 { return 0 }
