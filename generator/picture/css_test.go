package picture

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlainCSS(t *testing.T) {
	const root = ":root { --a: #111; --b: var(--a); --c: var(--c); }\n"
	for _, c := range []struct{ name, css, want string }{
		{"a colour", ".x { fill: #123456; }", ".x{fill:#123456}\n"},
		{"a property", ".x { fill: var(--a); stroke: var(--b) }", ".x{fill:#111;stroke:#111}\n"},
		{"one nowhere set", ".x { fill: var(--d, #222); }", ".x{fill:#222}\n"},
		{"one that goes round", ".x { fill: var(--c); opacity: .5 }", ".x{opacity:.5}\n"},
		{"lengths have no unit", ".x { stroke-width: 2.4px; }", ".x{stroke-width:2.4}\n"},
		{"the last that is known counts", ".x { fill: #333; fill: color-mix(in srgb, red 50%, blue); }", ".x{fill:#333}\n"},
		{"the arrow's own ink", ".x { fill: context-stroke; }", ""},
		{"what is not seen", ".x { cursor: grab; font-family: serif; pointer-events: none }", ""},
		{"night", "@media (prefers-color-scheme: dark) { :root { --a: #eee; } .x { fill: red } } .y { fill: var(--a) }", ".y{fill:#111}\n"},
		{"comments", "/* .x { fill: red } */ .y { fill: /* a */ red }", ".y{fill:red}\n"},
		{"pointing", ".x:hover, .y { fill: red }", ".y{fill:red}\n"},
		{"either", ".x :is(.y, .z) b { fill: red }", ".x .y b,.x .z b{fill:red}\n"},
		{"somewhere", ":where(.w) .x { fill: red }", ".x{fill:red}\n"},
		{"both", ":is(.a, .b) :where(.c, .d) { fill: red }", ".a .c,.a .d,.b .c,.b .d{fill:red}\n"},
		{"a language", ".x:lang(en) { fill: red } .y:lang(zh) { fill: blue }", ".x{fill:red}\n"},
		{"a language not", ".x:not(:lang(zh)) { fill: red } .y:not(:lang(en)) { fill: blue }", ".x{fill:red}\n"},
		{"a class not", ".x:not(.y) { fill: red }", ""},
		{"neighbours", ".x + .y { fill: red }", ""},
		{"nothing ends", ".x { fill: red", ".x{fill:red}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, plainCSS(root+c.css, "en-GB")); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	const svg = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<svg viewBox="0 0 1 1"><style><![CDATA[` + "\n.x { fill: red }\n]]></style>" +
		`<title>Xi’an</title><desc id="d">about</desc><a href="x.html" class="k"><title>t</title><text class="x">Xi’an “A”</text></a></svg>`
	if d := cmp.Diff(`<svg viewBox="0 0 1 1"><style>.x{fill:red}`+"\n"+`</style><g class="k"><text class="x">Xi'an &quot;A&quot;</text></g></svg>`, string(Plain([]byte(svg), "en"))); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got := string(Plain([]byte(svg), "zh-CN")); !strings.Contains(got, ">Xi’an “A”<") {
		t.Errorf("Chinese has its own quotation marks: %s", got)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add(".x { fill: var(--a, var(--b)) } :is(:is(.y)) { }", "en")
	f.Add("@media { } } { :not(:lang(zh) { fill:", "zh")
	f.Fuzz(func(t *testing.T, css, tag string) {
		got := plainCSS(css, tag)
		if strings.Contains(got, "var(") {
			t.Errorf("a property is left: %q", got)
		}
	})
}
