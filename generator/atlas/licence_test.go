package atlas

import "testing"

func TestMayPassOn(t *testing.T) {
	a := &Atlas{Layers: []*Layer{
		{ID: "borders", License: License{Name: "Closed"}},
		{ID: "rivers", License: License{Name: "Open"}, Redistributable: true},
	}}
	for from, want := range map[string]bool{"": true, "Closed": false, "Closed (point)": false, "Open": true, "GeoNames": true} {
		if got := a.MayPassOn(from); got != want {
			t.Errorf("MayPassOn(%q) = %v, want %v", from, got, want)
		}
	}
}
