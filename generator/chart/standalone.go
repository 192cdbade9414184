package chart

import (
	"bytes"
	_ "embed"
)

//go:embed standalone.css
var standaloneCSS []byte

// Standalone makes a drawing a file that is looked at by itself: it carries its
// colours, by day and by night. Inside a page the site's own sheet colours it,
// and the page's Content-Security-Policy forbids another.
func Standalone(svg []byte) []byte {
	i := bytes.IndexByte(svg, '>')
	if i < 0 {
		return svg
	}
	var out bytes.Buffer
	out.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	out.Write(svg[:i+1])
	out.WriteString("\n<style><![CDATA[\n")
	out.Write(standaloneCSS)
	out.WriteString("]]></style>")
	out.Write(svg[i+1:])
	return out.Bytes()
}
