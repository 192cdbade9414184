package align

import "testing"

// A translator parts long sentences; the quote's own is found all the same.
func TestPaired(t *testing.T) {
	const here = "“一轴”。沿铁路和公路发展产业，建设港口和仓库，接通两岸的城市和乡村。保护山林，治理河流。"
	const there = "“One axis.” Develop industries along the railway and the road. Build ports and warehouses, and connect " +
		"the towns and villages on both shores. Protect the woods, and regulate the rivers."
	for _, c := range []struct{ quote, want string }{
		{"“一轴”", "“One axis.”"},
		{"建设港口和仓库", "Develop industries along the railway and the road. Build ports and warehouses, and connect the towns and villages on both shores."},
		{"治理河流", "Protect the woods, and regulate the rivers."},
	} {
		if got, found := Quote(here, false, there, true, c.quote); !found || got != c.want {
			t.Errorf("%s: got %q, %v", c.quote, got, found)
		}
	}
	// Lengths that do not agree are no ground for pairing.
	if got, found := Quote("一。这是一句很长很长的话，说了许多事情。", false, "A very long sentence that says very many things. Two. Three.", true, "一"); found {
		t.Errorf("got %q", got)
	}
}
