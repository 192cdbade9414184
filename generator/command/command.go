// Package command holds the commands of the atlas: what they accept, what they
// print and how they end.
package command

import (
	"context"
	"fmt"
	"io"
	"os"

	"atlas/generator/diag"
)

// The exit statuses.
const (
	done   = 0 // the command did its work
	failed = 1 // problems forbid it
	misuse = 2 // it was used wrongly
)

// call is one run of a command.
type call struct {
	ctx      context.Context
	stdout   io.Writer
	stderr   io.Writer
	lang     diag.Lang // of the messages
	progress *progress
}

// verb is a command.
type verb struct {
	name  string
	about diag.Text
	run   func(c *call, args []string) int
}

func verbs() []verb {
	return []verb{
		{"build", diag.T("读取图集，生成网站", "read the site and write the website"), build},
		{"serve", diag.T("一边编辑，一边看网站", "show the website while it is edited"), serveSite},
		{"check", diag.T("列出有什么问题，不写任何文件", "say what is wrong, write nothing"), checkSite},
		{"status", diag.T("说明每项指标到了哪一步", "say how far each indicator has come"), tellStatus},
		{"accept", diag.T("记下译文与原文相符", "record that a translation agrees with its original"), accept},
		{"pin", diag.T("把段落的编号固定下来", "fix the ids of the blocks for good"), pin},
		{"mend", diag.T("改正有唯一答案的问题", "mend what has one certain answer"), mendSite},
		{"new", diag.T("写好一部小图集，由此开始另一部规划", "write a small site to start another plan from"), newSite},
	}
}

// Run runs the command that the arguments name and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := newProgress(stderr)
	lang := spoken(args, languageOf(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
	c := &call{ctx: ctx, stdout: stdout, stderr: p, progress: p, lang: lang}
	if len(args) == 0 {
		c.usage(stderr)
		return misuse
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		c.usage(stdout)
		return done
	}
	var names []string
	for _, v := range verbs() {
		if v.name == args[0] {
			return v.run(c, args[1:])
		}
		names = append(names, v.name)
	}
	fmt.Fprintf(stderr, "atlas: %s\n", diag.Tf("没有命令 %q", "unknown command %q", args[0]).In(c.lang))
	if hint := diag.DidYouMean(args[0], names); !hint.IsZero() {
		fmt.Fprintf(stderr, "atlas: %s\n", hint.In(c.lang))
	}
	c.usage(stderr)
	return misuse
}

func (c *call) usage(w io.Writer) {
	fmt.Fprint(w, c.in("用法: atlas 命令 [选项]\n\n", "usage: atlas COMMAND [OPTIONS]\n\n"))
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %-7s %s\n", v.name, v.about.In(c.lang))
	}
	fmt.Fprint(w, c.in("\natlas 命令 --help 说明一个命令。\n", "\natlas COMMAND --help explains a command.\n"))
}

// say prints a line of progress.
func (c *call) say(zh, en string, args ...any) {
	fmt.Fprintln(c.stderr, diag.Tf(zh, en, args...).In(c.lang))
}
