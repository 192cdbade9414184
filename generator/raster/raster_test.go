package raster

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"sync"
	"testing"
)

const (
	modules = "../../"
	font    = modules + "node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf"
)

// shared is compiled once for all tests.
var shared = sync.OnceValues(func() (*Engine, error) {
	wasm, err := Read(os.DirFS(modules))
	if err != nil {
		return nil, err
	}
	ttf, err := os.ReadFile(font)
	return New(wasm, ttf), err
})

func engine(t testing.TB) *Engine {
	t.Helper()
	e, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const lettered = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><rect width="300" height="120" fill="#fbf8f1"/>` +
	`<path d="M10 100q50-90 280 0z" fill="#efdcb2" stroke="#5b4023"/>` +
	`<text x="20" y="60" font-family="Noto Sans SC" font-size="32" fill="#a32a1f">鄠邑 Bay</text></svg>`

// The very bytes, which every machine must give.
func TestSameBytes(t *testing.T) {
	e := engine(t)
	const want = "40040dca02ba01ed4ae02c85a7a58021eef8733523f113e47105626a5116c4c9"
	var wg sync.WaitGroup
	for range 4 { // also several at once, on memories that are used again
		wg.Go(func() {
			img, err := e.Pixels([]byte(lettered))
			if err != nil {
				t.Error(err)
				return
			}
			data, err := PNG(img)
			if err != nil {
				t.Error(err)
			}
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != want {
				t.Errorf("sha256 %x, want %s; %d bytes", sum, want, len(data))
			}
		})
	}
	wg.Wait()
}

func TestText(t *testing.T) {
	img, err := engine(t).Pixels([]byte(lettered))
	if err != nil {
		t.Fatal(err)
	}
	if img.Rect != image.Rect(0, 0, 300, 120) {
		t.Fatalf("size %v", img.Rect)
	}
	if got := img.RGBAAt(2, 2); got != (color.RGBA{0xfb, 0xf8, 0xf1, 0xff}) {
		t.Errorf("paper is %v", got)
	}
	seal := 0
	for y := range 120 {
		for x := range 300 {
			if img.RGBAAt(x, y) == (color.RGBA{0xa3, 0x2a, 0x1f, 0xff}) {
				seal++
			}
		}
	}
	if seal < 300 {
		t.Errorf("%d pixels of text; the font was not used", seal)
	}
}

func TestBadDrawing(t *testing.T) {
	e := engine(t)
	for _, bad := range []string{"", "<svg", "no drawing", `<svg xmlns="http://www.w3.org/2000/svg"/>`} {
		if img, err := e.Pixels([]byte(bad)); err == nil && (img.Rect.Empty() || bad != `<svg xmlns="http://www.w3.org/2000/svg"/>`) {
			t.Errorf("%q was drawn", bad)
		}
	}
	// Afterwards all is well.
	if _, err := e.Pixels([]byte(lettered)); err != nil {
		t.Error(err)
	}
}

func TestNoResvg(t *testing.T) {
	if _, err := New([]byte("\x00asm\x01\x00\x00\x00")).Pixels([]byte(lettered)); err == nil {
		t.Error("an empty module drew something")
	}
	_, err := New([]byte("nothing")).Pixels([]byte(lettered))
	if err == nil || !strings.HasPrefix(err.Error(), "resvg cannot be compiled: ") {
		t.Errorf("error %v", err)
	}
	if _, err := Read(os.DirFS(t.TempDir())); !os.IsNotExist(err) {
		t.Errorf("error %v", err)
	}
	// A later version's host functions have other names.
	other := append([]byte("\x00asm\x01\x00\x00\x00"), 1, 4, 1, 0x60, 0, 0) // a type: nothing to nothing
	other = append(other, 2, 11, 1, 3, 'w', 'b', 'g', 3, 'n', 'e', 'w', 0, 0)
	const want = "this version of resvg is not known: it asks for wbg.new"
	if _, err := New(other).Pixels([]byte(lettered)); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}

func TestPNG(t *testing.T) {
	few := image.NewRGBA(image.Rect(0, 0, 16, 16)) // 256 colours are kept as they are
	many := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range 256 {
		few.Set(i%16, i/16, color.RGBA{uint8(i), uint8(255 - i), 7, 255})
	}
	for i := range 64 * 64 {
		many.Set(i%64, i/64, color.RGBA{uint8(i % 64 * 4), uint8(i / 64 * 4), uint8(i % 7 * 30), 255})
	}
	for _, c := range []struct {
		img  *image.RGBA
		most int // the largest difference in a channel
	}{{few, 0}, {many, 40}} {
		data, err := PNG(c.img)
		if err != nil {
			t.Fatal(err)
		}
		again, err := PNG(c.img)
		if err != nil || !bytes.Equal(data, again) {
			t.Error("other bytes the second time")
		}
		out, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if p, ok := out.(*image.Paletted); !ok || len(p.Palette) != 256 {
			t.Errorf("no palette of 256 but %T", out)
		}
		worst := 0
		for y := range c.img.Rect.Dy() {
			for x := range c.img.Rect.Dx() {
				a, b := c.img.RGBAAt(x, y), color.RGBAModel.Convert(out.At(x, y)).(color.RGBA)
				for _, d := range []int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
					worst = max(worst, d, -d)
				}
			}
		}
		if worst > c.most {
			t.Errorf("a channel is off by %d, at most %d", worst, c.most)
		}
	}
}

// What a picture costs once resvg is compiled.
func BenchmarkPicture(b *testing.B) {
	e := engine(b)
	svg := strings.Replace(lettered, `width="300" height="120"`, `width="1200" height="630" viewBox="0 0 300 120"`, 1)
	for b.Loop() {
		img, err := e.Pixels([]byte(svg))
		if err != nil {
			b.Fatal(err)
		}
		if _, err := PNG(img); err != nil {
			b.Fatal(err)
		}
	}
}
