package carto

import "bytes"

// Standalone puts a style sheet into a drawing, for a file that is looked at
// by itself. Inside a page the site's own sheet does this, and the page's
// Content-Security-Policy forbids another.
func Standalone(svg, css []byte) []byte {
	i := bytes.IndexByte(svg, '>')
	if i < 0 {
		return svg
	}
	safe := bytes.ReplaceAll(css, []byte("]]>"), []byte("]] >"))
	var out bytes.Buffer
	out.Grow(len(svg) + len(css) + 64)
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.Write(svg[:i+1])
	out.WriteString("<style><![CDATA[\n")
	out.Write(safe)
	out.WriteString("\n]]></style>")
	out.Write(svg[i+1:])
	return out.Bytes()
}

// Still takes the labels that wait for a zoom, each a line of its own, out of a
// drawing that nobody will enlarge.
func Still(svg []byte) []byte {
	out := make([]byte, 0, len(svg))
	for line := range bytes.Lines(svg) {
		if !bytes.HasPrefix(line, []byte(waiting)) {
			out = append(out, line...)
		}
	}
	return out
}
