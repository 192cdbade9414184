package command

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/mend"
)

// checkSite prints every problem and writes nothing.
func checkSite(c *call, args []string) int {
	f := c.flags("check", "[--site DIR] [--release] [--format text|json|annotations] [--lang zh|en]")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	release := f.Bool("release", false, c.in("按发布的要求检查", "count what forbids a release as forbidding"))
	format := f.String("format", "text", c.in("`格式`：text、json 或 annotations", "the `format`: text, json or annotations"))
	if status, over := c.parse(f, args); over {
		return status
	}
	formats := []string{"text", "json", "annotations"}
	if !slices.Contains(formats, *format) {
		return c.wrongOption(f.Name(), "format", *format, formats)
	}
	room := newRoom()
	defer room.close()
	s, err := open(*dir, true)
	if err != nil {
		return c.fail(err)
	}
	c.progress.begin()
	s.Report(c.stage)
	var problems diag.List
	if !c.unless(func() { problems = s.Check(*release) }) {
		return c.fail(c.ctx.Err())
	}
	c.progress.end()
	switch *format {
	case "json":
		err = writeJSON(c.stdout, problems)
	case "annotations":
		err = writeAnnotations(c.stdout, problems, *release, c.lang)
	default:
		problems.Write(c.stdout, c.lang)
		if len(problems) == 0 {
			c.say("没有问题", "no problems")
		}
		if n := len(mend.Changes(problems, nil)); n > 0 {
			c.say("其中 %d 处可由 atlas mend 改正", "atlas mend can mend %d of them", n)
		}
	}
	if err != nil {
		return c.fail(err)
	}
	if problems.Forbids(*release) {
		return failed
	}
	return done
}

// problemJSON is a problem as check --format json prints it.
type problemJSON struct {
	Rule     string            `json:"rule"`
	Severity string            `json:"severity"`
	File     string            `json:"file"`
	Line     int               `json:"line,omitempty"`
	Column   int               `json:"column,omitempty"`
	Length   int               `json:"length,omitempty"`
	Message  map[string]string `json:"message"`
	Hint     map[string]string `json:"hint,omitempty"`
	Notes    []noteJSON        `json:"notes,omitempty"`
}

type noteJSON struct {
	File    string            `json:"file"`
	Line    int               `json:"line,omitempty"`
	Column  int               `json:"column,omitempty"`
	Message map[string]string `json:"message"`
}

func both(t diag.Text) map[string]string {
	if t.IsZero() {
		return nil
	}
	return map[string]string{"zh": t.ZH, "en": t.EN}
}

// writeJSON prints the problems as one JSON array.
func writeJSON(w io.Writer, problems diag.List) error {
	out := make([]problemJSON, 0, len(problems))
	for _, p := range problems {
		j := problemJSON{Rule: p.Rule, Severity: p.Severity.String(), File: p.Place.File, Line: p.Place.Line, Column: p.Place.Col,
			Length: p.Place.Len, Message: both(p.Message), Hint: both(p.Hint)}
		for _, n := range p.Notes {
			j.Notes = append(j.Notes, noteJSON{n.Place.File, n.Place.Line, n.Place.Col, both(n.Message)})
		}
		out = append(out, j)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// writeAnnotations prints the problems as workflow commands, which code hosts
// show beside the lines they are about. What forbids nothing here is a warning.
func writeAnnotations(w io.Writer, problems diag.List, release bool, lang diag.Lang) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, p := range problems {
		kind := "error"
		if p.Severity == diag.Warning || p.Severity == diag.ReleaseError && !release {
			kind = "warning"
		}
		message := p.Message.In(lang)
		if !p.Hint.IsZero() {
			message += "\n" + p.Hint.In(lang)
		}
		for _, n := range p.Notes {
			message += "\n" + n.Place.String() + ": " + n.Message.In(lang)
		}
		place := ""
		if p.Place.File != "" {
			place = "file=" + property.Replace(p.Place.File) + ","
		}
		if p.Place.Line > 0 {
			col := max(p.Place.Col, 1)
			place += fmt.Sprintf("line=%d,col=%d,endColumn=%d,", p.Place.Line, col, col+max(p.Place.Len, 1))
		}
		if _, err := fmt.Fprintf(w, "::%s %stitle=%s::%s\n", kind, place, property.Replace(p.Rule), data.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}
