package numeral

// roman reads capital I, V and X as a number up to 39; 0 if they are none.
func roman(s string) int64 {
	if len(s) > 7 {
		return 0
	}
	n, next := int64(0), int64(0)
	for i := len(s) - 1; i >= 0; i-- {
		v := romanDigit(s[i])
		switch {
		case v == 0:
			return 0
		case v < next:
			n -= v
		default:
			n += v
		}
		next = v
	}
	return n
}

func romanDigit(c byte) int64 {
	switch c {
	case 'I':
		return 1
	case 'V':
		return 5
	case 'X':
		return 10
	}
	return 0
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

// vulgar reads ½, ⅓ and the like; none if it is none.
func vulgar(r rune) Value {
	switch {
	case '¼' <= r && r <= '¾':
		return [...]Value{ratio(1, 4), ratio(1, 2), ratio(3, 4)}[r-'¼']
	case '⅐' <= r && r <= '⅞':
		return [...]Value{ratio(1, 7), ratio(1, 9), ratio(1, 10), ratio(1, 3), ratio(2, 3), ratio(1, 5), ratio(2, 5), ratio(3, 5), ratio(4, 5),
			ratio(1, 6), ratio(5, 6), ratio(1, 8), ratio(3, 8), ratio(5, 8), ratio(7, 8)}[r-'⅐']
	}
	return Value{}
}
