// Package command holds the commands of the atlas: what they accept, what they
// print and how they end.
package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

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
	about string
	run   func(c *call, args []string) int
}

func verbs() []verb {
	return []verb{
		{"build", "read the site and write the website", build},
		{"serve", "show the website while it is edited", serveSite},
		{"check", "say what is wrong, write nothing", checkSite},
		{"accept", "record that a translation agrees with its original", accept},
		{"new", "write a small site to start another plan from", newSite},
	}
}

// Run runs the command that the arguments name and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	p := newProgress(stderr)
	c := &call{ctx: ctx, stdout: stdout, stderr: p, progress: p, lang: languageOf(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))}
	if len(args) == 0 {
		usage(stderr)
		return misuse
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		usage(stdout)
		return done
	}
	var names []string
	for _, v := range verbs() {
		if v.name == args[0] {
			return v.run(c, args[1:])
		}
		names = append(names, v.name)
	}
	fmt.Fprintf(stderr, "atlas: unknown command %q\n", args[0])
	if hint := diag.DidYouMean(args[0], names); !hint.IsZero() {
		fmt.Fprintf(stderr, "atlas: %s\n", hint.In(c.lang))
	}
	usage(stderr)
	return misuse
}

// languageOf is the language of the messages by the usual variables; the first
// that is set decides.
func languageOf(vars ...string) diag.Lang {
	for _, v := range vars {
		if v != "" {
			if strings.HasPrefix(v, "zh") {
				return diag.Chinese
			}
			return diag.English
		}
	}
	return diag.English
}

func usage(w io.Writer) {
	fmt.Fprint(w, "usage: atlas COMMAND [OPTIONS]\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(w, "  %-7s %s\n", v.name, v.about)
	}
	fmt.Fprint(w, "\natlas COMMAND --help explains a command.\n")
}

// flags makes the flag set of a command; its messages go to stderr.
func (c *call) flags(name, synopsis string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(c.stderr)
	f.Usage = func() {
		fmt.Fprintf(f.Output(), "usage: atlas %s %s\n", name, synopsis)
		f.PrintDefaults()
	}
	return f
}

// parse reads the options. Done is set where the command is over, with the exit
// status: after --help, or where it was used wrongly.
func (c *call) parse(f *flag.FlagSet, args []string) (status int, over bool) {
	for _, a := range args {
		if a == "-h" || a == "--help" || a == "-help" {
			f.SetOutput(c.stdout)
			f.Usage()
			return done, true
		}
	}
	switch err := f.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return done, true
	case err != nil:
		c.meant(f, err)
		return misuse, true
	case f.NArg() > 0:
		fmt.Fprintf(c.stderr, "atlas %s: unexpected argument %q\n", f.Name(), f.Arg(0))
		f.Usage()
		return misuse, true
	}
	return done, false
}

// meant names the option that may have been meant where there is none of the name.
func (c *call) meant(f *flag.FlagSet, err error) {
	word, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return
	}
	var names []string
	f.VisitAll(func(o *flag.Flag) { names = append(names, "--"+o.Name) })
	if hint := diag.DidYouMean("--"+word, names); !hint.IsZero() {
		fmt.Fprintf(c.stderr, "atlas %s: %s\n", f.Name(), hint.In(c.lang))
	}
}

// say prints a line of progress.
func (c *call) say(zh, en string, args ...any) {
	fmt.Fprintln(c.stderr, diag.Tf(zh, en, args...).In(c.lang))
}

// fail prints what went wrong.
func (c *call) fail(err error) int {
	var p diag.Problem
	if errors.As(err, &p) {
		diag.List{p}.Write(c.stderr, c.lang)
	} else {
		fmt.Fprintf(c.stderr, "atlas: %v\n", err)
	}
	return failed
}
