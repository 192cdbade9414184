package source

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"atlas/generator/diag"
)

// positions reads a list of positions. It reports false where one of them is
// none; all problems of the list are reported.
func (r *geoReader) positions(in trail) ([]orb.Point, bool) {
	if !r.list(in) {
		return nil, false
	}
	var ps []orb.Point
	ok := true
	r.s.array(func(i int) {
		p, good := r.fastPosition()
		if !good {
			p, good = r.position(in.with(aPosition, i))
		}
		if !good {
			ok = false
		}
		ps = append(ps, p)
	})
	return ps, ok
}

// fastPosition reads a position that is just two numbers within the Earth's
// bounds, which nearly all are. Where it is not it steps over nothing.
func (r *geoReader) fastPosition() (orb.Point, bool) {
	s := r.s
	start := s.pos
	if s.data[start] != '[' {
		return orb.Point{}, false
	}
	s.pos++
	var p orb.Point
	for i := range p {
		c := s.space()
		if i > 0 {
			if c != ',' {
				s.pos = start
				return p, false
			}
			s.pos++
			c = s.space()
		}
		if c != '-' && c-'0' > 9 {
			s.pos = start
			return p, false
		}
		p[i] = s.number()
	}
	if s.space() != ']' || !onEarth(p) || s.failed {
		s.pos = start
		return p, false
	}
	s.pos++
	return p, true
}

// position reads one position and says what is wrong with it.
func (r *geoReader) position(in trail) (orb.Point, bool) {
	s := r.s
	start := s.pos
	if !r.list(in) {
		return orb.Point{}, false
	}
	var p orb.Point
	n, ok := 0, true
	s.array(func(i int) {
		n++
		at := s.pos
		if c := s.data[at]; c != '-' && c-'0' > 9 {
			s.skip()
			if !ok || s.failed {
				return
			}
			ok = false
			if c == '[' {
				r.badPosition(at, 1,
					in.before(diag.T("应为数字，实为列表，括号的层数不对", "a number was expected, found a list: the brackets nest wrongly")), diag.Text{})
				return
			}
			r.badPosition(at, r.runesAt(at),
				in.before(diag.Tf("应为数字，实为 %s", "a number was expected, found %s", short(s.data[at:s.pos]))),
				numberInQuotes(c))
			return
		}
		if v := s.number(); i < 2 {
			p[i] = v
		}
	})
	if s.failed || !ok {
		return p, false
	}
	if n < 2 {
		r.badPosition(start, 1,
			in.before(diag.Tf("坐标应有经度与纬度两个数，此处有 %d 个", "a position has two numbers, longitude and latitude, this one has %d", n)), diag.Text{})
		return p, false
	}
	if !onEarth(p) {
		r.offEarth.add(start, p, in)
		return p, false
	}
	return p, true
}

// short is a value's text, shortened for a message.
func short(b []byte) string {
	rs := []rune(string(b))
	if len(rs) > 40 {
		return string(rs[:40]) + "…"
	}
	return string(rs)
}

func numberInQuotes(c byte) diag.Text {
	if c == '"' {
		return diag.T("数字不加引号", "write numbers without quotes")
	}
	return diag.Text{}
}

// nthPosition finds where the position of a number, from 0, stands in the list
// at the offset.
func (r *geoReader) nthPosition(list, n int) int {
	at := list
	r.at(list, func() {
		r.s.array(func(i int) {
			if i == n {
				at = r.s.pos
			}
			r.s.skip()
		})
	})
	return at
}

// maxPositions is how many wrong positions of a feature are reported one by one.
const maxPositions = 3

// badPosition reports a wrong position. A layer that was written wrongly has
// thousands of the same kind: those behind the first few are counted.
func (r *geoReader) badPosition(offset, runes int, message, hint diag.Text) {
	r.wrong.count++
	switch {
	case r.wrong.count <= maxPositions:
		r.add("geojson-position", offset, runes, message, hint)
	case r.wrong.count == maxPositions+1:
		r.wrong.offset = offset
	}
}

// wrongPositions counts a feature's wrong positions.
type wrongPositions struct {
	count  int
	offset int // of the first that was not reported by itself
}

// reportWrong says how many wrong positions were only counted.
func (r *geoReader) reportWrong() {
	if more := r.wrong.count - maxPositions; more > 0 && !r.s.failed {
		r.add("geojson-position", r.wrong.offset, 1,
			diag.Tf("从此处起还有 %d 处同类错误", "%d more such errors from here on", more), diag.Text{})
	}
}

func onEarth(p orb.Point) bool {
	return p[0] >= -180 && p[0] <= 180 && p[1] >= -90 && p[1] <= 90
}

// offEarth gathers the positions of a feature that are off the Earth: a layer
// in another coordinate system has nothing else, and one problem a feature says
// enough.
type offEarth struct {
	count   int
	offset  int // of the first
	at      orb.Point
	in      trail
	swapped bool // with the numbers swapped all would be on it
}

func (o *offEarth) add(offset int, p orb.Point, in trail) {
	if o.count == 0 {
		*o = offEarth{offset: offset, at: p, in: in, swapped: true}
	}
	o.count++
	o.swapped = o.swapped && onEarth(orb.Point{p[1], p[0]})
}

// reportOffEarth says in one problem which positions of the feature are off the
// Earth.
func (r *geoReader) reportOffEarth() {
	o := r.offEarth
	if o.count == 0 || r.s.failed {
		return
	}
	message := diag.Tf("经度 %[1]s 应在 -180 至 180 之间", "the longitude %[1]s is not between -180 and 180", degrees(o.at[0]))
	if math.Abs(o.at[0]) <= 180 {
		message = diag.Tf("纬度 %[1]s 应在 -90 至 90 之间", "the latitude %[1]s is not between -90 and 90", degrees(o.at[1]))
	}
	if o.count > 1 {
		message.ZH += "（该要素共有 " + strconv.Itoa(o.count) + " 个这样的坐标）"
		message.EN += " (" + strconv.Itoa(o.count) + " such positions in this feature)"
	}
	hint := diag.T("坐标应为度，先经度后纬度", "positions are in degrees, longitude first, then latitude")
	switch {
	case o.swapped:
		hint = diag.T("经度与纬度可能写反了：应先经度后纬度", "longitude and latitude may be swapped: longitude comes first")
	case math.Abs(o.at[0]) > 1000 || math.Abs(o.at[1]) > 1000:
		hint = diag.T("像是以米为单位的投影坐标，请导出为 EPSG:4326", "these look like projected coordinates in metres; export the layer as EPSG:4326")
	}
	r.add("geojson-position", o.offset, 1, o.in.before(message), hint)
}
