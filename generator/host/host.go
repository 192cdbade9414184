// Package host serves a finished website to tests as hosts of different kinds do:
// nginx with the very lines that the handbook gives, and the barest file server
// there is. It also finds the tools that tests need from outside.
package host

import (
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"atlas/generator/serve"
)

// Tool is the path of a program that a test needs. Where it is missing the test
// is skipped; with ATLAS_TOOLS=required it fails.
func Tool(t testing.TB, name, install string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what needs a program from outside")
	}
	// Debian keeps servers where only the administrator's path leads.
	for _, n := range []string{name, filepath.Join("/usr/sbin", name)} {
		if p, err := exec.LookPath(n); err == nil {
			return p
		}
	}
	if os.Getenv("ATLAS_TOOLS") == "required" {
		t.Fatalf("there is no %s, and it is required (install %s)", name, install)
	}
	t.Skipf("there is no %s (install %s)", name, install)
	return ""
}

// Bare serves a website's files below a path, which begins and ends with a slash:
// as they are, with no ranges, no page for a folder, no other spelling of an
// address, nothing compressed, under the policy the site promises to work under.
func Bare(site fs.FS, below string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, ok := strings.CutPrefix(r.URL.Path, below)
		data, err := fs.ReadFile(site, p)
		if !ok || err != nil {
			http.Error(w, "no such file", http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(p)))
		w.Header().Set("Accept-Ranges", "none")
		w.Header().Set("Content-Security-Policy", serve.Policy)
		_, _ = w.Write(data)
	})
}

// Handbook is the page of the handbook, in a language, that tells how to publish.
func Handbook(root, lang string) string {
	return filepath.Join(root, "templates", "handbook", lang, "publish.md")
}

var serverBlock = regexp.MustCompile("(?s)```[^\n]*\n(server \\{\n.*?\n\\})\n```")

// Nginx starts nginx on a port of its own, with the lines that the handbook of the
// site in root gives, and stops it with the test. The website, a folder, lies
// below a path, which begins and ends with a slash. It returns the address of that
// path.
func Nginx(t testing.TB, root, website, below string) string {
	t.Helper()
	nginx := Tool(t, "nginx", "nginx-light")
	page, err := os.ReadFile(Handbook(root, "en"))
	if err != nil {
		t.Fatal(err)
	}
	m := serverBlock.FindSubmatch(page)
	if m == nil {
		t.Fatal("the handbook has no lines for nginx")
	}
	dir := t.TempDir()
	// The website is linked into the server's folder, where the path says.
	link := filepath.Join(dir, "root", filepath.FromSlash(strings.Trim(below, "/")))
	if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
		t.Fatal(err)
	}
	if website, err = filepath.Abs(website); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(website, link); err != nil {
		t.Fatal(err)
	}
	address := freeAddress(t)
	server := replaceOnce(t, string(m[1]), "listen 80;", "listen "+address+";")
	server = replaceOnce(t, server, "root /srv/atlas;", "root "+filepath.Join(dir, "root")+";\n    add_header Content-Security-Policy \""+serve.Policy+"\" always;")
	config := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log %[1]s/error.log;
events {}
http {
    include %[2]s;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/fastcgi;
    uwsgi_temp_path %[1]s/uwsgi; scgi_temp_path %[1]s/scgi;
%[3]s
}
`, dir, mimeTypes(t, nginx), server)
	file := filepath.Join(dir, "nginx.conf")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(nginx, "-c", file, "-e", filepath.Join(dir, "error.log"))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 200 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return "http://" + address + below
		}
		time.Sleep(25 * time.Millisecond)
	}
	said, _ := os.ReadFile(filepath.Join(dir, "error.log"))
	t.Fatalf("nginx does not answer: %s", said)
	return ""
}

// freeAddress is an address of this machine on which nothing listens.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func replaceOnce(t testing.TB, s, old, new string) string {
	t.Helper()
	if strings.Count(s, old) != 1 {
		t.Fatalf("the handbook's lines for nginx do not say %q once", old)
	}
	return strings.Replace(s, old, new, 1)
}

var configPath = regexp.MustCompile(`--conf-path=(\S+)`)

// mimeTypes is the list of types that came with nginx.
func mimeTypes(t testing.TB, nginx string) string {
	t.Helper()
	said, err := exec.Command(nginx, "-V").CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	m := configPath.FindSubmatch(said)
	if m == nil {
		t.Fatalf("nginx does not say where its configuration lies: %s", said)
	}
	return filepath.Join(filepath.Dir(string(m[1])), "mime.types")
}
