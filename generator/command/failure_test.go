package command

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"atlas/generator/diag"
)

// printed runs something that prints, in a language.
func printed(lang diag.Lang, run func(c *call)) string {
	var out bytes.Buffer
	p := newProgress(&out)
	run(&call{ctx: context.Background(), stdout: p, stderr: p, progress: p, lang: lang})
	return out.String()
}

// A port that is taken is said to be, with the port to take instead.
func TestPortTaken(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	addr := ln.Addr().String()
	_, port, _ := net.SplitHostPort(addr)
	n, _ := strconv.Atoi(port)
	other := "127.0.0.1:" + strconv.Itoa(next(n))
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../golden/testdata/bay/in")); err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{
		"en": "atlas serve: the port " + port + " is taken: another preview may still be open\n  hint: end that one, or take another port: atlas serve --addr " + other + "\n",
		"zh": "atlas serve: 端口 " + port + " 已被占用：也许另一个预览还开着\n  提示: 关掉那一个；或者换一个端口：atlas serve --addr " + other + "\n",
	} {
		var out, errs bytes.Buffer
		if status := Run(context.Background(), []string{"serve", "--site", dir, "--addr", addr, "--lang", lang}, &out, &errs); status != failed || errs.String() != want || out.Len() > 0 {
			t.Errorf("%d %q\n got %s\nwant %s", status, out.String(), errs.String(), want)
		}
	}
	if next(65535) != 8080 {
		t.Error("there is no port above the last")
	}
}

// What the system says is said in plain words, in both languages.
func TestPlainly(t *testing.T) {
	at := func(err error) error { return &fs.PathError{Op: "open", Path: "d/f", Err: err} }
	for _, c := range []struct {
		err  error
		want diag.Text
	}{
		{at(syscall.EACCES), diag.T("没有权限读写 d/f", "no permission for d/f")},
		{at(syscall.EROFS), diag.T("没有权限读写 d/f", "no permission for d/f")},
		{at(syscall.ENOENT), diag.T("没有 d/f，也不能新建", "there is no d/f, and it cannot be made")},
		{at(syscall.ENOSPC), diag.T("磁盘已满，写不下 d/f", "the disk is full, there is no room for d/f")},
		{at(errors.New("odd")), diag.T("d/f 用不了（odd）", "d/f cannot be used (odd)")},
		{errors.New("odd"), diag.T("odd", "odd")},
	} {
		if got := plainly(c.err); got != c.want {
			t.Errorf("%v: got %v, want %v", c.err, got, c.want)
		}
	}
}

// Ctrl-C ends each command at once and says what became of the website.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../golden/testdata/bay/in")); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"check", "--lang", "en"}, "interrupted\n"},
		{[]string{"build", "--lang", "en"}, "interrupted; the website that was there stays as it was\n"},
		{[]string{"build", "--lang", "zh"}, "已中断，已有的网站保持不变\n"},
	} {
		var out, errs bytes.Buffer
		if status := Run(ctx, append(c.args, "--site", dir), &out, &errs); status != failed || errs.String() != c.want {
			t.Errorf("%v: %d %q", c.args, status, errs.String())
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("a website was written")
	}
}

// Who is asked for the languages is asked again after an answer that is none.
func TestAskedAgain(t *testing.T) {
	const question = "Which languages does the site have? Their codes, that of the original first, with commas (such as zh,en or en,fr) [zh,en]: "
	for _, c := range []struct{ answers, codes, says string }{
		{"\n", "zh en", question},
		{"", "zh en", question},
		{"en, fr\n", "en fr", question},
		{"中文和法文\n中文\n zh；fr \n", "zh fr", question + "there is no language with the code \"中文和法文\"\n" +
			question + "there is no language with the code \"中文\"\ndid you mean \"zh\"?\n" + question},
		{"klingonish", "", question + "there is no language with the code \"klingonish\"\n"},
	} {
		var codes []string
		says := printed(diag.English, func(cl *call) {
			languages, ok := cl.ask(strings.NewReader(c.answers))
			for _, l := range languages {
				codes = append(codes, l.Code)
			}
			if ok != (c.codes != "") {
				t.Errorf("%q: ok is %v", c.answers, ok)
			}
		})
		if got := strings.Join(codes, " "); got != c.codes || says != c.says {
			t.Errorf("%q: %q\n got %q\nwant %q", c.answers, got, says, c.says)
		}
	}
}

// The option --lang counts wherever it stands; else the variables do, the first
// that is set.
func TestLanguageOfMessages(t *testing.T) {
	for _, c := range []struct {
		args string
		want diag.Lang
	}{
		{"check --lang zh", diag.Chinese}, {"check --lang=zh --site x", diag.Chinese}, {"check -lang en", diag.English},
		{"check --lang fr", diag.English}, {"check --lang", diag.English}, {"new lang zh", diag.English}, {"", diag.English},
	} {
		if got := spoken(strings.Fields(c.args), diag.English); got != c.want {
			t.Errorf("%s: %s", c.args, got)
		}
	}
	for _, c := range []struct {
		vars []string
		want diag.Lang
	}{
		{[]string{"", "zh_CN.UTF-8", "en_US.UTF-8"}, diag.Chinese}, {[]string{"C", "zh_CN", ""}, diag.English}, {[]string{"", "", "zh_TW"}, diag.Chinese},
	} {
		if got := languageOf(c.vars...); got != c.want {
			t.Errorf("%v: %s", c.vars, got)
		}
	}
}
