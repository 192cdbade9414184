package command

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"time"

	"atlas/generator/diag"
	"atlas/generator/serve"
	"atlas/generator/site"
	"atlas/generator/watch"
)

// serveSite shows the website from memory, watches the site's folders, and
// brings what is open up to date when something changed.
func serveSite(c *call, args []string) int {
	f := c.flags("serve", "[--site DIR] [--addr 127.0.0.1:8080] [--host NAME] [--poll] [--lang zh|en]")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	addr := f.String("addr", "127.0.0.1:8080", c.in("在哪个`地址`上显示", "the `address` to listen on"))
	var hosts []string
	f.Func("host", c.in("网络上的人用哪个`名称`或地址看；可写多次", "the `name` or address by which others on the network see it; may be repeated"), func(name string) error {
		hosts = append(hosts, name)
		return nil
	})
	poll := f.Bool("poll", false, c.in("定时查看文件有没有变化，用于网络盘", "look at the files again and again; for network drives"))
	if status, over := c.parse(f, args); over {
		return status
	}
	loopback := serve.Loopback(*addr)
	if status, over := c.checkHosts(*addr, loopback, hosts); over {
		return status
	}
	room := newRoom()
	defer room.close()
	s, err := open(*dir, false)
	if err != nil {
		return c.fail(err)
	}
	var roots []string
	for _, name := range site.Folders {
		roots = append(roots, filepath.Join(s.Dir(), name))
	}
	w, err := watch.New(roots, watch.Options{Poll: *poll})
	if err != nil {
		return c.fail(err)
	}
	defer w.Close()
	if err := w.Fallback(); err != nil {
		c.say("系统无法通知文件变化（%v），改为定时查看", "the system cannot tell of changes (%v): looking again and again instead", err)
	}
	ln, err := net.Listen("tcp", *addr)
	if err != nil {
		return c.cannotListen(*addr, err)
	}
	p := &preview{dir: s.Dir(), links: loopback && len(hosts) == 0, idle: room.tidy}
	defer p.end()
	start := time.Now()
	c.progress.begin()
	s.Report(c.stage)
	if !c.unless(func() { p.take(s.Read(nil, false)) }) {
		return done
	}
	c.progress.end()
	p.report(c)
	own, err := c.keepIDs(s)
	if err != nil {
		return c.fail(err)
	}
	if err := s.Kept(); err != nil {
		c.say("图不能留到下次使用（%v）", "drawings cannot be kept for the next run (%v)", err)
	}
	if !loopback {
		c.say("注意：%s 不是本机地址，网络上的其他人可以看到草稿", "careful: %s is not a loopback address, others on the network can see the drafts", *addr)
	}
	server, err := serve.New(p, serve.Options{Hosts: hosts})
	if err != nil {
		return c.fail(err)
	}
	p.told = func() {
		server.Notify([]string{})
		p.report(c)
	}
	if p.Generation() == 0 {
		c.say("有错误，还没有网页可看；改正并保存以后就会显示", "there is nothing to see yet because of errors; it is shown once they are mended and saved")
	}
	fmt.Fprint(c.stdout, addressesOf(ln.Addr(), hosts))
	c.say("用时 %s 读完，按 Ctrl-C 结束", "read in %s; press Ctrl-C to stop", seconds(time.Since(start)))
	room.serve()
	p.background()
	go watchSite(c, s, w, p, server, own)
	if err := server.Serve(c.ctx, ln); err != nil && !errors.Is(err, net.ErrClosed) {
		return c.fail(err)
	}
	return done
}

// watchSite reads the site anew after each change, until the watcher is closed. Own is
// the record of ids that was written last; nil where none was.
func watchSite(c *call, s *site.Site, w *watch.Watcher, p *preview, server *serve.Server, own []byte) {
	for batch := range w.Events() {
		start := time.Now()
		changed := []string{}
		styles := true
		for _, path := range batch.Paths {
			rel, err := filepath.Rel(s.Dir(), path)
			if err != nil {
				continue
			}
			rel = filepath.ToSlash(rel)
			changed = append(changed, rel)
			styles = styles && strings.HasPrefix(rel, "templates/") && strings.HasSuffix(rel, ".css")
		}
		snapshot, problems := s.Read(changed, false)
		good := p.take(snapshot, problems, changed...)
		if own != nil && isOwn(s, changed, own) {
			continue // nobody edited anything
		}
		switch {
		case !good:
			server.Notify([]string{})
		case styles:
			server.Notify([]string{"assets/atlas.css"})
		default:
			server.Notify(nil)
		}
		took := time.Since(start).Milliseconds()
		p.report(c)
		names := strings.Join(first(changed, 3), ", ")
		if good {
			c.say("%s 已更新，用时 %d 毫秒", "%s: updated in %d ms", names, took)
		} else {
			c.say("%s 有错误，显示的仍是上一次无误的版本", "%s: not shown because of errors; the last good version stays", names)
		}
		p.background()
		if data, err := c.keepIDs(s); err != nil {
			c.fail(err)
		} else if data != nil {
			own = data
		}
	}
}

func first(list []string, n int) []string {
	if len(list) > n {
		return append(append([]string{}, list[:n]...), "…")
	}
	return list
}

// report prints the errors of the last reading, and counts what else was found.
func (p *preview) report(c *call) {
	problems := p.Problems()
	if len(problems) == 0 {
		return
	}
	var grave diag.List
	for _, problem := range problems {
		if problem.Severity == diag.Error {
			grave.Add(problem)
		}
	}
	grave.Print(c.stderr, c.lang)
	if len(grave) == len(problems) {
		fmt.Fprintln(c.stderr, problems.Summary().In(c.lang))
		return
	}
	c.say("%s（atlas check 列出详情）", "%s (atlas check lists them)", problems.Summary().In(c.lang))
}
