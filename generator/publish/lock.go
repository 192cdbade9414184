package publish

import (
	"errors"
	"os"
	"time"
)

// errBusy is what tryLock gives when another process holds the lock.
var errBusy = errors.New("the lock is held by another process")

// lock takes the lock of the output folder, waiting for it if need be, and sets
// w.unlock.
func (w *writer) lock() error {
	patience := w.opt.Wait
	if patience == 0 {
		patience = DefaultWait
	}
	deadline := time.Now().Add(patience)
	for told := false; ; {
		unlock, err := lockFile(w.side("lock"))
		if err == nil {
			var also func()
			if also, err = lockFolder(w.out); err == nil {
				w.unlock = func() { also(); unlock() }
				return nil
			}
			unlock()
		}
		if !errors.Is(err, errBusy) {
			return err
		}
		if !time.Now().Before(deadline) {
			return locked(w.name)
		}
		if !told && w.opt.Waiting != nil {
			w.opt.Waiting(waitingText(w.name))
		}
		told = true
		select {
		case <-w.ctx.Done():
			return w.ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// lockFile locks a file, which it creates, and returns what unlocks and deletes
// it. The lock ends with the process, however that ends.
func lockFile(name string) (unlock func(), err error) {
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		if err := tryLock(f); err != nil {
			f.Close()
			return nil, err
		}
		// The holder before us deletes the file when it is done: a lock on a
		// deleted file excludes nobody.
		mine, err1 := f.Stat()
		now, err2 := os.Stat(name)
		if err1 == nil && err2 == nil && os.SameFile(mine, now) {
			return func() { release(f) }, nil
		}
		f.Close()
	}
}
