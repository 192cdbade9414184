package lock

import (
	"bytes"
	"strings"
)

// Merge takes the lines of both sides of every conflict that git left in a lock: a
// pair of texts counts as accepted if either has a line of it.
func Merge(data []byte) []byte {
	var out bytes.Buffer
	seen := map[string]bool{}
	base := false // what both sides began with is left out
	for raw := range bytes.Lines(data) {
		line := string(raw)
		switch {
		case strings.HasPrefix(line, "|||||||"):
			base = true
		case strings.HasPrefix(line, "<<<<<<<"), strings.HasPrefix(line, "======="), strings.HasPrefix(line, ">>>>>>>"):
			base = false
		case base || seen[line]:
		default:
			seen[line] = strings.TrimSpace(line) != ""
			out.WriteString(line)
		}
	}
	return out.Bytes()
}
