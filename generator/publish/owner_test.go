//go:build linux

package publish

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// openFolder is a folder that other users can reach, and a copy of this program in it
// that they can run.
func openFolder(t *testing.T) (dir, program string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "atlas-publish")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	program = filepath.Join(dir, "program")
	if err := os.WriteFile(program, data, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir, program
}

func notRun(t *testing.T, format string, args ...any) {
	fmt.Printf("NOT RUN: %s: %s\n", t.Name(), fmt.Sprintf(format, args...))
}

// Root builds over a site of somebody else's: everything stays theirs, and what is
// new is theirs too.
func TestOwnersAreKept(t *testing.T) {
	if os.Geteuid() != 0 {
		notRun(t, "only root may give files to others")
		return
	}
	dir, _ := openFolder(t)
	out := filepath.Join(dir, "public")
	mustWrite(t, out, site("index.html", "1", "zh/a.html", "a", "zh/b.html", "b", "shared/x.css", "x"), Options{})
	put(t, filepath.Join(out, ".git", "refs", "main"), "r")
	put(t, filepath.Join(out, "web.config"), "w")
	give := func(p string, uid, gid int, mode os.FileMode) {
		t.Helper()
		name := filepath.Join(out, p)
		if err := os.Chown(name, uid, gid); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{"zh/a.html", "zh/b.html", "index.html", "shared/x.css", "web.config", Manifest, ".git/refs/main"} {
		give(p, 4001, 4002, 0o644)
	}
	give("index.html", 4001, 4002, 0o640)
	give("zh", 4001, 4003, os.ModeSetgid|0o775)
	give("shared", 4001, 4002, 0o700)
	give(".git", 4004, 4004, 0o700)
	give("", 4001, 4002, os.ModeSetgid|0o750)
	label := "user.atlas"
	labelled := unix.Setxattr(filepath.Join(out, "zh"), label, []byte("mine"), 0) == nil &&
		unix.Setxattr(filepath.Join(out, "index.html"), label, []byte("page"), 0) == nil
	if !labelled {
		notRun(t, "no extended attributes here")
	}
	// An access list: user 4009 may write.
	acl := []byte{2, 0, 0, 0, 1, 0, 7, 0, 0xff, 0xff, 0xff, 0xff, 2, 0, 7, 0, 0xa9, 0x0f, 0, 0, 4, 0, 7, 0, 0xff, 0xff, 0xff, 0xff,
		0x10, 0, 7, 0, 0xff, 0xff, 0xff, 0xff, 0x20, 0, 5, 0, 0xff, 0xff, 0xff, 0xff}
	listed := unix.Setxattr(filepath.Join(out, "zh"), "system.posix_acl_access", acl, 0) == nil
	if !listed {
		notRun(t, "no access lists here")
	}
	before := map[string]string{}
	for _, p := range []string{"", "zh", "shared", ".git", ".git/refs/main", "web.config", "index.html", "zh/a.html", "zh/b.html", Manifest} {
		before[p] = ownerOf(t, filepath.Join(out, p))
	}
	rep := mustWrite(t, out, site("index.html", "2", "zh/a.html", "changed", "zh/b.html", "b", "shared/x.css", "x", "zh/new.html", "n", "en/deep/new.html", "n"), Options{})
	want(t, "mode", rep.Mode, Exchanged)
	for p, owner := range before {
		want(t, p, ownerOf(t, filepath.Join(out, p)), owner)
	}
	want(t, "a new file", ownerOf(t, filepath.Join(out, "zh", "new.html")), "4001:4003 -rw-r--r--")
	want(t, "a new folder", ownerOf(t, filepath.Join(out, "en", "deep")), "4001:4002 dgrwxr-xr-x")
	want(t, "a new file in it", ownerOf(t, filepath.Join(out, "en", "deep", "new.html")), "4001:4002 -rw-r--r--")
	value := make([]byte, 100)
	for p, text := range map[string]string{"zh": "mine", "index.html": "page"} {
		if n, err := unix.Getxattr(filepath.Join(out, p), label, value); labelled && (err != nil || string(value[:n]) != text) {
			t.Errorf("%s: %q, %v", p, value[:max(n, 0)], err)
		}
	}
	if n, err := unix.Getxattr(filepath.Join(out, "zh"), "system.posix_acl_access", value); listed && (err != nil || string(value[:n]) != string(acl)) {
		t.Errorf("the access list is %v, %v", value[:max(n, 0)], err)
	}
}

// Another user, who may write there but not give files away, builds: no folder
// becomes theirs.
func TestOtherUserGoesInPlace(t *testing.T) {
	if os.Geteuid() != 0 {
		notRun(t, "only root may become another user")
		return
	}
	dir, program := openFolder(t)
	out := filepath.Join(dir, "public")
	mustWrite(t, out, site("index.html", "1", "zh/a.html", "a"), Options{})
	put(t, filepath.Join(out, ".git", "HEAD"), "h")
	before := map[string]string{}
	for _, p := range []string{"", "zh", ".git", ".git/HEAD"} {
		if err := os.Chown(filepath.Join(out, p), 4001, 4002); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{"", "zh"} {
		if err := os.Chmod(filepath.Join(out, p), os.ModeSetgid|0o775); err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range []string{"", "zh", ".git", ".git/HEAD"} {
		before[p] = ownerOf(t, filepath.Join(out, p))
	}
	cmd := exec.Command(program)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), victimEnv+"="+out+" once 0 0", "HOME=/nowhere")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 4005, Gid: 4002}}
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	if !strings.Contains(string(said), "in place") || !strings.Contains(string(said), "belong to another user") {
		t.Errorf("it said %s", said)
	}
	for p, owner := range before {
		want(t, p, ownerOf(t, filepath.Join(out, p)), owner)
	}
	want(t, "content", contents(t, out), map[string]string{"index.html": "2", "zh/index.html": "z", "new.css": "ours", ".git/HEAD": "h"})
}

