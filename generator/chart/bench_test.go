package chart

import (
	"os"
	"path/filepath"
	"testing"
)

func script(b *testing.B) []byte {
	js, err := ReadScript(os.DirFS(filepath.Join("..", "..")))
	if err != nil {
		b.Skip(err)
	}
	return js
}

// Cold: from the script's text to the first chart.
func BenchmarkFirstChart(b *testing.B) {
	js := script(b)
	for b.Loop() {
		if _, err := NewEngine(js).Draw(sample("en"), small); err != nil {
			b.Fatal(err)
		}
	}
}

// A second interpreter, from the compiled program.
func BenchmarkStart(b *testing.B) {
	e := NewEngine(script(b))
	if _, err := e.start(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := e.start(); err != nil {
			b.Fatal(err)
		}
	}
}

// Warm: one chart after another.
func BenchmarkChart(b *testing.B) {
	e := NewEngine(script(b))
	for b.Loop() {
		if _, err := e.Draw(sample("en"), small); err != nil {
			b.Fatal(err)
		}
	}
}

// What a cached drawing costs: its key.
func BenchmarkKey(b *testing.B) {
	e := NewEngine(script(b))
	for b.Loop() {
		e.Key(sample("en"), small)
	}
}
