package command

import (
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"atlas/generator/diag"
)

// in is a text in the language of the messages.
func (c *call) in(zh, en string) string { return diag.T(zh, en).In(c.lang) }

// flags makes the flag set of a command. What is wrong with the options is told
// by parse.
func (c *call) flags(name, synopsis string) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(io.Discard)
	f.String("lang", string(c.lang), c.in("用哪种`语言`说明：zh 或 en", "the `language` of the messages: zh or en"))
	f.Usage = func() {
		fmt.Fprintf(f.Output(), "%s: atlas %s %s\n", c.in("用法", "usage"), name, synopsis)
		f.VisitAll(func(o *flag.Flag) { describe(f.Output(), o, c.in("（默认 %s）", " (default %s)")) })
	}
	return f
}

// describe prints what an option is for, and what it is where it is not written.
func describe(w io.Writer, o *flag.Flag, otherwise string) {
	value, about := flag.UnquoteUsage(o)
	if value != "" {
		value = " " + value
	}
	fmt.Fprintf(w, "  --%s%s\n    \t%s", o.Name, value, about)
	if d := o.DefValue; d != "" && d != "false" {
		fmt.Fprintf(w, otherwise, d)
	}
	fmt.Fprintln(w)
}

// parse reads the options. Over is set where the command is over, with the exit
// status: after --help, or where it was used wrongly.
func (c *call) parse(f *flag.FlagSet, args []string) (status int, over bool) {
	for _, a := range args {
		if a == "-h" || a == "--help" || a == "-help" {
			f.SetOutput(c.stdout)
			f.Usage()
			return done, true
		}
	}
	err := f.Parse(args)
	f.SetOutput(c.stderr)
	switch {
	case err != nil:
		c.wrongArgument(f, err.Error())
	case f.NArg() > 0:
		c.surplus(f, f.Arg(0))
	default:
		if lang := f.Lookup("lang").Value.String(); !slices.Contains(toolLanguages, lang) {
			return c.wrongOption(f.Name(), "lang", lang, toolLanguages), true
		}
		return done, false
	}
	f.Usage()
	return misuse, true
}

var (
	unknownOption = regexp.MustCompile(`^flag provided but not defined: -+(.*)$`)
	lacksValue    = regexp.MustCompile(`^flag needs an argument: -(.*)$`)
	wrongValue    = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-([^:]*)`)
)

// wrongArgument says what package flag says, in the language of the messages.
func (c *call) wrongArgument(f *flag.FlagSet, err string) {
	switch {
	case unknownOption.MatchString(err):
		c.about(f, "没有选项 --%s", "there is no option --%s", unknownOption.FindStringSubmatch(err)[1])
		c.meant(f, unknownOption.FindStringSubmatch(err)[1])
	case lacksValue.MatchString(err):
		c.about(f, "选项 --%s 后面要写出它的值", "the option --%s needs a value behind it", lacksValue.FindStringSubmatch(err)[1])
	case wrongValue.MatchString(err):
		m := wrongValue.FindStringSubmatch(err)
		c.about(f, "选项 --%[2]s 不能是 %[1]s", "the option --%[2]s cannot be %[1]s", m[1], m[2])
	default:
		c.about(f, "%s", "%s", err)
	}
}

// surplus says that an argument is none of the command's. A dash that a word
// processor made longer begins no option.
func (c *call) surplus(f *flag.FlagSet, arg string) {
	c.about(f, "多余的参数 %q", "unexpected argument %q", arg)
	if word := strings.TrimLeft(arg, "-–—－"); word != arg {
		name, _, _ := strings.Cut(word, "=")
		c.meant(f, name)
	}
}

// about prints what is wrong with how a command was used.
func (c *call) about(f *flag.FlagSet, zh, en string, args ...any) {
	fmt.Fprintf(c.stderr, "atlas %s: %s\n", f.Name(), diag.Tf(zh, en, args...).In(c.lang))
}

// meant names the option that may have been meant.
func (c *call) meant(f *flag.FlagSet, word string) {
	var names []string
	f.VisitAll(func(o *flag.Flag) { names = append(names, "--"+o.Name) })
	if option := diag.Closest("--"+word, names); option != "" {
		c.about(f, "是否想写 %q？", "did you mean %q?", option)
	}
}

// wrongOption says which values an option has.
func (c *call) wrongOption(command, option, value string, allowed []string) int {
	fmt.Fprintf(c.stderr, "atlas %s: %s\n", command, diag.Tf("--%s 只能是 %s，不能是 %q", "--%s is one of %s, not %q",
		option, strings.Join(allowed, ", "), value).In(c.lang))
	if hint := diag.DidYouMean(value, allowed); !hint.IsZero() {
		fmt.Fprintf(c.stderr, "atlas %s: %s\n", command, hint.In(c.lang))
	}
	return misuse
}
