package publish

import "golang.org/x/sys/unix"

// swap lets two folders change places in one step, where the file system can.
func swap(a, b string) error { return unix.RenamexNp(a, b, unix.RENAME_SWAP) }

func syncTree(dir string) error { return syncFiles(dir) }
