package command

import (
	"fmt"
	"path/filepath"

	"atlas/generator/diag"
	"atlas/generator/publish"
	"atlas/generator/site"
)

// build reads the site and publishes the website in one step.
func build(c *call, args []string) int {
	f := c.flags("build", "[--site DIR] [--out DIR] [--release]")
	dir := f.String("site", ".", "the `folder` of the site, with content, data and templates")
	out := f.String("out", "", "the `folder` to write the website into (default: public in the site's folder)")
	release := f.Bool("release", false, "refuse what may be built but not published")
	if status, over := c.parse(f, args); over {
		return status
	}
	if *out == "" {
		*out = filepath.Join(*dir, "public")
	}
	var inputs []string
	for _, name := range site.Folders {
		inputs = append(inputs, filepath.Join(*dir, name))
	}
	if err := publish.Apart(*out, *dir, inputs...); err != nil {
		return c.fail(err)
	}
	s, err := site.Open(*dir, false)
	if err != nil {
		return c.fail(err)
	}
	plan := s.Plan(*release)
	plan.Problems.Write(c.stderr, c.lang)
	if plan.Problems.Forbids(*release) {
		c.say("未生成网站，已有的网站保持不变", "nothing was built; the website that was there stays as it was")
		return failed
	}
	report, err := publish.Write(c.ctx, *out, plan.Files, publish.Options{
		Waiting: func(t diag.Text) { fmt.Fprintln(c.stderr, t.In(c.lang)) },
	})
	if err != nil {
		return c.fail(err)
	}
	s.Done(plan)
	c.say("%[1]s：写入 %[2]d 个文件，删除 %[3]d 个，%[4]d 个未变", "%[1]s: %[2]d files written, %[3]d removed, %[4]d unchanged",
		*out, len(report.Written), len(report.Removed), report.Unchanged)
	for _, p := range report.Foreign {
		c.say("保留了不属于图集的文件 %s", "kept %s, which is no file of the atlas", p)
	}
	return done
}
