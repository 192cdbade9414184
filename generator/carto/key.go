package carto

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// revision changes when the same Spec is drawn otherwise than before.
const revision = 8

// Course is the course of a line in degrees. As text (in a key) it is a digest.
type Course orb.MultiLineString

// MarshalText is a digest of the positions.
func (c Course) MarshalText() ([]byte, error) {
	h := sha256.New()
	var buf []byte
	for _, l := range c {
		buf = binary.LittleEndian.AppendUint64(buf[:0], uint64(len(l)))
		for _, p := range l {
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(p[0]))
			buf = binary.LittleEndian.AppendUint64(buf, math.Float64bits(p[1]))
		}
		h.Write(buf)
	}
	return []byte(hex.EncodeToString(h.Sum(nil)[:16])), nil
}

// Key identifies the drawing: equal keys, equal bytes. It costs a fraction of a
// millisecond, because prepared geometry is known by its own key.
func (s Spec) Key() string {
	h := sha256.New()
	layers := func(ls []Layer) {
		for _, l := range ls {
			fmt.Fprintf(h, "%T\n", l) // JSON does not tell the kinds apart
		}
	}
	fmt.Fprintf(h, "carto %d\n", revision)
	layers(s.Layers)
	if s.Inset != nil {
		layers(s.Inset.Layers)
	}
	if err := json.NewEncoder(h).Encode(s); err != nil {
		// Only a number that JSON cannot write (NaN) comes here; such a map
		// cannot be drawn either, but two of them are still told apart.
		fmt.Fprintf(h, "%+v", s)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
