package numeral

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever a long text repeats, it is read and compared about as fast as any
// other. What is not linear takes so long with one of these that the test never
// ends; BenchmarkLarge measures it.
func TestLargeTextsEnd(t *testing.T) {
	for _, unit := range []string{"1,", "1，", "一三", "1亿", "1亿1", "万", "亿", "1-", "-1", "1/", "1.", "11,111,111,", "三分之", "第", "负", "零下",
		"的1", "数万", "一百零", "9", "1 to ", "one hundred and ", "twenty-", "a million ", "minus ", "half a ", "$-", "I ", "1m ", "2028/29/", "不足全国的"} {
		text := strings.Repeat(unit, 40_000/len(unit))
		for s, name := range map[Style]string{Chinese: "Chinese", English: "English"} {
			qs := Find(text, s)
			if ms := Compare(qs, qs); ms != nil {
				t.Errorf("%q in %s differs from itself", unit, name)
			}
		}
	}
}

// What is found by queues is what is found by looking at every pair.
func TestManyPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	units := []string{"", "", "%", "times", "km", "m", "家", "CNY"}
	some := func() []Quantity {
		qs := make([]Quantity, r.IntN(12))
		for i := range qs {
			qs[i] = Quantity{Value: whole(int64(r.IntN(4))), Unit: units[r.IntN(len(units))], Optional: r.IntN(4) == 0,
				Comparator: Comparator(r.IntN(6)), Kind: Kind(r.IntN(4))}
			if r.IntN(6) == 0 {
				qs[i].Also = &Quantity{Value: whole(int64(r.IntN(4)) * 1000), Unit: units[r.IntN(len(units))]}
			}
		}
		return qs
	}
	for range 20_000 {
		a, b := some(), some()
		for p := sureInDirection; p <= byOrder; p++ {
			var pairs [2][]string
			for many := range 2 {
				as, bs := ends(nil, a), ends(nil, b)
				meet := func(x, y *end) {
					x.met, y.met = true, true
					pairs[many] = append(pairs[many], fmt.Sprint(x.index, y.index))
				}
				if many == 1 {
					p.matchMany(as, bs, meet)
				} else {
					p.match(as, bs, meet)
				}
			}
			if !slices.Equal(pairs[0], pairs[1]) {
				t.Fatalf("pass %d: %v\n%v\n%s", p, a, b, cmp.Diff(pairs[0], pairs[1]))
			}
		}
	}
}

// BenchmarkLarge reads and compares a paragraph of one number after another, and
// one ten times as long: the speed must be about the same.
func BenchmarkLarge(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		text := strings.Repeat("1,", n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				qs := Find(text, Chinese)
				Compare(qs, qs)
			}
		})
	}
}
