package geo

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Reach is how far, in metres, a position is compared with a line.
const Reach = 2500

// Near tells how far positions are from lines. It is made for the positions that
// will be asked for, so that lines elsewhere cost nothing.
type Near struct {
	kx, ky float64 // metres of a degree
	cell   float64 // metres
	cells  map[[2]int32][][2]orb.Point
	bound  orb.Bound // of the cells, degrees
}

// NewNear makes the measure for positions, in degrees, which must not lie more
// than some degrees of latitude apart for the distances to be exact.
func NewNear(positions []orb.Point) *Near {
	n := &Near{ky: rad * 6371007.2, cell: Reach, cells: map[[2]int32][][2]orb.Point{}}
	mid := 0.0
	n.bound = orb.MultiPoint(positions).Bound()
	for _, p := range positions {
		mid += p[1] / float64(len(positions))
	}
	n.kx = n.ky * math.Cos(mid*rad)
	n.bound = n.bound.Pad(2 * n.cell / n.kx)
	for _, p := range positions {
		n.around(p, func(k [2]int32) {
			if _, ok := n.cells[k]; !ok {
				n.cells[k] = nil
			}
		})
	}
	return n
}

func (n *Near) key(p orb.Point) [2]int32 {
	return [2]int32{int32(math.Floor(p[0] * n.kx / n.cell)), int32(math.Floor(p[1] * n.ky / n.cell))}
}

// around calls do for the cells within reach.
func (n *Near) around(p orb.Point, do func([2]int32)) {
	k := n.key(p)
	for y := k[1] - 1; y <= k[1]+1; y++ {
		for x := k[0] - 1; x <= k[0]+1; x++ {
			do([2]int32{x, y})
		}
	}
}

// Add adds a line.
func (n *Near) Add(line []orb.Point) {
	for i := 1; i < len(line); i++ {
		if p, q := line[i-1], line[i]; max(p[0], q[0]) < n.bound.Min[0] || min(p[0], q[0]) > n.bound.Max[0] ||
			max(p[1], q[1]) < n.bound.Min[1] || min(p[1], q[1]) > n.bound.Max[1] {
			continue
		}
		a, b := n.key(line[i-1]), n.key(line[i])
		for y := min(a[1], b[1]); y <= max(a[1], b[1]); y++ {
			for x := min(a[0], b[0]); x <= max(a[0], b[0]); x++ {
				k := [2]int32{x, y}
				if list, ok := n.cells[k]; ok {
					n.cells[k] = append(list, [2]orb.Point{line[i-1], line[i]})
				}
			}
		}
	}
}

// Distance is how far, in metres, a position is from the nearest line, Reach at
// most.
func (n *Near) Distance(p orb.Point) float64 {
	best := float64(Reach * Reach)
	at := orb.Point{p[0] * n.kx, p[1] * n.ky}
	n.around(p, func(k [2]int32) {
		for _, s := range n.cells[k] {
			d := segmentDistance2(at, orb.Point{s[0][0] * n.kx, s[0][1] * n.ky}, orb.Point{s[1][0] * n.kx, s[1][1] * n.ky})
			best = math.Min(best, d)
		}
	})
	return math.Sqrt(best)
}

// Fit tells how positions lie to lines as they are and moved.
type Fit struct {
	Near          int     // how many positions are within reach of a line, as they are or moved
	Better        int     // how many of those are nearer moved than as they are
	Before, After float64 // the median distance of those, metres
	Moved         float64 // by how much they move, metres, the median
	Most          int     // the position that comes nearer by most, by its number; -1 without any
}

// FitOf compares positions as they are with the same moved.
func FitOf(positions []orb.Point, move func(orb.Point) orb.Point, near *Near) Fit {
	f := Fit{Most: -1}
	var before, after, moved []float64
	most := 0.0
	for i, p := range positions {
		q := move(p)
		d, e := near.Distance(p), near.Distance(q)
		if d >= Reach && e >= Reach {
			continue
		}
		f.Near++
		if e < d {
			f.Better++
		}
		if d-e > most {
			most, f.Most = d-e, i
		}
		before, after, moved = append(before, d), append(after, e), append(moved, Distance(p, q))
	}
	f.Before, f.After, f.Moved = median(before), median(after), median(moved)
	return f
}

// Shifted reports whether the positions fit so much better moved that neither
// chance nor coarse lines explain it: two of three come nearer, many more than
// would by the toss of a coin, to about half the distance, and to less than half
// of what they move by.
func (f Fit) Shifted() bool {
	coin := float64(2*f.Better-f.Near) / math.Sqrt(math.Max(1, float64(f.Near))) // standard deviations
	return f.Near >= 25 && f.Better*3 >= f.Near*2 && coin > 4 && f.After < .55*f.Before && f.After < f.Moved/2 && f.Before > 50
}

func median(v []float64) float64 {
	if len(v) == 0 {
		return 0
	}
	slices.Sort(v)
	return v[len(v)/2]
}
