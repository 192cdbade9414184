package carto

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"
)

// courseWays places a label along a line: Chinese upright, character by
// character with wide spaces, as Chinese maps letter their rivers; other
// scripts on a smoothed course beside the line.
func courseWays(l Label, st LabelStyle, lines orb.MultiLineString, sheet box) []candidate {
	out := alongWays(l.Text, st, lines, sheet)
	if l.Short != "" && l.Short != l.Text {
		for _, c := range alongWays(l.Short, st, lines, sheet) {
			c.cost += shortCost
			out = append(out, c)
		}
	}
	return out
}

// besideWays places a label straight beside a line, here and there along it.
func besideWays(l Label, st LabelStyle, lines orb.MultiLineString, sheet box) []candidate {
	const every, width, cost = 6, 8, 1000 // any place along the line is better
	var out []candidate
	for _, line := range lines {
		c := resample(line, courseStep)
		for i := every; i < len(c)-every; i += every {
			for _, w := range pointWays(l, st, c[i], c[i], width, sheet) {
				w.cost += cost
				out = append(out, w)
			}
		}
	}
	return out
}

func alongWays(text string, st LabelStyle, lines orb.MultiLineString, sheet box) []candidate {
	var out []candidate
	upright := allIdeographic(text)
	for _, line := range lines {
		c := smooth(resample(line, courseStep), 6)
		total := float64(len(c)-1) * courseStep
		middleOf := total / 2
		length := textWidth(text, st)
		n := float64(len([]rune(text)))
		pitch := st.Size * 1.9 // from character to character
		if upright {
			length = pitch * (n - 1)
		}
		need := length*1.1 + st.Size // faces differ, and a path that is too short cuts the text
		if upright {
			need = length
		}
		for from := 2; from < len(c)-2; from += 2 {
			to := reaching(c, from, need)
			if to >= len(c)-2 {
				break
			}
			part := c[from : to+1]
			bend := bending(part)
			if bend > 1.1 {
				continue
			}
			cost := 14*bend + 6*math.Abs(float64(from+to)/2*courseStep-middleOf)/(total+1)
			for _, side := range [...]float64{-1, 1} {
				var cand candidate
				if upright {
					cand = uprightAlong(text, part, st, side, pitch)
				} else {
					cand = baselineAlong(text, part, st, side)
				}
				cand.cost += cost + 1 + side
				cand.about = part[len(part)/2]
				if allWithin(cand.boxes, sheet) {
					out = append(out, cand)
				}
			}
		}
	}
	return out
}

// reaching is the first place of a line that lies a length beyond place from.
func reaching(line []orb.Point, from int, length float64) int {
	i := from
	for ; i < len(line)-1 && length > 0; i++ {
		length -= length2(line[i+1][0]-line[i][0], line[i+1][1]-line[i][1])
	}
	if length > 0 {
		return len(line)
	}
	return i
}

const courseStep = 3 // px between the places of a resampled course

func uprightAlong(text string, part []orb.Point, st LabelStyle, side, pitch float64) candidate {
	n := utf8.RuneCountInString(text)
	c := candidate{boxes: make([]box, 0, n)}
	glyphs := make([]orb.Point, 0, n)
	for i := range n {
		k := min(reaching(part, 0, float64(i)*pitch), len(part)-1)
		p, n := part[k], normal(part, k)
		d := side * (st.Size*.62 + 2)
		g := orb.Point{p[0] + float64(n[0]*d), p[1] + float64(n[1]*d)}
		glyphs = append(glyphs, g)
		h := st.Size * .52
		c.boxes = append(c.boxes, box{g[0] - h, g[1] - h, g[0] + h, g[1] + h})
	}
	// Characters are read from the left, and from the top where the course is steep.
	first, last := glyphs[0], glyphs[n-1]
	dx, dy := last[0]-first[0], last[1]-first[1]
	if math.Abs(dy) > math.Abs(dx) && dy < 0 || math.Abs(dy) <= math.Abs(dx) && dx < 0 {
		slices.Reverse(glyphs)
	}
	c.run = &run{text: text, glyphs: glyphs}
	return c
}

