//go:build !linux && !darwin

package publish

import "errors"

// swap has no counterpart here.
func swap(_, _ string) error { return errors.ErrUnsupported }

func syncTree(dir string) error { return syncFiles(dir) }
