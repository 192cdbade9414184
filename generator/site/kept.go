package site

import "errors"

// Kept is the first failure to keep a drawing for the next run, such as a full
// disk; nil while all is well. Nothing but time is lost by it.
func (s *Site) Kept() error {
	if s.cache == nil {
		return errNoCache
	}
	return s.cache.Err()
}

var errNoCache = errors.New("the folder " + CacheDir + " cannot be written")
