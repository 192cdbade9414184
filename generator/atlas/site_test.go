package atlas

import "testing"

func TestBrand(t *testing.T) {
	s := Site{Title: Localized{"平原城市群图集", "Atlas of the Plain"}, Short: Localized{"平原图集", ""}}
	for lang, want := range []string{"平原图集", "Atlas of the Plain"} {
		if got := s.Brand(lang); got != want {
			t.Errorf("the brand in language %d is %q, want %q", lang, got, want)
		}
	}
	if got := (&Site{Title: s.Title}).Brand(0); got != "平原城市群图集" {
		t.Errorf("without a short title the brand is %q", got)
	}
}
