package atlas

import (
	"strconv"
	"strings"

	"atlas/generator/source"
)

// Spot is where a name or a place without a seat is drawn, and what that rests
// on.
type Spot struct {
	Point
	Basis  string // "surveyed", "placed" or "schematic"
	Source Localized
}

// The bases of a position or a line on a map.
const (
	Surveyed  = "surveyed"  // measured, by the source named
	Placed    = "placed"    // the atlas's own placing, at something related that is measured
	Schematic = "schematic" // shows a direction or a relation, not a position
)

// readSpots reads the table of positions of names.
func (b *builder) readSpots() {
	a := b.atlas
	a.spots = map[string]Spot{}
	b.each("name-places", func(r source.Row) {
		lon, err1 := strconv.ParseFloat(r.Get("lon").Value, 64)
		lat, err2 := strconv.ParseFloat(r.Get("lat").Value, 64)
		if err1 != nil || err2 != nil {
			return // reported with the table
		}
		a.spots[r.Get("name").Value] = Spot{Point: Point{Lon: lon, Lat: lat, Known: true},
			Basis: r.Get("basis").Value, Source: a.Text(r, "source")}
	})
}

// Spot is where a place or name lies. A place lies at its seat; a name where the
// table of positions says; Known is false where nothing says it.
func (a *Atlas) Spot(r Ref) Spot {
	if s, ok := a.spots[r.ID()]; ok {
		return s
	}
	if p := r.Place; p != nil && p.Seat.Known {
		basis := Surveyed
		if strings.HasPrefix(p.SeatSource, "atlas") { // a seat of the atlas's own
			basis = Schematic
		}
		return Spot{Point: p.Seat, Basis: basis}
	}
	return Spot{}
}
