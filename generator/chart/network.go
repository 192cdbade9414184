package chart

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Node is a thing of a network: a hub, or something that hubs are linked to.
type Node struct {
	Name   string
	Hub    bool   // drawn as a box in the colour of its series, with its name inside
	Series int    // of a hub: which series it belongs to
	Aside  bool   // of a member: drawn as a diamond and, where there is room, on the other side of the hubs
	Absent bool   // of a member: only the words, saying that there is nothing
	Href   string // see Point
	Title  string // tooltip and name of the link
}

// Link is a line of a network, from a hub to a member.
type Link struct {
	From, To    int // in Def.Nodes
	Href, Title string
}

// networkKind draws hubs, and whom they are linked to.
type networkKind struct{}

func (networkKind) name() string         { return "network" }
func (networkKind) needs() Needs         { return Links }
func (networkKind) maxSeries() int       { return maxSeries }
func (networkKind) sparse() bool         { return false }
func (networkKind) placed(Def) bool      { return true }
func (networkKind) ink(d Def, n int) Ink { return d.networkInk(n) }

func (networkKind) height(d Def, width int) int {
	a := d.arrange(Frame{Width: width})
	return int(a.top + a.height + 5.5)
}

func (networkKind) mark(c *cleaner, series, i int, k *node) (int, bool) {
	n := c.def.networkPoint(series, i, k.get("fill") == "none")
	return n, n >= 0
}

func (networkKind) caption(d Def, n int) (href, title string) {
	href, title, _ = d.networkMark(n)
	return href, title
}

// labels writes the names of the nodes.
func (networkKind) labels(c *cleaner, write writer) error {
	a := c.def.arrange(c.frame)
	for i, p := range a.at {
		anchor, x := "start", p.x+p.r+labelDistance
		switch {
		case c.def.Nodes[i].Hub:
			anchor, x = "middle", p.x
		case p.left:
			anchor, x = "end", p.x-p.r-labelDistance
		}
		y := p.y - float64(lineCount(p.text)-1)*boxLine/2
		for line := range strings.SplitSeq(p.text, "\n") {
			if err := write(line, labelInk(i), memberSize, anchor, x, y); err != nil {
				return err
			}
			y += boxLine
		}
	}
	return nil
}

// check reports what keeps a network from being drawn.
func (networkKind) check(d Def, _ Frame, found *complaints) {
	hub := func(i int) bool { return i >= 0 && i < len(d.Nodes) && d.Nodes[i].Hub }
	if !slices.ContainsFunc(d.Nodes, func(n Node) bool { return n.Hub }) {
		found.bad("网络没有中心", "the network has no hub")
	}
	for i, n := range d.Nodes {
		switch {
		case strings.TrimSpace(n.Name) == "":
			found.bad("第 %d 个节点没有名称", "node %d has no name", i+1)
		case n.Hub && (n.Series < 0 || n.Series >= len(d.Series)):
			found.bad("第 %d 个节点属于第 %d 个系列，系列有 %d 个", "node %d belongs to series %d of %d", i+1, n.Series+1, len(d.Series))
		}
	}
	for i, l := range d.Links {
		if !hub(l.From) || l.To < 0 || l.To >= len(d.Nodes) || hub(l.To) {
			found.bad("第 %d 条连线不是从中心连到成员", "link %d does not lead from a hub to a member", i+1)
		}
	}
}

// networkMark tells where a node or, counted on, a link leads, and its title.
func (d Def) networkMark(n int) (href, title string, ok bool) {
	switch {
	case n < 0:
	case n < len(d.Nodes):
		return d.Nodes[n].Href, firstOf(d.Nodes[n].Title, strings.ReplaceAll(d.Nodes[n].Name, "\n", " ")), true
	case n < len(d.Nodes)+len(d.Links):
		l := d.Links[n-len(d.Nodes)]
		return l.Href, firstOf(l.Title, d.Nodes[l.From].Name+" – "+d.Nodes[l.To].Name), true
	}
	return "", "", false
}

func firstOf(s, t string) string {
	if s != "" {
		return s
	}
	return t
}

