package draw

import (
	"bytes"
	"os"
	"testing"

	"atlas/generator/atlas"
)

// The maps of a small invented plan, byte for byte.
func TestIsle(t *testing.T) {
	a, problems := atlas.NewLoader(os.DirFS("../sheet/testdata/isle")).Load()
	if a == nil {
		t.Fatal(problems)
	}
	for _, m := range a.Maps {
		got, err := NewStudio(nil, nil).Map(a, m, words(a, m, 0, 520))
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + m.ID + ".svg"
		if os.Getenv("UPDATE_GOLDEN") != "" && os.Getenv("CI") == "" {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is drawn otherwise (UPDATE_GOLDEN=1 accepts it; look at it before): %v", file, err)
		}
	}
}
