package chart

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"atlas/generator/diag"
)

// Invalid is a definition's problems as an error; errors.As finds the list.
type Invalid diag.List

// Error lists the problems in English, one a line.
func (e Invalid) Error() string {
	lines := make([]string, len(e))
	for i, p := range e {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Drawing is a chart ready for a page.
type Drawing struct {
	SVG    []byte // one <svg> element, for the page or, with the style sheet, a file of its own
	Option []byte // see Option
}

// Draw draws a chart. The error is Invalid where the definition cannot be drawn,
// and otherwise a diag.Problem that names the chart, or says that ECharts is
// missing or does not start.
func (e *Engine) Draw(d Def, f Frame) (Drawing, error) {
	ink := labelInk
	if d.kind().placed(d) {
		ink = nil
	}
	drawn, err := d.option(f, ink)
	if err != nil {
		return Drawing{}, err
	}
	shown, err := Option(d, f)
	if err != nil {
		return Drawing{}, err
	}
	raw, err := e.SVG(drawn, f.Width, f.Height)
	if p := (diag.Problem{}); errors.As(err, &p) {
		return Drawing{}, p
	} else if err != nil {
		return Drawing{}, problem(RuleDraw, d.ID,
			diag.Tf("ECharts 画不出图表 %s：%v", "ECharts cannot draw the chart %s: %v", d.ID, err), diag.Text{})
	}
	svg, err := clean(raw, d, f)
	if err != nil {
		return Drawing{}, problem(RuleDraw, d.ID,
			diag.Tf("图表 %s 的 SVG 不合要求：%v", "the SVG of the chart %s is not as expected: %v", d.ID, err),
			diag.T("ECharts 的版本可能变了", "the version of ECharts may have changed"))
	}
	return Drawing{SVG: svg, Option: shown}, nil
}

// Key identifies a drawing: the same definition, frame and engine give the same
// key, and the same key the same bytes. It starts no engine.
func (e *Engine) Key(d Def, f Frame) string {
	h := sha256.New()
	// %#v quotes strings and has neither pointers nor maps to vary here.
	fmt.Fprintf(h, "%s\n%#v\n%#v", e.Version(), d, f)
	return hex.EncodeToString(h.Sum(nil))
}

// NaturalHeight is a height in pixels at which the chart has room and no more.
func (d Def) NaturalHeight(width int) int { return d.kind().height(d, width) }
