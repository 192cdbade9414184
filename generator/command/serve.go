package command

import (
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"atlas/generator/diag"
	"atlas/generator/serve"
	"atlas/generator/site"
	"atlas/generator/watch"
)

// serveSite shows the website from memory, watches the site's folders, and
// reloads what is open when something changed.
func serveSite(c *call, args []string) int {
	f := c.flags("serve", "[--site DIR] [--addr 127.0.0.1:8080] [--poll]")
	dir := f.String("site", ".", "the `folder` of the site")
	addr := f.String("addr", "127.0.0.1:8080", "the `address` to listen on")
	poll := f.Bool("poll", false, "look at the files again and again; for network drives")
	if status, over := c.parse(f, args); over {
		return status
	}
	s, err := site.Open(*dir, false)
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
	p := &preview{}
	p.take(s.Read(nil, false))
	p.report(c)

	ln, err := net.Listen("tcp", *addr)
	if err != nil {
		return c.fail(err)
	}
	loopback := serve.Loopback(*addr)
	if !loopback {
		c.say("注意：%s 不是本机地址，网络上的其他人可以看到草稿", "careful: %s is not a loopback address, others on the network can see the drafts", *addr)
	}
	server, err := serve.New(p, serve.Options{AnyHost: !loopback})
	if err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.stdout, "http://%s/\n", ln.Addr())
	c.say("按 Ctrl-C 结束", "press Ctrl-C to stop")
	go watchSite(c, s, w, p, server)
	if err := server.Serve(c.ctx, ln); err != nil && !errors.Is(err, net.ErrClosed) {
		return c.fail(err)
	}
	return done
}

// watchSite reads the site anew after each change, until the watcher is closed.
func watchSite(c *call, s *site.Site, w *watch.Watcher, p *preview, server *serve.Server) {
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
		good := p.take(s.Read(changed, false))
		switch {
		case !good:
			server.Notify([]string{})
		case styles:
			server.Notify([]string{"assets/atlas.css"})
		default:
			server.Notify(nil)
		}
		p.report(c)
		c.say("%s 已更新，用时 %d 毫秒", "%s: updated in %d ms", strings.Join(first(changed, 3), ", "), time.Since(start).Milliseconds())
	}
}

func first(list []string, n int) []string {
	if len(list) > n {
		return append(append([]string{}, list[:n]...), "…")
	}
	return list
}

// preview is the site as it was good last, and what is wrong with it now.
type preview struct {
	mu         sync.RWMutex
	good       *site.Snapshot
	problems   diag.List
	generation uint64
}

var _ serve.Site = (*preview)(nil)

// take takes over what was read; it reports whether that is a new good state.
func (p *preview) take(s *site.Snapshot, problems diag.List) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.problems = problems
	if s == nil {
		return false
	}
	p.good = s
	p.generation++
	return true
}

// Get makes a page of the newest good state. A page that cannot be made is
// shown as a problem.
func (p *preview) Get(path string) ([]byte, string, bool) {
	p.mu.RLock()
	good := p.good
	p.mu.RUnlock()
	if good == nil {
		return nil, "", false
	}
	data, err := good.Get(path)
	return data, "", err == nil
}

// Problems are those of the last reading.
func (p *preview) Problems() diag.List {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.problems
}

// Generation counts the good states.
func (p *preview) Generation() uint64 {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.generation
}

// report prints the problems of the last reading.
func (p *preview) report(c *call) {
	problems := p.Problems()
	if problems.Forbids(false) {
		problems.Write(c.stderr, c.lang)
	} else if len(problems) > 0 {
		c.say("%s（atlas check 列出详情）", "%s (atlas check lists them)", problems.Summary().In(c.lang))
	}
}
