package chart

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

type linear [3]float64 // red, green, blue, linear light from 0 to 1

// eyes are how people see colours: Machado, Oliveira and Fernandes 2009, a
// physiologically based model of colour vision deficiency, severity 1.
var eyes = map[string][3]linear{
	"all colours": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"no red":      {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"no green":    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"no blue":     {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

func parseColour(t *testing.T, s string) (c linear) {
	for i := range c {
		v, err := strconv.ParseUint(s[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		x := float64(v) / 255
		if c[i] = x / 12.92; x > 0.04045 {
			c[i] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return c
}

func (c linear) luminance() float64 { return 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2] }

func (c linear) seenBy(eye [3]linear) (out linear) {
	for i, row := range eye {
		out[i] = min(1, max(0, row[0]*c[0]+row[1]*c[1]+row[2]*c[2]))
	}
	return out
}

// lab is CIE 1976 L*a*b* under D65.
func (c linear) lab() [3]float64 {
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x := f((0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.95047)
	y := f(c.luminance())
	z := f((0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func contrast(a, b linear) float64 {
	hi, lo := max(a.luminance(), b.luminance()), min(a.luminance(), b.luminance())
	return (hi + 0.05) / (lo + 0.05)
}

var property = regexp.MustCompile(`--c-([a-z0-9]+): (#[0-9a-f]{6})`)

// The trial style sheet: marks 3:1 and texts 7:1 against the paper (link colour
// 4.5:1), any two series at least 20 apart (ΔE 1976) in every eye.
func TestPalette(t *testing.T) {
	css, err := os.ReadFile("standalone.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(css), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("no dark colours")
	}
	for theme, part := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]linear{}
		for _, m := range property.FindAllStringSubmatch(part, -1) {
			colours[m[1]] = parseColour(t, m[2])
		}
		paper := colours["paper"]
		for name, least := range map[string]float64{
			"ink": 7, "soft": 7, "act": 4.5, "1": 3, "2": 3, "3": 3, "4": 3, "5": 3, "6": 3,
		} {
			if got := contrast(colours[name], paper); got < least {
				t.Errorf("%s: --c-%s has contrast %.2f, want %v", theme, name, got, least)
			}
		}
		for eye, m := range eyes {
			for i := 1; i <= maxSeries; i++ {
				for j := 1; j < i; j++ {
					a, b := colours[strconv.Itoa(i)].seenBy(m).lab(), colours[strconv.Itoa(j)].seenBy(m).lab()
					if got := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2]); got < 20 {
						t.Errorf("%s, %s: series %d and %d are only %.0f apart", theme, eye, j, i, got)
					}
				}
			}
		}
	}
}

// The site's own sheet has the colours that are measured here.
func TestSiteHasThePalette(t *testing.T) {
	colours := func(file string) map[string]string {
		css, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		light, dark, _ := strings.Cut(string(css), "prefers-color-scheme: dark")
		out := map[string]string{}
		for theme, part := range map[string]string{"light": light, "dark": dark} {
			for _, m := range property.FindAllStringSubmatch(part, -1) {
				if len(m[1]) == 1 || m[1][0] == 'h' {
					out[theme+" "+m[1]] = m[2]
				}
			}
		}
		return out
	}
	want, got := colours("standalone.css"), colours("../../templates/styles/65-chart.css")
	if len(want) != 24 {
		t.Errorf("%d colours are measured, not 24", len(want))
	}
	for name, c := range want {
		if got[name] != c {
			t.Errorf("%s is %s in the site and %s in a file of its own", name, got[name], c)
		}
	}
}

// Every class a drawing can have is in the style sheet.
func TestEveryInkIsStyled(t *testing.T) {
	css, err := os.ReadFile("standalone.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range Inks() {
		for class := range strings.FieldsSeq(k.Class + " " + k.Line) {
			if class != "c-name" && !regexp.MustCompile(`\.`+class+`\b[^-]`).Match(css) {
				t.Errorf("no rule for .%s", class)
			}
		}
		if got, ok := inkOf(k.Colour); !ok || got != k {
			t.Errorf("ink %s is not found", k.Colour)
		}
		if _, ok := labelOf(k.Colour); ok {
			t.Errorf("ink %s is taken for a label", k.Colour)
		}
	}
}
