package publish

import (
	"bufio"
	"bytes"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"atlas/generator/diag"
)

// mount is a line of /proc/PID/mountinfo.
type mount struct {
	device string // major:minor
	root   string // the folder of the device that is shown
	point  string // where it is shown, in its own namespace
}

// readMounts reads /proc/PID/mountinfo. The system writes blanks and the like in
// octal.
func readMounts(data []byte) []mount {
	var list []mount
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		if f := strings.Fields(lines.Text()); len(f) > 5 {
			list = append(list, mount{f[2], unescape(f[3]), unescape(f[4])})
		}
	}
	return list
}

func unescape(s string) string {
	for _, c := range []string{" ", "\t", "\n", `\`} {
		s = strings.ReplaceAll(s, `\0`+strconv.FormatInt(int64(c[0]), 8), c)
		s = strings.ReplaceAll(s, `\`+strconv.FormatInt(int64(c[0]), 8), c)
	}
	return s
}

// isMount reports whether something is mounted at a folder.
func isMount(dir string) bool {
	data, _ := os.ReadFile("/proc/self/mountinfo")
	for _, m := range readMounts(data) {
		if m.point == dir {
			return true
		}
	}
	return false
}

// heldBy says who holds the folder itself, and would see an empty one after an
// exchange: a mount of it or of something in it, here or in a container, or a process
// that works or is locked in there. It is empty where nobody does, as far as this
// user may see.
func heldBy(out string) diag.Text {
	data, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return diag.Text{}
	}
	mine := readMounts(data)
	var on mount // what shows the folder
	for _, m := range mine {
		if below(m.point, out) {
			return diag.Tf("%s 处有挂载", "something is mounted at %s", m.point)
		}
		if below(out, m.point) && len(m.point) >= len(on.point) {
			on = m
		}
	}
	inside := path.Join(on.root, strings.TrimPrefix(out, on.point)) // its path on the device
	shown := func(list []mount) string {
		for _, m := range list {
			if m.device == on.device && below(m.root, inside) {
				return m.point
			}
		}
		return ""
	}
	if p := shown(mine); p != "" {
		return diag.Tf("它也挂载在 %s", "it is mounted at %s as well", p)
	}
	processes, _ := filepath.Glob("/proc/[0-9]*")
	self := strconv.Itoa(os.Getpid())
	seen := map[string]bool{string(data): true}
	for _, dir := range processes {
		if filepath.Base(dir) == self {
			continue
		}
		name, _ := os.ReadFile(filepath.Join(dir, "comm"))
		who := strings.TrimSpace(string(name)) + ", " + filepath.Base(dir)
		for _, link := range []string{"cwd", "root"} {
			if to, err := os.Readlink(filepath.Join(dir, link)); err == nil && below(to, out) {
				return diag.Tf("程序（%s）正在里面工作", "a program (%s) works in it", who)
			}
		}
		data, err := os.ReadFile(filepath.Join(dir, "mountinfo"))
		if err != nil || seen[string(data)] {
			continue
		}
		seen[string(data)] = true
		if p := shown(readMounts(data)); p != "" {
			return diag.Tf("容器里的程序（%s）看到它在 %s", "a program in a container (%s) sees it at %s", who, p)
		}
	}
	return diag.Text{}
}
