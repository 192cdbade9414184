//go:build linux || darwin

package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// attributes are what a file or folder has beside its name and content. Extended
// attributes hold access lists and labels as well.
type attributes struct {
	uid, gid int
	mode     fs.FileMode
	extended map[string][]byte
}

const keptBits = fs.ModePerm | fs.ModeSetgid | fs.ModeSticky

func attributesOf(name string) (attributes, error) {
	fi, err := os.Lstat(name)
	if err != nil {
		return attributes{}, err
	}
	a := attributes{mode: fi.Mode() & keptBits, extended: extendedOf(name)}
	if st, ok := fi.Sys().(*syscall.Stat_t); ok {
		a.uid, a.gid = int(st.Uid), int(st.Gid)
	}
	return a, nil
}

// give makes a file or folder of ours have these attributes. It does as much as it
// may; the error says that something could not be kept.
func (a attributes) give(name string) error {
	now, err := attributesOf(name)
	if err != nil {
		return err
	}
	if now.uid != a.uid || now.gid != a.gid {
		if err = os.Chown(name, a.uid, a.gid); err != nil && now.gid != a.gid {
			_ = os.Chown(name, -1, a.gid)
		}
		now.mode = ^a.mode // a change of owner takes bits away
	}
	if now.mode != a.mode {
		err = errors.Join(err, os.Chmod(name, a.mode))
	}
	for key, value := range a.extended {
		if bytes.Equal(now.extended[key], value) && now.extended[key] != nil {
			continue
		}
		// A label is the system's to give.
		if e := unix.Lsetxattr(name, key, value, 0); e != nil && !strings.HasPrefix(key, "security.") {
			err = errors.Join(err, e)
		}
	}
	for key := range now.extended {
		if _, wanted := a.extended[key]; !wanted && strings.HasPrefix(key, "system.posix_acl_") {
			err = errors.Join(err, unix.Lremovexattr(name, key))
		}
	}
	return err
}

// below are the attributes of a new folder in one that has these.
func (a attributes) below() attributes {
	a.mode = 0o755 | a.mode&(fs.ModeSetgid|0o020)
	return a
}

// writable are these with the right of the owner to work in the folder.
func (a attributes) writable() attributes {
	a.mode |= 0o700
	return a
}

// ofNewFile are those of a new file in a folder that has these. Its access list was
// made from the folder's default one when it was created.
func (a attributes) ofNewFile(name string) attributes {
	now, err := attributesOf(name)
	if err != nil {
		return now
	}
	now.uid, now.gid = a.uid, a.gid
	return now
}

// extendedOf reads extended attributes; those that cannot be read are none.
func extendedOf(name string) map[string][]byte {
	size, err := unix.Llistxattr(name, nil)
	if err != nil || size == 0 {
		return nil
	}
	list := make([]byte, size)
	if size, err = unix.Llistxattr(name, list); err != nil {
		return nil
	}
	all := map[string][]byte{}
	for key := range strings.SplitSeq(strings.TrimSuffix(string(list[:size]), "\x00"), "\x00") {
		size, err := unix.Lgetxattr(name, key, nil)
		if err != nil {
			continue
		}
		value := make([]byte, size)
		if size, err = unix.Lgetxattr(name, key, value); err == nil {
			all[key] = value[:size]
		}
	}
	return all
}

// numberOf is the number of a file or folder in its file system; 0 if it is not
// there.
func numberOf(name string) uint64 {
	var st unix.Stat_t
	if unix.Lstat(name, &st) != nil {
		return 0
	}
	return uint64(st.Ino)
}

// lockFolder locks a folder itself, so that builds that reach it by different ways
// (a bind mount, a container) exclude each other too.
func lockFolder(dir string) (unlock func(), err error) {
	f, err := os.Open(dir)
	if err != nil {
		return func() {}, nil // it is not there yet, or closed to us
	}
	if err := tryLock(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}
