package raster

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"slices"
)

// PNG writes an opaque picture with a palette of at most 256 colours: drawings
// have few colours and many shades between two of them, and take a third of the
// bytes that way. A picture with more colours gets those that are nearest to
// them.
func PNG(img *image.RGBA) ([]byte, error) {
	counts := map[uint32]int{}
	runs(img.Pix, func(c uint32, from, to int) { counts[c] += to - from })
	palette, index := reduce(counts, 256)
	out := image.NewPaletted(img.Rect, palette)
	runs(img.Pix, func(c uint32, from, to int) {
		entry := index[c]
		for i := from; i < to; i++ {
			out.Pix[i] = entry
		}
	})
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out)
	return b.Bytes(), err
}

// runs calls do for every run of pixels of one colour.
func runs(pix []byte, do func(c uint32, from, to int)) {
	n := len(pix) / 4
	for from := 0; from < n; {
		c, to := pack(pix[4*from:]), from+1
		for to < n && pack(pix[4*to:]) == c {
			to++
		}
		do(c, from, to)
		from = to
	}
}

func pack(p []byte) uint32 { return uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2]) }

func channel(c uint32, k int) int { return int(c>>(16-8*k)) & 0xff }

// box is a set of colours that share an entry of the palette.
type box struct {
	colours []uint32
	axis    int // along which they lie farthest apart, 0 red to 2 blue
	weight  int // how much there is to gain by parting it
}

// reduce finds at most max colours for the counted ones: by median cut (Paul
// Heckbert, Color Image Quantization for Frame Buffer Display, 1982), where the
// box to be cut next is the one with the largest squared error, and the cut goes
// through its mean. The largest areas of a drawing keep their very colour.
func reduce(counts map[uint32]int, max int) (color.Palette, map[uint32]uint8) {
	all := make([]uint32, 0, len(counts))
	for c := range counts {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b uint32) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	kept := min(len(all), max)
	if len(all) > max {
		kept = max / 4
	}
	var boxes []box
	for _, c := range all[:kept] {
		boxes = append(boxes, box{colours: []uint32{c}})
	}
	if rest := all[kept:]; len(rest) > 0 {
		boxes = append(boxes, measured(rest, counts))
	}
	for len(boxes) < max {
		worst := 0
		for i, b := range boxes {
			if b.weight > boxes[worst].weight {
				worst = i
			}
		}
		if boxes[worst].weight == 0 {
			break
		}
		low, high := cut(boxes[worst], counts)
		boxes[worst] = measured(low, counts)
		boxes = append(boxes, measured(high, counts))
	}
	palette, index := make(color.Palette, len(boxes)), make(map[uint32]uint8, len(all))
	for i, b := range boxes {
		m := mean(b.colours, counts)
		palette[i] = color.RGBA{uint8(m[0]), uint8(m[1]), uint8(m[2]), 0xff}
		for _, c := range b.colours {
			index[c] = uint8(i)
		}
	}
	return palette, index
}

// mean is the average of colours, each as often as it was counted, rounded.
func mean(colours []uint32, counts map[uint32]int) (m [3]int) {
	n := 0
	for _, c := range colours {
		n += counts[c]
		for k := range m {
			m[k] += channel(c, k) * counts[c]
		}
	}
	for k := range m {
		m[k] = (m[k] + n/2) / n
	}
	return m
}

func measured(colours []uint32, counts map[uint32]int) box {
	m := mean(colours, counts)
	var e [3]int
	for _, c := range colours {
		for k := range e {
			d := channel(c, k) - m[k]
			e[k] += d * d * counts[c]
		}
	}
	b := box{colours: colours}
	if len(colours) > 1 {
		b.weight = e[0] + e[1] + e[2]
		for k := range e {
			if e[k] > e[b.axis] {
				b.axis = k
			}
		}
	}
	return b
}

// cut parts a box of two colours and more at the mean of its axis.
func cut(b box, counts map[uint32]int) (low, high []uint32) {
	m := mean(b.colours, counts)[b.axis]
	for _, c := range b.colours {
		if channel(c, b.axis) < m {
			low = append(low, c)
		} else {
			high = append(high, c)
		}
	}
	if len(low) == 0 || len(high) == 0 { // the mean was rounded onto the lowest, or all differ elsewhere
		slices.SortFunc(b.colours, func(x, y uint32) int {
			return cmp.Or(cmp.Compare(channel(x, b.axis), channel(y, b.axis)), cmp.Compare(x, y))
		})
		return b.colours[:1], b.colours[1:]
	}
	return low, high
}
