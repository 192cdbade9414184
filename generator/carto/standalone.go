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
