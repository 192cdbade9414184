package check

import (
	"os"
	"strings"
	"testing"

	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// The plan beside the generator, if there is one, is without findings but those
// it explains.
func TestPlan(t *testing.T) {
	root := os.DirFS("../..")
	if _, err := os.Stat("../../content/site.yaml"); err != nil {
		t.Skip("there is no plan")
	}
	a, _ := atlas.NewLoader(root).Load()
	if a == nil {
		t.Fatal("the plan cannot be read")
	}
	l := New(root).Check(a)
	l.Sort()
	if len(l) > 0 {
		var b strings.Builder
		l.Write(&b, diag.English)
		t.Error("\n" + b.String())
	}
}