func baselineAlong(text string, part []orb.Point, st LabelStyle, side float64) candidate {
	pts := part
	if pts[len(pts)-1][0] < pts[0][0] {
		pts = slices.Clone(part)
		slices.Reverse(pts)
	}
	// side -1 is above the line: the baseline a little off it; below, the
	// letters hang from it.
	d := -st.Size * .32
	if side > 0 {
		d = st.Size * .98
	}
	c := candidate{boxes: make([]box, 0, (len(pts)+1)/2)}
	off := make([]orb.Point, len(pts))
	for i, p := range pts {
		n := normal(pts, i)
		off[i] = orb.Point{p[0] + float64(n[0]*d), p[1] + float64(n[1]*d)}
	}
	c.run = &run{text: text, along: off}
	h := st.Size * .5
	for i := 0; i < len(off); i += 2 {
		n := normal(off, i)
		m := orb.Point{off[i][0] - float64(n[0]*st.Size*.33), off[i][1] - float64(n[1]*st.Size*.33)}
		c.boxes = append(c.boxes, box{m[0] - h, m[1] - h, m[0] + h, m[1] + h})
	}
	steep := math.Abs(math.Atan2(pts[len(pts)-1][1]-pts[0][1], pts[len(pts)-1][0]-pts[0][0]))
	c.cost = 8 * steep / (math.Pi / 2)
	return c
}

// normal is the unit vector to the right of a line's direction (y down: below a
// line that runs to the right).
func normal(line []orb.Point, i int) orb.Point {
	a, b := line[max(i-2, 0)], line[min(i+2, len(line)-1)]
	dx, dy := b[0]-a[0], b[1]-a[1]
	l := length2(dx, dy)
	if l == 0 {
		return orb.Point{0, 1}
	}
	return orb.Point{-dy / l, dx / l}
}

func length2(dx, dy float64) float64 { return math.Sqrt(float64(dx*dx) + float64(dy*dy)) }

// bending is by how much, in radians, a line turns altogether beyond going
// straight from end to end.
func bending(line []orb.Point) float64 {
	n := len(line) - 1
	if n < 1 {
		return 0
	}
	chord := math.Atan2(line[n][1]-line[0][1], line[n][0]-line[0][0])
	worst := 0.0
	for i := 2; i <= n; i++ {
		a := math.Atan2(line[i][1]-line[i-2][1], line[i][0]-line[i-2][0])
		worst = math.Max(worst, math.Abs(math.Remainder(a-chord, 2*math.Pi)))
	}
	return worst
}

// resample walks a line in equal steps.
func resample(line orb.LineString, step float64) []orb.Point {
	if len(line) == 0 {
		return nil
	}
	out := []orb.Point{line[0]}
	next := step // how far along the coming side the next place lies
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		d := length2(b[0]-a[0], b[1]-a[1])
		for ; next <= d; next += step {
			k := next / d
			out = append(out, orb.Point{a[0] + float64((b[0]-a[0])*k), a[1] + float64((b[1]-a[1])*k)})
		}
		next -= d
	}
	return out
}

// smooth is the mean over a few places to either side.
func smooth(line []orb.Point, reach int) []orb.Point {
	out := make([]orb.Point, len(line))
	for i := range line {
		r := min(reach, i, len(line)-1-i)
		var x, y float64
		for j := i - r; j <= i+r; j++ {
			x += line[j][0]
			y += line[j][1]
		}
		n := float64(2*r + 1)
		out[i] = orb.Point{x / n, y / n}
	}
	return out
}

func allWithin(bs []box, in box) bool {
	for _, b := range bs {
		if !b.within(in) {
			return false
		}
	}
	return len(bs) > 0
}
