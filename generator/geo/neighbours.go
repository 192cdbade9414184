package geo

import "slices"

// Neighbours lists for each shape the shapes with which it shares a stretch of
// border, ascending. Shapes that touch in a single position are no neighbours.
func (t *Topology) Neighbours() [][]int {
	out := make([][]int, t.Len())
	for arc := range t.Arcs() {
		left, right := t.Sides(arc)
		if left == None || right == None || left == right {
			continue
		}
		out[left] = append(out[left], right)
		out[right] = append(out[right], left)
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}
