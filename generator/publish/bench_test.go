package publish

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
)

func manyPages(n int, v string) []File {
	body := bytes.Repeat([]byte("一段文字。"), 700)
	files := make([]File, n)
	for i := range files {
		files[i] = File{Path: fmt.Sprintf("zh/d%d/%d.html", i%40, i), Data: fmt.Appendf(bytes.Clone(body), "%s %d", v, i)}
	}
	return files
}

func BenchmarkUnchanged(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			out := filepath.Join(b.TempDir(), "public")
			files := manyPages(n, "a")
			mustWrite(b, out, files, Options{})
			for b.Loop() {
				if rep := mustWrite(b, out, files, Options{}); rep.Mode != Untouched {
					b.Fatal(rep.Mode)
				}
			}
		})
	}
}

// BenchmarkOneChanged rewrites one page of 1,000.
func BenchmarkOneChanged(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	files := manyPages(1000, "a")
	mustWrite(b, out, files, Options{})
	i := 0
	for b.Loop() {
		i++
		files[7].Data = fmt.Appendf(nil, "edit %d", i)
		mustWrite(b, out, files, Options{})
	}
}

func BenchmarkAllChanged(b *testing.B) {
	out := filepath.Join(b.TempDir(), "public")
	sites := [][]File{manyPages(1000, "a"), manyPages(1000, "b")}
	i := 0
	for b.Loop() {
		i++
		mustWrite(b, out, sites[i%2], Options{})
	}
}
