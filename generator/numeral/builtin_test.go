package numeral

// Find, Append and Compare with the built-in units, which most tests use.
func Find(text string, s Style, names ...Span) []Quantity { return Builtin().Find(text, s, names...) }

func Compare(a, b []Quantity) []Mismatch { return Builtin().Compare(a, b) }

func ends(there []end, qs []Quantity) []end { return Builtin().ends(there, qs) }
