package command

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"

	"atlas/generator/atlas"
)

// tellStatus prints what can be said of each goal of the plan.
func tellStatus(c *call, args []string) int {
	f := c.flags("status", "[--site DIR] [--format text|csv|json] [--lang zh|en]")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	format := f.String("format", "text", c.in("`格式`：text、csv 或 json", "the `format`: text, csv or json"))
	if status, over := c.parse(f, args); over {
		return status
	}
	formats := []string{"text", "csv", "json"}
	if !slices.Contains(formats, *format) {
		return c.wrongOption(f.Name(), "format", *format, formats)
	}
	if _, err := open(*dir, true); err != nil {
		return c.fail(err)
	}
	a, problems := atlas.NewLoader(os.DirFS(*dir)).Load()
	if a == nil {
		problems.Write(c.stderr, c.lang)
		return failed
	}
	rows := a.StatusRows()
	var err error
	switch *format {
	case "json":
		enc := json.NewEncoder(c.stdout)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		out := make([]map[string]string, 0, len(rows))
		for _, r := range rows {
			m := map[string]string{}
			for i, cell := range r.Cells() {
				m[atlas.StatusColumns[i]] = cell
			}
			out = append(out, m)
		}
		err = enc.Encode(out)
	case "csv":
		w := csv.NewWriter(c.stdout)
		_ = w.Write(atlas.StatusColumns) // an error stays with the writer
		for _, r := range rows {
			_ = w.Write(r.Cells())
		}
		w.Flush()
		err = w.Error()
	default:
		w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
		for _, g := range a.Goals() {
			observed := c.in("没有观测", "nothing observed")
			if o := g.Observed(); o != nil {
				observed = o.Row.Get("value").Value + " " + o.Unit + " (" + o.Year + ")"
			}
			ratio := ""
			if g.Verdict.HasRatio {
				ratio = fmt.Sprintf("%.3f", g.Verdict.Ratio)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s %s %s %s\t%s\t%s\n", g.Indicator.ID, g.Entity, g.Verdict.Status,
				g.Number.Comparator, g.Number.Value, g.Number.Unit, g.Number.Year, observed, ratio)
		}
		if err = w.Flush(); err == nil {
			c.say("以 %s 为今", "as known on %s", a.AsOf())
		}
	}
	if err != nil {
		return c.fail(err)
	}
	return done
}
