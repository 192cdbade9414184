package geo

import (
	"math"
	"math/bits"

	"github.com/paulmach/orb"
)

// numbering gives equal positions one number: a table with open addressing, which
// for millions of positions is several times as fast as a map.
type numbering struct {
	slots []int32 // numbers, plus one; 0 is free
	mask  uint64
}

// newNumbering makes room for the positions of shapes, of which about half are
// shared.
func newNumbering(shapes []orb.MultiPolygon) numbering {
	n := 8
	for _, mp := range shapes {
		for _, poly := range mp {
			for _, r := range poly {
				n += len(r)
			}
		}
	}
	size := uint64(1) << bits.Len(uint(n+n/4)) // never more than four fifths full
	return numbering{slots: make([]int32, size), mask: size - 1}
}

// of returns the number of a position, which is its index in at.
func (n numbering) of(p orb.Point, at *[]orb.Point) int32 {
	// Adding zero makes one of the two zeros, which are equal, of both.
	h := math.Float64bits(p[0]+0)*0x9E3779B97F4A7C15 ^ bits.RotateLeft64(math.Float64bits(p[1]+0)*0xC2B2AE3D27D4EB4F, 31)
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 32
	for i := h & n.mask; ; i = (i + 1) & n.mask {
		switch id := n.slots[i] - 1; {
		case id < 0:
			*at = append(*at, p)
			n.slots[i] = int32(len(*at))
			return n.slots[i] - 1
		case (*at)[id] == p:
			return id
		}
	}
}
