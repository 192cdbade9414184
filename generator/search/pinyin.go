package search

import (
	"strings"
)

// Pinyin splits a name in Hanyu Pinyin into its syllables, without tones: "Xī'ān
// Shì" is [xi an shi]. It goes by the orthography (GB/T 16159): within a word a
// syllable begins with a consonant unless an apostrophe parts it.
func Pinyin(s string) []string {
	var out []string
	for _, word := range strings.FieldsFunc(Fold(s), func(r rune) bool { return r < 'a' || r > 'z' }) {
		for word != "" {
			n := syllable(word)
			out = append(out, word[:n])
			word = word[n:]
		}
	}
	return out
}

// syllable is the length of the first syllable of a word of small letters.
func syllable(word string) int {
	i := 0
	for i < len(word) && !vowel(word, i) {
		i++
	}
	for i < len(word) && vowel(word, i) {
		i++
	}
	for _, final := range []string{"ng", "n", "r"} {
		if strings.HasPrefix(word[i:], final) && !vowel(word, i+len(final)) {
			return i + len(final)
		}
	}
	return i
}

func vowel(s string, i int) bool { return i < len(s) && strings.IndexByte("aeiouv", s[i]) >= 0 }
