package carto

import "slices"

// MostBytes is how large a layer of a drawing may be.
const MostBytes = 2 << 20

// Reduced tells what was done to a layer that was too big.
type Reduced struct {
	Layer, Title  string
	Before, After int  // bytes
	Lost          int  // parts smaller than a pixel that are not drawn
	LeftOut       bool // it was still too big: the layer is not drawn
}

// Light draws the map as Render does. A layer that takes more bytes than most is
// drawn with half the detail and without what is smaller than a pixel, and with it
// every other layer of the same cover; if it is too big even then, it is left out.
func Light(s Spec, most int) (Drawing, []Reduced) {
	d := Render(s)
	if !slices.ContainsFunc(d.sizes, func(n int) bool { return n > most }) {
		return d, nil
	}
	before := d.sizes
	covers := map[*Cover]bool{}
	for i, l := range s.Layers {
		if c := coverOf(l); c != nil && before[i] > most {
			covers[c] = true
		}
	}
	s.Layers = slices.Clone(s.Layers)
	var out []Reduced
	at := map[int]int{} // a layer's place in out
	for i, l := range s.Layers {
		r := Reduced{Before: before[i]}
		switch l := l.(type) {
		case Areas:
			r.Layer, r.Title = l.Name, l.Title
			if covers[l.Cover] {
				l.Cover = l.Cover.coarse()
				for _, a := range l.Features {
					r.Lost += l.Cover.shape(a.Shapes).lost
				}
				s.Layers[i] = l
			}
		case Borders:
			r.Layer = l.Name
			if covers[l.Cover] {
				l.Cover = l.Cover.coarse()
				s.Layers[i] = l
			}
		case Lines:
			r.Layer, r.Title = l.Name, l.Title
			l.coarse = before[i] > most
			s.Layers[i] = l
		case Points:
			r.Layer, r.Title = l.Name, l.Title
		}
		if before[i] > most {
			at[i] = len(out)
			out = append(out, r)
		}
	}
	d = Render(s)
	var kept []Layer
	for i, l := range s.Layers {
		if k, ok := at[i]; ok {
			out[k].After, out[k].LeftOut = d.sizes[i], d.sizes[i] > most
			if out[k].LeftOut {
				continue
			}
		}
		kept = append(kept, l)
	}
	if len(kept) < len(s.Layers) {
		s.Layers = kept
		d = Render(s)
	}
	return d, out
}

func coverOf(l Layer) *Cover {
	switch l := l.(type) {
	case Areas:
		return l.Cover
	case Borders:
		return l.Cover
	}
	return nil
}
