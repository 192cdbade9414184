package geo

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

// square is a unit square with its lower left corner at x, y.
func square(x, y float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}}
}

func TestNeighbours(t *testing.T) {
	hole := orb.MultiPolygon{{
		{{10, 10}, {13, 10}, {13, 13}, {10, 13}, {10, 10}},
		{{11, 11}, {11, 12}, {12, 12}, {12, 11}, {11, 11}},
	}}
	for name, c := range map[string]struct {
		shapes []orb.MultiPolygon
		want   [][]int
	}{
		"a row of three":     {[]orb.MultiPolygon{square(0, 0), square(1, 0), square(2, 0)}, [][]int{{1}, {0, 2}, {1}}},
		"corners only touch": {[]orb.MultiPolygon{square(0, 0), square(1, 1)}, [][]int{nil, nil}},
		"four around a corner": {[]orb.MultiPolygon{square(0, 0), square(1, 0), square(0, 1), square(1, 1)},
			[][]int{{1, 2}, {0, 3}, {0, 3}, {1, 2}}},
		"an enclave":       {[]orb.MultiPolygon{hole, square(11, 11)}, [][]int{{1}, {0}}},
		"far apart":        {[]orb.MultiPolygon{square(0, 0), square(5, 5)}, [][]int{nil, nil}},
		"one without area": {[]orb.MultiPolygon{square(0, 0), nil, square(1, 0)}, [][]int{{2}, nil, {0}}},
		"nothing":          {nil, [][]int{}},
	} {
		if diff := cmp.Diff(c.want, NewTopology(c.shapes).Neighbours()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