// once builds and says how.
func once(out string) {
	rep, err := Write(context.Background(), out, lateNext, Options{})
	fmt.Println(rep.Mode, "/", rep.Why.EN, "/", err)
}

// A process that works in the folder sees the new site.
func TestHeldByProcess(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustWrite(t, out, site("index.html", "1", "zh/index.html", "z"), Options{})
	cmd := exec.Command("sh", "-c", "read line; cat index.html")
	cmd.Dir = out
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	cmd.Stdout = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	rep := mustWrite(t, out, site("index.html", "2", "zh/index.html", "z"), Options{})
	want(t, "mode", rep.Mode, InPlace)
	advice := fmt.Sprintf("because a program (sh, %d) works in it.", cmd.Process.Pid)
	if !strings.Contains(rep.Why.EN, advice) || !strings.Contains(rep.Why.ZH, fmt.Sprintf("（sh, %d）正在里面工作", cmd.Process.Pid)) {
		t.Errorf("it said %q", rep.Why)
	}
	in.Close()
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	want(t, "what it sees", said.String(), "2")
	rep = mustWrite(t, out, site("index.html", "3"), Options{})
	want(t, "mode afterwards", rep.Mode, Exchanged)
	want(t, "advice afterwards", rep.Why.EN, "")
}

// A server in a container to which the folder is mounted sees the new site, and a
// build inside, where the folder is a mount point, works too.
func TestHeldByMount(t *testing.T) {
	dir := t.TempDir()
	out, served := filepath.Join(dir, "public"), filepath.Join(dir, "served")
	mustWrite(t, out, site("index.html", "1", "zh/index.html", "z"), Options{})
	if err := os.Mkdir(served, 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", `mount --bind "$1" "$2" || exit 9; echo ready; read line; cat "$2/index.html"; echo; ATLAS_PUBLISH_VICTIM="$2 once 0 0" "$3"; cat "$2/index.html"`,
		"sh", out, served, "/proc/self/exe")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Args[len(cmd.Args)-1] = self
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}}
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		notRun(t, "no namespace can be made here: %v", err)
		return
	}
	ready := make([]byte, 6)
	if _, err := io.ReadFull(stdout, ready); err != nil {
		notRun(t, "nothing can be mounted here: %v", cmd.Wait())
		return
	}
	rep := mustWrite(t, out, site("index.html", "built outside", "zh/index.html", "z"), Options{})
	want(t, "mode", rep.Mode, InPlace)
	if !strings.Contains(rep.Why.EN, "a program in a container (") || !strings.Contains(rep.Why.EN, "sees it at "+served) {
		t.Errorf("it said %q", rep.Why.EN)
	}
	in.Close()
	said, _ := io.ReadAll(stdout)
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	want(t, "what is seen inside", strings.Split(strings.TrimSpace(string(said)), "\n"), []string{"built outside",
		"in place / " + served + " was brought up to date file by file and did not change all at once, because it is a mount point. " +
			"Readers may have seen a part of it before the rest; --in-place says that this is wanted / <nil>", "2"})
	want(t, "content", contents(t, out), map[string]string{"index.html": "2", "zh/index.html": "z", "new.css": "ours", ".atlas-state": contents(t, out)[".atlas-state"]})
}

func TestMountinfo(t *testing.T) {
	list := readMounts([]byte("36 35 254:0 /srv/my\\040site /usr/share/a\\134b rw,noatime master:1 - ext4 /dev/vda rw\nnonsense\n"))
	if len(list) != 1 || list[0] != (mount{"254:0", "/srv/my site", `/usr/share/a\b`}) {
		t.Errorf("got %v", list)
	}
}