// graphNode and graphLink are data of ECharts' graph. Those of go-echarts leave
// out a coordinate of 0, and have no labels.
type graphNode struct {
	Name      string          `json:"name"` // ECharts tells nodes apart by it
	X         float64         `json:"x"`
	Y         float64         `json:"y"`
	Symbol    string          `json:"symbol,omitempty"`
	Size      any             `json:"symbolSize,omitempty"`
	ItemStyle *opts.ItemStyle `json:"itemStyle,omitempty"`
	Label     *opts.Label     `json:"label,omitempty"`
	Tooltip   *opts.Tooltip   `json:"tooltip,omitempty"`
}

type graphLink struct {
	Source    int             `json:"source"`
	Target    int             `json:"target"`
	LineStyle *opts.LineStyle `json:"lineStyle,omitempty"`
	Tooltip   *opts.Tooltip   `json:"tooltip,omitempty"`
}

// anchors are two nodes nobody sees, in the corners of the plot, so that ECharts
// scales nothing.
const anchors = 2

// option draws a series of all members, and one for each series of hubs, with
// its links; these end at nodes nobody sees, because a link of ECharts stays
// within its series. So the legend can take hubs and links away.
func (networkKind) option(d Def, f Frame, ink func(int) string) option {
	a := d.arrange(f)
	show := func(text string, n int, position string, size int) (*opts.Label, *opts.Tooltip) {
		if ink == nil {
			return nil, nil
		}
		_, title, _ := d.networkMark(n)
		return &opts.Label{Show: opts.Bool(true), Position: position, Formatter: text, Color: ink(n), FontSize: float32(size), LineHeight: float32(boxLine)},
			&opts.Tooltip{Formatter: types.FuncStr(title)}
	}
	at := func(x, y float64, name string) graphNode {
		return graphNode{Name: name, X: round1(x), Y: round1(y - a.top), Symbol: "none"}
	}
	corners := []graphNode{at(0, a.top, "0"), at(float64(f.Width), a.top+a.height, "1")}

	var members []graphNode
	for _, i := range d.members() {
		p := a.at[i]
		n := at(p.x, p.y, fmt.Sprint("m", i))
		n.Symbol, n.Size = "circle", 2*p.r
		if d.Nodes[i].Aside {
			n.Symbol = "diamond"
		}
		position := "right"
		if p.left {
			position = "left"
		}
		n.Label, n.Tooltip = show(p.text, i, position, memberSize)
		members = append(members, n)
	}
	g := charts.NewGraph()
	add := func(name, id string, nodes []graphNode, links []graphLink, ink Ink) {
		s := charts.SingleSeries{Type: types.ChartGraph, Name: name, Data: append(slices.Clone(corners), nodes...), Links: links, Layout: "none",
			LineStyle: &opts.LineStyle{Color: ink.Colour, Width: 1.5, Opacity: opts.Float(1)}, Left: "0", Right: "0", Top: px(a.top), Bottom: px(float64(f.Height) - a.top - a.height), ItemStyle: &opts.ItemStyle{Color: ink.Colour}}
		charts.WithSeriesId(id)(&s)
		g.MultiSeries = append(g.MultiSeries, s)
	}
	add("", "members", members, nil, inkNode)
	for s, series := range d.Series {
		nodes, links := d.branch(a, s, show)
		add(series.Name, fmt.Sprintf("s%d", s+1), nodes, links, inkSeries(s))
	}
	g.SetGlobalOptions(
		charts.WithInitializationOpts(opts.Initialization{
			ChartID: d.ID, Width: px(float64(f.Width)), Height: px(float64(f.Height)), Renderer: "svg",
		}),
		charts.WithAnimation(false),
		charts.WithLegendOpts(d.legend()),
		charts.WithTooltipOpts(opts.Tooltip{Show: opts.Bool(true), Trigger: "item"}),
		charts.WithColorsOpts(opts.Colors{inkSeries(0).Colour}),
	)
	g.Validate()
	return plain(g.JSON())
}

