package picture

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode"
)

// Font says how wide a font sets each character: enough to break lines. It is
// read from a TTF or OTF file (ISO/IEC 14496-22: tables cmap, head, hhea, hmtx).
type Font struct {
	perEm    float64
	advances []uint16 // by glyph; the last stands for all that follow
	segments []segment
}

// segment is a run of characters with consecutive glyphs.
type segment struct{ first, last, glyph uint32 }

var errFont = errors.New("this is no TrueType font")

// ReadFont reads the measures of a font.
func ReadFont(data []byte) (*Font, error) {
	tables := map[string][]byte{}
	if len(data) < 12 {
		return nil, errFont
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errFont
		}
		r := data[at:]
		from, size := uint64(binary.BigEndian.Uint32(r[8:])), uint64(binary.BigEndian.Uint32(r[12:]))
		if from+size > uint64(len(data)) {
			return nil, errFont
		}
		tables[string(r[:4])] = data[from : from+size]
	}
	head, hhea, hmtx := tables["head"], tables["hhea"], tables["hmtx"]
	if len(head) < 20 || len(hhea) < 36 {
		return nil, errFont
	}
	f := &Font{perEm: float64(binary.BigEndian.Uint16(head[18:]))}
	long := int(binary.BigEndian.Uint16(hhea[34:]))
	if f.perEm == 0 || long == 0 || len(hmtx) < 4*long {
		return nil, errFont
	}
	for i := range long {
		f.advances = append(f.advances, binary.BigEndian.Uint16(hmtx[4*i:]))
	}
	return f, f.readCmap(tables["cmap"])
}

// readCmap reads which characters the font has, from a subtable of format 12,
// which every font with Chinese has.
func (f *Font) readCmap(cmap []byte) error {
	if len(cmap) < 4 {
		return errFont
	}
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if 4+8*i+8 > len(cmap) {
			return errFont
		}
		at := uint64(binary.BigEndian.Uint32(cmap[4+8*i+4:]))
		if at+16 > uint64(len(cmap)) || binary.BigEndian.Uint16(cmap[at:]) != 12 {
			continue
		}
		groups := uint64(binary.BigEndian.Uint32(cmap[at+12:]))
		if at+16+12*groups > uint64(len(cmap)) {
			return errFont
		}
		for g := range groups {
			r := cmap[at+16+12*g:]
			f.segments = append(f.segments, segment{binary.BigEndian.Uint32(r), binary.BigEndian.Uint32(r[4:]), binary.BigEndian.Uint32(r[8:])})
		}
		return nil
	}
	return fmt.Errorf("%w with a character map of format 12", errFont)
}

// glyph is the number of a character's glyph; 0 where the font has none.
func (f *Font) glyph(r rune) uint32 {
	lo, hi := 0, len(f.segments)
	for lo < hi {
		mid := (lo + hi) / 2
		if f.segments[mid].last < uint32(r) {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(f.segments) && f.segments[lo].first <= uint32(r) && uint32(r) <= f.segments[lo].last {
		return f.segments[lo].glyph + uint32(r) - f.segments[lo].first
	}
	return 0
}

// Lacks lists the visible characters of a text that the font cannot set, as often
// as they stand there.
func (f *Font) Lacks(text string) []rune {
	var out []rune
	for _, r := range text {
		if !unicode.IsSpace(r) && f.glyph(r) == 0 {
			out = append(out, r)
		}
	}
	return out
}

// Width is how wide a text is in a size, in the size's unit, without kerning.
func (f *Font) Width(text string, size float64) float64 {
	sum := 0.0
	for _, r := range text {
		g := int(f.glyph(r))
		sum += float64(f.advances[min(g, len(f.advances)-1)])
	}
	return sum * size / f.perEm
}
