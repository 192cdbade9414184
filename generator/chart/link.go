package chart

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"

	"atlas/generator/diag"
)

// link puts the mark and the label of each point together, in a link where the
// point has one and in a group otherwise, with a tooltip. They stand where the
// last of them stood, so that a label is never covered by another mark.
func (c *cleaner) link(kids []*node) ([]*node, error) {
	parts := map[int][]*node{}
	last := map[int]int{}
	for i, k := range kids {
		if k.point >= 0 {
			parts[k.point] = append(parts[k.point], k)
			last[k.point] = i
		}
	}
	if err := c.complete(parts); err != nil {
		return nil, err
	}
	var out []*node
	for i, k := range kids {
		switch {
		case k.point < 0:
			if err := unlinked(k); err != nil {
				return nil, err
			}
			out = append(out, k)
		case last[k.point] == i:
			out = append(out, c.wrapped(k.point, parts[k.point]))
		}
	}
	return out, nil
}

// complete reports the first point without its mark or its label.
func (c *cleaner) complete(parts map[int][]*node) error {
	for n := range len(c.def.Nodes) + len(c.def.Links) {
		if len(parts[n]) == 0 {
			return fmt.Errorf("node or link %d has no mark", n+1)
		}
	}
	n := 0
	for s, series := range c.def.Series {
		for i, p := range series.Points {
			labelled := !c.def.Kind.Sparse()
			isLabel := func(k *node) bool { return k.label }
			isMark := func(k *node) bool { return !k.label }
			if p.Absent == "" && (labelled || p.Value != 0) && !slices.ContainsFunc(parts[n], isMark) {
				return fmt.Errorf("point %d of series %d has no mark", i+1, s+1)
			}
			if labelled && !slices.ContainsFunc(parts[n], isLabel) {
				return fmt.Errorf("point %d of series %d has no label", i+1, s+1)
			}
			n++
		}
	}
	return nil
}

// unlinked reports a part of a point below the top of the drawing, where it
// would not be put together with the others.
func unlinked(n *node) error {
	for _, k := range n.kids {
		if k.point >= 0 {
			return fmt.Errorf("a part of point %d stands inside a %s", k.point+1, n.name)
		}
		if err := unlinked(k); err != nil {
			return err
		}
	}
	return nil
}

func (c *cleaner) wrapped(n int, parts []*node) *node {
	href, caption := c.def.kind().caption(c.def, n)
	title := &node{name: "title", kids: []*node{{text: caption}}}
	w := &node{name: "g", kids: append([]*node{title}, parts...)}
	if href != "" {
		w.name, w.attrs = "a", []attr{{"href", href}}
	}
	return w
}

// open writes the drawing's first tag, its title and its description. A picture
// whose parts are links is a group: what stands inside an "img" is hidden from
// those who listen.
func (c *cleaner) open(b *bytes.Buffer) {
	role := "img"
	c.def.eachHref(func(_ diag.Text, href string) {
		if href != "" {
			role = "group"
		}
	})
	svg := node{attrs: []attr{
		{"xmlns", "http://www.w3.org/2000/svg"},
		{"class", "c-chart"},
		{"viewBox", fmt.Sprintf("0 0 %d %d", c.frame.Width, c.frame.Height)},
		{"role", role},
		{"aria-labelledby", c.prefix + "-title"},
	}}
	if c.def.Desc != "" {
		svg.attrs = append(svg.attrs, attr{"aria-describedby", c.prefix + "-desc"})
	}
	b.WriteString("<svg")
	svg.writeAttrs(b)
	b.WriteString(">\n")
	for _, t := range []struct{ name, text string }{{"title", c.def.Title}, {"desc", c.def.Desc}} {
		if t.text != "" {
			n := node{name: t.name, attrs: []attr{{"id", c.prefix + "-" + t.name}}, kids: []*node{{text: t.text}}}
			n.write(b)
		}
	}
}

// write writes a node; each element but those inside a text ends its line.
func (n *node) write(b *bytes.Buffer) {
	if n.name == "" {
		escape(b, n.text)
		return
	}
	b.WriteString("<" + n.name)
	n.writeAttrs(b)
	if len(n.kids) == 0 {
		b.WriteString("/>\n")
		return
	}
	b.WriteByte('>')
	if n.kids[0].name != "" {
		b.WriteByte('\n')
	}
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString("</" + n.name + ">\n")
}

func (n *node) writeAttrs(b *bytes.Buffer) {
	for _, a := range n.attrs {
		b.WriteString(" " + a.name + `="`)
		escape(b, a.value)
		b.WriteByte('"')
	}
}

// escape writes text or an attribute's value. A bytes.Buffer never fails.
func escape(b *bytes.Buffer, s string) { _ = xml.EscapeText(b, []byte(s)) }
