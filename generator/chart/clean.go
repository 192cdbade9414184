package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// node is an element of a drawing, or a text where name is "".
type node struct {
	name  string
	attrs []attr
	kids  []*node
	text  string
	point int // the point it belongs to, all series counted through; -1: none
	label bool
}

type attr struct{ name, value string }

func (n *node) get(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// clean turns what ECharts drew into what a page may hold; see the package
// comment. Whatever it does not know is an error.
func clean(raw []byte, d Def, f Frame) ([]byte, error) {
	root, err := parse(raw)
	if err != nil {
		return nil, err
	}
	c := cleaner{def: d, frame: f, prefix: f.Prefix, ids: map[string]string{}, boxes: map[int]box{}, sums: map[int]box{}}
	if d.Kind == HeatMap {
		c.levels = d.byLevel()
	}
	if c.prefix == "" {
		c.prefix = d.ID
	}
	c.number(root)
	kids, err := c.children(root, false)
	if err != nil {
		return nil, err
	}
	if kids, err = c.label(kids); err != nil {
		return nil, err
	}
	if kids, err = c.link(kids); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	c.open(&b)
	for _, k := range kids {
		k.write(&b)
	}
	b.WriteString("</svg>\n")
	return b.Bytes(), nil
}

// parse reads an SVG. Comments, processing instructions and document types are
// dropped.
func parse(raw []byte) (*node, error) {
	dec := xml.NewDecoder(bytes.NewReader(raw))
	top := &node{}
	stack := []*node{top}
	for {
		t, err := dec.RawToken()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		here := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			n := &node{name: rawName(t.Name), point: -1}
			for _, a := range t.Attr {
				n.attrs = append(n.attrs, attr{rawName(a.Name), a.Value})
			}
			here.kids = append(here.kids, n)
			if len(stack) > 100 {
				return nil, errors.New("elements are nested too deeply")
			}
			stack = append(stack, n)
		case xml.EndElement:
			if len(stack) == 1 || here.name != rawName(t.Name) {
				return nil, fmt.Errorf("unexpected end of element %s", rawName(t.Name))
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			here.kids = append(here.kids, &node{text: string(t), point: -1})
		}
	}
	if len(stack) > 1 {
		return nil, fmt.Errorf("element %s has no end", stack[len(stack)-1].name)
	}
	i := slices.IndexFunc(top.kids, func(n *node) bool { return n.name == "svg" })
	if i < 0 {
		return nil, errors.New("no svg element")
	}
	return top.kids[i], nil
}

func rawName(n xml.Name) string {
	if n.Space != "" {
		return n.Space + ":" + n.Local
	}
	return n.Local
}

type cleaner struct {
	def    Def
	frame  Frame
	prefix string
	ids    map[string]string // id in the drawing → id in the page
	boxes  map[int]box       // where the points' marks are
	sums   map[int]box       // where the bars of Def.Totals end
	levels [heatLevels + 1][]int
}

// number gives every id a name of ours, by order of appearance.
func (c *cleaner) number(n *node) {
	if id := n.get("id"); id != "" {
		if _, ok := c.ids[id]; !ok {
			c.ids[id] = fmt.Sprintf("%s-i%d", c.prefix, len(c.ids)+1)
		}
	}
	for _, k := range n.kids {
		c.number(k)
	}
}

// The elements and attributes that pass. Colours, classes, styles and what
// belongs to a point are treated apart.
var (
	elements = []string{"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs", "clipPath"}
	lengths  = []string{"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height",
		"d", "points", "transform", "stroke-width", "stroke-dasharray", "stroke-dashoffset",
		"fill-opacity", "stroke-opacity", "opacity", "stroke-miterlimit", "font-size"}
	words   = []string{"text-anchor", "dominant-baseline", "stroke-linecap", "stroke-linejoin", "paint-order", "fill-rule", "clip-rule", "font-weight", "font-style"}
	dropped = []string{"class", "pointer-events", "xml:space", "ecmeta_silent", "ecmeta_ssr_type", "ecmeta_series_index", "ecmeta_data_index"}
	values  = regexp.MustCompile(`^[a-z0-9 -]{1,30}$`)
)

// children cleans what stands in an element. Inside a clip path nothing is seen
// and so nothing coloured.
func (c *cleaner) children(n *node, clip bool) ([]*node, error) {
	var out []*node
	for _, k := range n.kids {
		switch {
		case k.name == "" && (n.name == "text" || n.name == "tspan"):
			out = append(out, k)
		case k.name == "" && strings.TrimSpace(k.text) != "":
			return nil, fmt.Errorf("stray text %q", k.text)
		case k.name == "" || k.name == "style":
			// ECharts' style sheet holds nothing but what happens under a pointer.
		case !slices.Contains(elements, k.name):
			return nil, fmt.Errorf("unknown element %s", k.name)
		default:
			e, err := c.element(k, clip)
			if err != nil {
				return nil, err
			}
			if e != nil {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// element cleans one element; nil where nothing of it would be seen.
func (c *cleaner) element(k *node, clip bool) (*node, error) {
	if strings.HasPrefix(k.get("transform"), "matrix(0,0,0,0,") {
		return nil, nil // scaled to nothing
	}
	e := &node{name: k.name, point: -1}
	attrs := k.attrs
	if style := k.get("style"); style != "" {
		for decl := range strings.SplitSeq(style, ";") {
			if name, value, ok := strings.Cut(decl, ":"); ok {
				attrs = append(attrs[:len(attrs):len(attrs)], attr{strings.TrimSpace(name), strings.TrimSpace(value)})
			}
		}
	}
	var classes []string
	painted, filled := false, false
	for _, a := range attrs {
		switch {
		case a.name == "style" || a.name == "font-family" || slices.Contains(dropped, a.name):
		case a.name == "id":
			e.attrs = append(e.attrs, attr{"id", c.ids[a.value]})
		case a.name == "clip-path":
			id, ok := c.ids[strings.TrimSuffix(strings.TrimPrefix(a.value, "url(#"), ")")]
			if !ok {
				return nil, fmt.Errorf("unknown clip path %q", a.value)
			}
			e.attrs = append(e.attrs, attr{"clip-path", "url(#" + id + ")"})
		case (a.name == "fill" || a.name == "stroke") && (clip || unseen(k, a.name)):
		case a.name == "fill" || a.name == "stroke":
			class, err := c.paint(e, a)
			if err != nil {
				return nil, err
			}
			if class != "" {
				painted, filled = true, filled || a.name == "fill"
				classes = append(classes, class)
			}
		case slices.Contains(lengths, a.name):
			e.attrs = append(e.attrs, attr{a.name, round(strings.TrimSuffix(a.value, "px"))})
		case slices.Contains(words, a.name):
			if !values.MatchString(a.value) {
				return nil, fmt.Errorf("unknown value %q of %s", a.value, a.name)
			}
			e.attrs = append(e.attrs, a)
		default:
			return nil, fmt.Errorf("unknown attribute %s on %s", a.name, k.name)
		}
	}
	if len(classes) > 0 {
		e.attrs = append([]attr{{"class", strings.Join(classes, " ")}}, e.attrs...)
	}
	if painted && !filled {
		e.attrs = append(e.attrs, attr{"fill", "none"})
	}
	if !e.label {
		e.point = c.markOf(k)
	}
	kids, err := c.children(k, clip || k.name == "clipPath")
	if err != nil {
		return nil, err
	}
	e.kids = kids
	switch e.name {
	case "g", "defs":
		if len(kids) == 0 {
			return nil, nil
		}
	case "clipPath", "tspan":
	default:
		if !painted && !clip {
			return nil, nil // the background, and what ECharts keeps for pointers
		}
	}
	return e, nil
}

// unseen reports whether an element's filling or outline is drawn with no
// opacity or no width: ECharts' way of leaving it out.
func unseen(k *node, paint string) bool {
	return k.get(paint+"-opacity") == "0" || k.get("opacity") == "0" ||
		paint == "stroke" && k.get("stroke-width") == "0"
}

// paint gives an element the class of its ink, or of the point's label; "" for
// none.
func (c *cleaner) paint(e *node, a attr) (class string, err error) {
	if a.value == "none" || a.value == "transparent" {
		return "", nil
	}
	if n, ok := labelOf(a.value); ok && e.name == "text" && a.name == "fill" {
		if most := max(len(c.def.Nodes), len(c.def.points())); n >= most {
			return "", fmt.Errorf("label of a point that is not there (%d)", n)
		}
		e.point, e.label = n, true
		if s, i, ok := c.def.point(n); ok && c.def.Series[s].Points[i].Absent != "" {
			return inkAbsent.Class, nil
		}
		return c.def.kind().ink(c.def, n).Class, nil
	}
	k, ok := inkOf(a.value)
	class = k.Class
	if a.name == "stroke" {
		class = k.Line
	}
	if !ok || class == "" {
		return "", fmt.Errorf("unknown colour %s=%q on %s", a.name, a.value, e.name)
	}
	return class, nil
}

// markOf returns which point an element is the mark of; -1 for none. It keeps
// where the mark is.
func (c *cleaner) markOf(k *node) int {
	if k.get("ecmeta_ssr_type") != "chart" {
		return -1
	}
	s, err1 := strconv.Atoi(k.get("ecmeta_series_index"))
	i, err2 := strconv.Atoi(k.get("ecmeta_data_index"))
	if err1 != nil || err2 != nil || s < 0 || i < 0 {
		return -1
	}
	n, ok := c.def.kind().mark(c, s, i, k)
	if !ok {
		return -1
	}
	if b, boxed := boxOf(k.get("d")); boxed {
		c.boxes[n] = b
	}
	return n
}

var number = regexp.MustCompile(`[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?`)

// round writes every number in an attribute with two decimals at most.
func round(s string) string {
	return number.ReplaceAllStringFunc(s, func(t string) string {
		v, err := strconv.ParseFloat(t, 64)
		if err != nil || math.Abs(v) > 1e9 {
			return t
		}
		v = math.Round(v*100) / 100
		out := strconv.FormatFloat(v, 'f', -1, 64)
		if v == 0 {
			out = "0"
		}
		if t[0] == '+' {
			out = "+" + out
		}
		return out
	})
}
