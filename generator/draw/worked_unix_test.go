//go:build unix

package draw

import (
	"syscall"
	"testing"
	"time"
)

// worked is how long the processors have worked for this program.
func worked(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
