package draw

import (
	"bytes"
	"compress/gzip"
	"os"
	"testing"

	"atlas/generator/atlas"
)

// The base of the small maps is there on every page of the text: it is light.
func TestMiniature(t *testing.T) {
	a, problems := atlas.NewLoader(os.DirFS("../sheet/testdata/isle")).Load()
	if a == nil {
		t.Fatal(problems)
	}
	m := NewStudio(nil, nil).Miniature(a.Map("isle"))
	if m.Width != 160 || m.Height < 20 || m.Area == "" {
		t.Errorf("%v × %v: %q", m.Width, m.Height, m.Area)
	}
	west, y, in := m.At(1, 50)
	east, y2, in2 := m.At(3, 50)
	if !in || !in2 || west >= east || y != y2 {
		t.Errorf("West at %v %v (%v), East at %v %v (%v)", west, y, in, east, y2, in2)
	}
	if _, _, in := m.At(9, 50); in {
		t.Error("Far lies on it")
	}
	if plan, _ := atlas.NewLoader(os.DirFS("../..")).Load(); plan != nil && len(plan.Maps) > 0 {
		m := NewStudio(nil, nil).Miniature(plan.Maps[0])
		var out bytes.Buffer
		w := gzip.NewWriter(&out)
		_, _ = w.Write([]byte(m.Area + m.Borders))
		_ = w.Close()
		if out.Len() > 3000 {
			t.Errorf("the paths take %d bytes", out.Len())
		}
	}
}
