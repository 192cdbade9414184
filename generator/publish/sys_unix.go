//go:build unix

package publish

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// tryLock locks an open file or gives errBusy. A file system without locks
// (some network drives) is no reason to refuse a build.
func tryLock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return errBusy
		}
		return nil
	}
}

// release deletes the lock file while it is locked, then lets go.
func release(f *os.File) {
	_ = os.Remove(f.Name())
	_ = f.Close()
}

// sameDevice reports whether two folders are on one device. A folder that is
// not there will be on its parent's.
func sameDevice(a, b string) bool {
	var sa, sb unix.Stat_t
	if unix.Stat(a, &sa) != nil || unix.Stat(b, &sb) != nil {
		return true
	}
	return sa.Dev == sb.Dev
}

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

func isTooLarge(err error) bool { return errors.Is(err, syscall.EFBIG) }

func isReadOnly(err error) bool { return errors.Is(err, syscall.EROFS) }

func isOtherDevice(err error) bool { return errors.Is(err, syscall.EXDEV) }

func isBusy(error) bool { return false }
