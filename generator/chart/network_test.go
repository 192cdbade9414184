package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

// linked is a network of three hubs in two series: one with a member aside, one
// that shares a member with it, and one of which no members are named.
func linked() Def {
	return Def{ID: "linked", Kind: Network, Title: "Who with whom", Series: []Series{{Name: "Axis"}, {Name: "Poles"}},
		Nodes: []Node{
			{Name: "Main axis of all the isles", Hub: true, Href: "p.html#axis"},
			{Name: "Alpha–Beta–Gamma–Delta–Epsilon", Hub: true, Series: 1, Href: "p.html#pole", Title: "Pole · 2 named"},
			{Name: "四纵四横对外运输大通道", Hub: true, Series: 1},
			{Name: "East", Href: "east.html"}, {Name: "West", Href: "west.html"}, {Name: "南岛（含新区）", Href: "south.html"},
			{Name: "The Long Railway", Aside: true, Href: "names.html#long"}, {Name: "none named", Absent: true},
		},
		Links: []Link{{From: 0, To: 3, Href: "p.html#1", Title: "East – axis"}, {From: 0, To: 4, Href: "p.html#2"}, {From: 1, To: 3, Href: "p.html#3"},
			{From: 1, To: 5, Href: "p.html#4"}, {From: 0, To: 6, Href: "p.html#5"}, {From: 2, To: 7}},
	}
}

func TestNetwork(t *testing.T) {
	for _, width := range []int{680, 340} {
		d := linked()
		svg := draw(t, d, Frame{Width: width, Height: d.NaturalHeight(width)})
		golden(t, fmt.Sprintf("network-%d.svg", width), []byte(svg))
		for _, want := range []string{`<a href="p.html#3">` + "\n<title>Alpha–Beta–Gamma–Delta–Epsilon – East</title>", "<title>East – axis</title>", "<title>Pole · 2 named</title>"} {
			if strings.Count(svg, want) != 1 {
				t.Errorf("%d: not once: %s", width, want)
			}
		}
		for _, stray := range []string{"#5e", "style=", "ecmeta", "matrix(0,"} {
			if strings.Contains(svg, stray) {
				t.Errorf("%d: %s in the drawing", width, stray)
			}
		}
	}
}

// crowd is a network of many hubs and members with long names.
func crowd(hubs, members int) Def {
	d := Def{ID: "crowd", Kind: Network, Title: "Crowd", Series: []Series{{Name: "A"}, {Name: "B"}}}
	for h := range hubs {
		d.Nodes = append(d.Nodes, Node{Name: fmt.Sprint("Hub of the northern corridors ", h), Hub: true, Series: h % 2})
	}
	for m := range members {
		d.Nodes = append(d.Nodes, Node{Name: fmt.Sprint("Member with a long name or 名称 ", m), Aside: m%3 == 0})
		for h := range hubs {
			if (m*7+h*5)%4 == 0 {
				d.Links = append(d.Links, Link{From: h, To: hubs + m})
			}
		}
	}
	return d
}

// No two nodes overlap, all stand within the frame with their names, and no line
// swings out beyond its ends.
func TestArrangement(t *testing.T) {
	for _, d := range []Def{linked(), crowd(1, 1), crowd(3, 40), crowd(30, 5), crowd(9, 60)} {
		for _, width := range []int{680, 340} {
			f := Frame{Width: width, Height: d.NaturalHeight(width)}
			if l := d.Check(f); len(l) > 0 {
				t.Fatal(l)
			}
			a := d.arrange(f)
			for i, p := range a.at {
				left, right := p.x-p.r, p.x+p.r
				if name := widest([]string{p.text}, memberSize) + labelDistance; p.left {
					left -= name
				} else if !d.Nodes[i].Hub {
					right += name
				}
				if left < 0 || right > float64(width) || p.y-p.h/2 < a.top-0.01 || p.y+p.h/2 > float64(f.Height) {
					t.Errorf("%s %d: %q leaves the frame: %+v of %d", d.ID, width, d.Nodes[i].Name, p, f.Height)
				}
				for j, q := range a.at[:i] {
					if p.x == q.x && math.Abs(p.y-q.y) < (p.h+q.h)/2-0.01 {
						t.Errorf("%s %d: %q and %q overlap", d.ID, width, d.Nodes[i].Name, d.Nodes[j].Name)
					}
				}
			}
			for _, l := range d.Links {
				from, to := a.at[l.From], a.at[l.To]
				x := from.x + math.Copysign(from.r, to.x-from.x)
				c := bend(x, from.y, to.x, to.y)
				if at := (x+to.x)/2 + (to.y-from.y)*c; at < min(x, to.x)-5 || at > max(x, to.x)+5 {
					t.Errorf("%s %d: a line from %v to %v swings to %v", d.ID, width, from, to, at)
				}
			}
		}
	}
}

