package names

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// generated returns n invented names of 2 to 7 Chinese characters.
func generated(n int) []Entry {
	r := rand.New(rand.NewPCG(1, 2))
	out := make([]Entry, n)
	for i := range out {
		var b strings.Builder
		for range 2 + r.IntN(6) {
			b.WriteRune(rune(0x4e00 + r.IntN(3000)))
		}
		out[i] = Entry{Key: fmt.Sprint(i), Forms: []string{b.String()}}
	}
	return out
}

// page returns about 1.2 kB of invented text with a name now and then.
func page(r *rand.Rand, dict []Entry) string {
	var b strings.Builder
	for b.Len() < 1200 {
		if r.IntN(20) == 0 {
			b.WriteString(dict[r.IntN(len(dict))].Forms[0])
		}
		b.WriteRune(rune(0x4e00 + r.IntN(3000)))
	}
	return b.String()
}

func BenchmarkNew50000(b *testing.B) {
	dict := generated(50_000)
	b.ReportAllocs()
	for b.Loop() {
		New(chinese, dict, nil)
	}
}

// One pass over 20,000 pages with 50,000 names, on all cores. Aim: 5 s.
func Benchmark50000NamesIn20000Pages(b *testing.B) {
	dict := generated(50_000)
	r := rand.New(rand.NewPCG(3, 4))
	pages := make([]string, 20_000)
	size := 0
	for i := range pages {
		pages[i] = page(r, dict)
		size += len(pages[i])
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	f, _ := New(chinese, dict, nil)
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		workers := runtime.GOMAXPROCS(0)
		var wg sync.WaitGroup
		for w := range workers {
			wg.Go(func() {
				for i := w; i < len(pages); i += workers {
					f.Find(pages[i], "")
				}
			})
		}
		wg.Wait()
	}
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB/dictionary")
}

// A plan of 22,000 Chinese characters and one of 70,000 Latin letters, with 500
// names each. Aim: 50 ms for both.
func BenchmarkPlan(b *testing.B) {
	zh := generated(500)
	en := make([]Entry, 500)
	for i := range en {
		en[i] = Entry{Key: fmt.Sprint(i), Forms: []string{fmt.Sprintf("Abo%c%c County", 'a'+i%26, 'a'+i/26)}}
	}
	r := rand.New(rand.NewPCG(5, 6))
	var zhText []string
	for range 55 {
		zhText = append(zhText, page(r, zh))
	}
	enText := strings.Split(strings.Repeat("The plan’s area is Abocd County’s, and the urban agglomeration is wide.\n", 1000), "\n")
	fz, _ := New(chinese, zh, nil)
	fe, _ := New(english, en, nil)
	b.ReportAllocs()
	for b.Loop() {
		for _, t := range zhText {
			fz.Find(t, "")
		}
		for _, t := range enText {
			fe.Find(t, "")
		}
	}
}
