package command

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"unicode"

	"atlas/generator/diag"
)

// checkHosts looks at the names that a preview is to answer to. Over is set, with
// the exit status, where one is no name, and where the preview would be open to the
// network without one: any page in a browser there could then read the drafts, by a
// name of its own that leads here.
func (c *call) checkHosts(addr string, loopback bool, hosts []string) (status int, over bool) {
	for _, h := range hosts {
		if !isHost(h) {
			return c.wrongHost(diag.Tf("--host 后面写名称或地址，不带 http:// 和端口，不能是 %q", "--host takes a name or an address, without http:// and port, not %q", h),
				diag.T("例如 --host plan.example 或 --host 192.168.1.5", "for example --host plan.example or --host 192.168.1.5"), misuse), true
		}
	}
	if _, port, err := net.SplitHostPort(addr); loopback || len(hosts) > 0 || err != nil || port == "" {
		return done, false
	}
	return c.wrongHost(diag.Tf("%s 不是本机地址：要写明别人用哪个名称或地址看，其他名称一律拒绝", "%s is not a loopback address: say by which name or address others see it; all others are refused", addr),
		diag.Tf("atlas serve --addr %s --host %s", "atlas serve --addr %s --host %s", addr, ownName(addr)), misuse), true
}

func (c *call) wrongHost(says, hint diag.Text, status int) int {
	fmt.Fprintf(c.stderr, "atlas serve: %s\n  %s: %s\n", says.In(c.lang), c.in("提示", "hint"), hint.In(c.lang))
	return status
}

// isHost reports whether a text can be the host of an address, without a port.
func isHost(name string) bool {
	if net.ParseIP(strings.Trim(name, "[]")) != nil {
		return true
	}
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`:/\?#@*%`, r)
	})
}

// ownName is how others may call this machine: the address it listens on, or else
// one that it has on a network, or its name.
func ownName(addr string) string {
	host, _, _ := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); host != "" && (ip == nil || !ip.IsUnspecified()) {
		return host
	}
	addrs, _ := net.InterfaceAddrs()
	i := slices.IndexFunc(addrs, func(a net.Addr) bool {
		ip, ok := a.(*net.IPNet)
		return ok && ip.IP.To4() != nil && !ip.IP.IsLoopback() && !ip.IP.IsLinkLocalUnicast()
	})
	if i >= 0 {
		return addrs[i].(*net.IPNet).IP.String()
	}
	if name, err := os.Hostname(); err == nil && isHost(name) {
		return name
	}
	return "192.168.1.5"
}

// addressesOf are the addresses of a preview, a line each: the one it listens on,
// and that of each of its names.
func addressesOf(listener net.Addr, hosts []string) string {
	lines := "http://" + listener.String() + "/\n"
	if _, port, err := net.SplitHostPort(listener.String()); err == nil {
		for _, h := range hosts {
			lines += "http://" + net.JoinHostPort(strings.Trim(h, "[]"), port) + "/\n"
		}
	}
	return lines
}
