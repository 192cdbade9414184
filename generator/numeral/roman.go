package numeral

// roman reads capital I, V and X as a number up to 39; 0 if they are none.
func roman(s string) int64 {
	value := map[byte]int64{'I': 1, 'V': 5, 'X': 10}
	n := int64(0)
	for i := range len(s) {
		v := value[s[i]]
		if v == 0 || len(s) > 7 {
			return 0
		}
		if i+1 < len(s) && v < value[s[i+1]] {
			v = -v
		}
		n += v
	}
	return n
}

// romanRune reads one of the characters Ⅰ to Ⅻ and ⅰ to ⅻ; 0 if it is none.
func romanRune(r rune) int64 {
	switch {
	case 'Ⅰ' <= r && r <= 'Ⅻ':
		return int64(r-'Ⅰ') + 1
	case 'ⅰ' <= r && r <= 'ⅻ':
		return int64(r-'ⅰ') + 1
	}
	return 0
}
