package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"time"

	"atlas/generator/diag"
	"atlas/generator/publish"
	"atlas/generator/site"
)

// build reads the site and publishes the website in one step.
func build(c *call, args []string) int {
	f := c.flags("build", "[--site DIR] [--out DIR] [--release] [--in-place] [--profile FILE] [--lang zh|en]")
	dir := f.String("site", ".", c.in("网站的`文件夹`，其中有 content、data、templates", "the `folder` of the site, with content, data and templates"))
	out := f.String("out", "", c.in("生成的网站写进哪个`文件夹`（默认为网站文件夹中的 public）", "the `folder` to write the website into (default: public in the site's folder)"))
	release := f.Bool("release", false, c.in("按发布的要求生成", "refuse what may be built but not published"))
	inPlace := f.Bool("in-place", false, c.in("逐个文件更新，不整个换：用于服务器或容器直接挂着这个文件夹的情况", "move files one by one instead of exchanging the folder: where a server or a container holds the folder itself"))
	profile := f.String("profile", "", c.in("把处理器时间用在哪里记进这个`文件`（pprof 格式）", "the `file` to write into where the processor’s time went, for go tool pprof"))
	if status, over := c.parse(f, args); over {
		return status
	}
	if *profile != "" {
		file, err := os.Create(*profile)
		if err == nil {
			defer file.Close()
			err = pprof.StartCPUProfile(file)
		}
		if err != nil {
			return c.fail(err)
		}
		defer pprof.StopCPUProfile()
	}
	if *out == "" {
		*out = filepath.Join(*dir, "public")
	}
	if err := theSite(*dir); err != nil {
		return c.fail(err)
	}
	var inputs []string
	for _, name := range site.Folders {
		inputs = append(inputs, filepath.Join(*dir, name))
	}
	if err := publish.Apart(*out, *dir, inputs...); err != nil {
		return c.fail(err)
	}
	room := newRoom()
	defer room.close()
	s, err := site.Open(*dir, false)
	if err != nil {
		return c.fail(err)
	}
	start := time.Now()
	c.progress.begin()
	s.Report(c.stage)
	var plan *site.Plan
	if !c.unless(func() { plan = s.Stream(*release) }) {
		return c.interrupted()
	}
	room.files(len(plan.Files))
	var report publish.Report
	if !plan.Problems.Forbids(*release) {
		report, err = publish.Write(c.ctx, *out, plan.Files, publish.Options{Ready: plan.Ready, InPlace: *inPlace,
			Waiting: func(t diag.Text) { fmt.Fprintln(c.stderr, t.In(c.lang)) },
		})
	}
	c.progress.end()
	plan.Problems.Write(c.stderr, c.lang)
	if plan.Problems.Forbids(*release) {
		c.say("未生成网站，已有的网站保持不变", "nothing was built; the website that was there stays as it was")
		return failed
	}
	if errors.Is(err, context.Canceled) {
		return c.interrupted()
	}
	if err != nil {
		return c.fail(err)
	}
	if _, err := c.keepIDs(s); err != nil {
		return c.fail(err)
	}
	s.Done(plan)
	if err := s.Kept(); err != nil {
		c.say("图不能留到下次使用（%v）", "drawings cannot be kept for the next run (%v)", err)
	}
	c.say("%[1]s：写入 %[2]d 个文件，删除 %[3]d 个，%[4]d 个未变，用时 %[5]s", "%[1]s: %[2]d files written, %[3]d removed, %[4]d unchanged, in %[5]s",
		*out, len(report.Written), len(report.Removed), report.Unchanged, seconds(time.Since(start)))
	if !report.Why.IsZero() {
		fmt.Fprintln(c.stderr, report.Why.In(c.lang))
	}
	if *release {
		c.sayPictures(plan.Pictures)
	}
	for _, p := range report.Foreign {
		c.say("保留了不属于图集的文件 %s", "kept %s, which is no file of the atlas", p)
	}
	return done
}

// interrupted says that a build was.
func (c *call) interrupted() int {
	c.say("已中断，已有的网站保持不变", "interrupted; the website that was there stays as it was")
	return failed
}

// numbered lists characters with their numbers.
func numbered(list []rune) string {
	words := make([]string, len(list))
	for i, r := range list {
		words[i] = fmt.Sprintf("%#U", r)
	}
	return strings.Join(words, ", ")
}

// sayPictures says what became of the pictures for sharing; nothing where the
// release is the same as the last.
func (c *call) sayPictures(p site.Pictures) {
	switch n := p.Made + p.Kept; {
	case !p.None.IsZero():
		fmt.Fprintln(c.stderr, p.None.In(c.lang))
	case n > 0:
		c.say("分享图片 %d 张，其中新绘 %d 张，用去处理器时间 %.1f 秒；共 %.1f MB，最大的 %d kB",
			"%d pictures for sharing, %d of them painted now in %.1f s of work; %.1f MB, the largest %d kB",
			n, p.Made, p.Work.Seconds(), float64(p.Bytes)/1e6, (p.Largest+999)/1000)
		if len(p.Lacks) > 0 {
			c.say("分享图片所用的字体没有这些字，图中显示为方框：%s", "the font of these pictures has no glyph for these characters, which show as boxes: %s", numbered(p.Lacks))
		}
	}
}
