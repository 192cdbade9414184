package site

// Record is the record of ids as it is to be kept after the last reading; nil where
// the one that was read is to stay, and where problems forbid a build.
func (s *Site) Record() []byte {
	if s.anchors == nil || !s.anchors.Changed {
		return nil
	}
	return s.anchors.Record.Bytes()
}
