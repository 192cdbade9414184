package ondisk

import (
	"path/filepath"
	"testing"
)

func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{
		"a.md": false, "zh/第一章.md": false, "4912": false, "places.csv": false, "~.csv": false, "a#b.md": false, "tmp": false, "part.md": false,
		".#a.md": true, "#a.md#": true, "a.md~": true, ".a.md.swp": true, "a.swp": true, "4913": true, "~$t.xlsx": true, ".~lock.t.ods#": true,
		".DS_Store": true, "Thumbs.db": true, "x.TMP": true, "zh/.git": true, ".goutputstream-X1Y2": true, "a.md___jb_tmp___": true,
	} {
		if got := Temporary(filepath.FromSlash(name)); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}