// branch is the data of one series of hubs: their boxes, and their links with the
// nodes they end at, which have no symbol: each would cost as much as one seen.
func (d Def) branch(a arrangement, series int, show func(string, int, string, int) (*opts.Label, *opts.Tooltip)) (nodes []graphNode, links []graphLink) {
	add := func(x, y float64) int {
		n := len(nodes) + anchors
		nodes = append(nodes, graphNode{Name: fmt.Sprint(n), X: round1(x), Y: round1(y - a.top), Symbol: "none"})
		return n
	}
	for _, i := range d.hubs(series) {
		p := a.at[i]
		n := &nodes[add(p.x, p.y)-anchors]
		n.Symbol, n.Size = "rect", []float64{2 * p.r, p.h}
		n.Label, n.Tooltip = show(p.text, i, "inside", memberSize)
	}
	ends := map[spot]int{} // where a line may end, once for all
	end := func(x, y float64) int {
		k := spot{x: x, y: y}
		if _, ok := ends[k]; !ok {
			ends[k] = add(x, y)
		}
		return ends[k]
	}
	for _, k := range d.linksOf(series) {
		l := d.Links[k]
		from, to := a.at[l.From], a.at[l.To]
		x := from.x + math.Copysign(from.r, to.x-from.x)
		link := graphLink{Source: end(x, from.y), Target: end(to.x, to.y),
			LineStyle: &opts.LineStyle{Curveness: float32(bend(x, from.y, to.x, to.y))}}
		if _, tip := show("", len(d.Nodes)+k, "", 0); tip != nil {
			link.Tooltip = tip
		}
		links = append(links, link)
	}
	return nodes, links
}

// bend is the curveness that ECharts needs for a line that comes to its end
// level, as far as it goes no further to either side than its ends.
func bend(x1, y1, x2, y2 float64) float64 {
	dx, dy := math.Abs(x2-x1), math.Abs(y2-y1)
	if dx == 0 || dy == 0 {
		return 0
	}
	c := min(0.22, dy/(2*dx), 0.45*dx/dy)
	if (y1 > y2) != (x2 > x1) {
		c = -c
	}
	return math.Round(100*c) / 100
}

func round1(v float64) float64 { return math.Round(10*v) / 10 }

// members, hubs and linksOf list nodes and links in the order in which ECharts
// gets them.
func (d Def) members() (out []int) {
	for i, n := range d.Nodes {
		if !n.Hub {
			out = append(out, i)
		}
	}
	return out
}

func (d Def) hubs(series int) (out []int) {
	for i, n := range d.Nodes {
		if n.Hub && n.Series == series {
			out = append(out, i)
		}
	}
	return out
}

func (d Def) linksOf(series int) (out []int) {
	for k, l := range d.Links {
		if d.Nodes[l.From].Series == series {
			out = append(out, k)
		}
	}
	return out
}

// networkPoint returns what an element of a series is: a node or, counted on, a
// link; -1 for what nobody sees.
func (d Def) networkPoint(series, i int, line bool) int {
	in := func(list []int, i int) int {
		if i < 0 || i >= len(list) {
			return -1
		}
		return list[i]
	}
	switch {
	case series < 0 || series > len(d.Series):
		return -1
	case line && series > 0:
		if k := in(d.linksOf(series-1), i); k >= 0 {
			return len(d.Nodes) + k
		}
		return -1
	case series == 0:
		return in(d.members(), i-anchors)
	default:
		return in(d.hubs(series-1), i-anchors)
	}
}

// networkInk is the ink of a node's label; what several hubs are linked to stands
// out.
func (d Def) networkInk(n int) Ink {
	switch {
	case n >= len(d.Nodes):
		return inkValue
	case d.Nodes[n].Hub:
		return inkIn(d.Nodes[n].Series)
	case d.Nodes[n].Absent:
		return inkAbsent
	case d.degree(n) > 1:
		return inkStrong
	default:
		return inkName
	}
}

// degree is how many links a node has.
func (d Def) degree(n int) int {
	out := 0
	for _, l := range d.Links {
		if l.From == n || l.To == n {
			out++
		}
	}
	return out
}
