package picture

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"atlas/generator/cache"
	"atlas/generator/raster"
)

// FontPaths are where npm puts the fonts: the regular weight and the bold one.
var FontPaths = [2]string{
	"node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
	"node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
}

// Packages are the npm packages that pictures are made with.
var Packages = [2]string{"@resvg/resvg-wasm", "@expo-google-fonts/noto-sans-sc"}

// version is of the cards' design. Pictures that were kept are made again when
// the SVG changes; this is for a change in how pixels are written.
const version = "picture/1"

// Studio makes pictures and keeps them. It may be used from several goroutines.
type Studio struct {
	tools  *Tools
	setter Typesetter
	cache  *cache.Cache

	made, kept, bytes, largest, work atomic.Int64

	mu    sync.Mutex
	lacks map[rune]bool // characters that the font has not
}

// Missing names the first file that pictures need and the folder does not have;
// "" where all are there. Nothing is read.
func Missing(fsys fs.FS) string {
	for _, p := range append([]string{raster.ModulePath}, FontPaths[:]...) {
		if info, err := fs.Stat(fsys, p); err != nil || !info.Mode().IsRegular() {
			return p
		}
	}
	return ""
}

// Tools are what pictures are painted with: resvg and the fonts. Several studios
// may use them, one after another or at once.
type Tools struct {
	engine *raster.Engine
	fonts  [2]*Font
	sum    []byte // a hash of resvg and the fonts
}

// ReadTools reads them from a folder with node_modules.
func ReadTools(fsys fs.FS) (*Tools, error) {
	wasm, err := raster.Read(fsys)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(wasm)
	t := &Tools{}
	var files [2][]byte
	for i, p := range FontPaths {
		if files[i], err = fs.ReadFile(fsys, p); err != nil {
			return nil, err
		}
		if t.fonts[i], err = ReadFont(files[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		h.Write(files[i])
	}
	t.engine, t.sum = raster.New(wasm, files[0], files[1]), h.Sum(nil)
	return t, nil
}

// Close frees the rasteriser.
func (t *Tools) Close() error { return t.engine.Close() }

// Studio is a new studio. Its pictures are kept in the cache, which may be nil.
func (t *Tools) Studio(palette Palette, c *cache.Cache) *Studio {
	return &Studio{tools: t, cache: c, lacks: map[rune]bool{}, setter: Typesetter{Regular: t.fonts[0], Bold: t.fonts[1], Palette: palette}}
}

// Paint makes a card's picture as PNG.
func (s *Studio) Paint(c Card) ([]byte, error) {
	for _, r := range s.setter.Lacks(c) {
		s.mu.Lock()
		s.lacks[r] = true
		s.mu.Unlock()
	}
	svg := s.setter.SVG(c)
	key := cache.Key(version, s.tools.sum, svg)
	png, ok := s.cache.Get(key)
	if !ok {
		start := time.Now() // for the report only
		img, err := s.tools.engine.Pixels(svg)
		if err != nil {
			return nil, fmt.Errorf("the picture of %q: %w", c.Title, err)
		}
		if png, err = raster.PNG(img); err != nil {
			return nil, err
		}
		s.cache.Put(key, png)
		s.made.Add(1)
		s.work.Add(int64(time.Since(start)))
	} else {
		s.kept.Add(1)
	}
	s.bytes.Add(int64(len(png)))
	for n := int64(len(png)); ; {
		if old := s.largest.Load(); n <= old || s.largest.CompareAndSwap(old, n) {
			return png, nil
		}
	}
}

// Report is what a studio did.
type Report struct {
	Made, Kept     int           // pictures painted, and found in the cache
	Bytes, Largest int64         // of all, and of the largest
	Work           time.Duration // spent on painting, summed over the processors
	Lacks          []rune        // characters that the font has not, each once, in order
}

// Report sums up the pictures so far.
func (s *Studio) Report() Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Report{Made: int(s.made.Load()), Kept: int(s.kept.Load()), Bytes: s.bytes.Load(), Largest: s.largest.Load(),
		Work: time.Duration(s.work.Load()), Lacks: slices.Sorted(maps.Keys(s.lacks))}
}