func TestSpread(t *testing.T) {
	a := arrangement{height: 100, at: []spot{{h: 20}, {h: 20}, {h: 20}, {h: 20}}}
	want := []float64{-30, 50, 50, 200}
	a.spread([]int{0, 1, 2, 3}, 0, func(k, _ int) float64 { return want[k] })
	for i, y := range []float64{10, 40, 60, 90} {
		if a.at[i].y != y {
			t.Errorf("node %d is at %v, not %v", i, a.at[i].y, y)
		}
	}
}

func TestNetworkIsChecked(t *testing.T) {
	for _, c := range []struct {
		change func(*Def)
		zh, en string
	}{
		{func(d *Def) { d.Nodes = d.Nodes[3:]; d.Links = nil }, "网络没有中心", "the network has no hub"},
		{func(d *Def) { d.Nodes[3].Name = " " }, "第 4 个节点没有名称", "node 4 has no name"},
		{func(d *Def) { d.Nodes[1].Series = 2 }, "第 2 个节点属于第 3 个系列，系列有 2 个", "node 2 belongs to series 3 of 2"},
		{func(d *Def) { d.Links[2].To = 0 }, "第 3 条连线不是从中心连到成员", "link 3 does not lead from a hub to a member"},
		{func(d *Def) { d.Links[2].From = 99 }, "第 3 条连线不是从中心连到成员", "link 3 does not lead from a hub to a member"},
		{func(d *Def) { d.Links[0].Href = "javascript:x" }, "第 1 条连线的链接 \"javascript:x\" 既不是相对地址，也不是 http(s) 地址", "link 1 links to \"javascript:x\", which is neither relative nor http(s)"},
		{func(d *Def) { d.Nodes[4].Href = "data:x" }, "第 5 个节点的链接 \"data:x\" 既不是相对地址，也不是 http(s) 地址", "node 5 links to \"data:x\", which is neither relative nor http(s)"},
		{func(d *Def) { d.Nodes[4].Name = "a\x01" }, "第 5 个节点含有不能显示的字符 U+0001", "node 5 contains a character that cannot be shown: U+0001"},
	} {
		d := linked()
		c.change(&d)
		l := d.Check(Frame{Width: 680, Height: 300})
		if len(l) != 1 || l[0].Message.ZH != c.zh || l[0].Message.EN != c.en {
			t.Errorf("%v, not %q", l, c.en)
		}
	}
}

// Were ECharts to lose a line, no network would come out.
func TestLostLinesAreAnError(t *testing.T) {
	d := linked()
	f := Frame{Width: 680, Height: d.NaturalHeight(680)}
	o, err := d.option(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := engine(t).SVG(o, f.Width, f.Height)
	if err != nil {
		t.Fatal(err)
	}
	_, err = clean([]byte(strings.Replace(string(raw), `ecmeta_ssr_type="chart"`, "", 1)), d, f)
	if want := "node or link 9 has no mark"; fmt.Sprint(err) != want {
		t.Errorf("%v, not %s", err, want)
	}
}

// FuzzNetwork draws no network, but lays out whatever names there are.
func FuzzNetwork(f *testing.F) {
	f.Add("East", "主轴线", 5, 340)
	f.Add("a b–c", "", 60, 680)
	f.Fuzz(func(t *testing.T, hub, member string, n, width int) {
		if n < 1 || n > 80 || width < 320 || width > 1000 || !utf8.ValidString(hub+member) || len(hub+member) > 200 {
			return
		}
		d := crowd(2, n)
		d.Nodes[0].Name, d.Nodes[2].Name = hub, member
		for i, p := range d.arrange(Frame{Width: width, Height: d.NaturalHeight(width)}).at {
			if math.IsNaN(p.x+p.y) || p.y < 0 || p.y > float64(d.NaturalHeight(width)) {
				t.Errorf("node %d is at %v %v", i, p.x, p.y)
			}
		}
	})
}

func BenchmarkNetwork(b *testing.B) {
	d := crowd(12, 50)
	f := Frame{Width: 680, Height: d.NaturalHeight(680)}
	draw(b, d, f)
	for b.Loop() {
		draw(b, d, f)
	}
}
