// Command atlas turns a published spatial plan into a website: the plan's text in
// Markdown, its tables in CSV and its geometry in GeoJSON become static pages
// with maps, charts and a page for every place.
//
//	atlas build [--site DIR] [--out DIR] [--release] [--lang zh|en]
//	atlas serve [--site DIR] [--addr 127.0.0.1:8080] [--poll] [--lang zh|en]
//	atlas check [--site DIR] [--release] [--format text|json|annotations] [--lang zh|en]
//	atlas accept [--site DIR] [--lang zh|en] ID…|all
//	atlas pin [--site DIR] [--lang zh|en]
//	atlas mend [--site DIR] [--dry-run | --undo] [--lang zh|en] [RULE…]
//	atlas new [--languages zh,en] [--lang zh|en] DIR
//
// Progress and problems go to stderr, what was asked for to stdout. The exit
// status is 0 where the command did its work, 1 where problems forbid it, 2
// where it was used wrongly.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"atlas/generator/command"
)

// A build makes much garbage and is soon over: collecting it seldom saves a good
// part of the time. The commands set a limit to what that costs in memory.
const garbagePercent = 400

func main() {
	debug.SetGCPercent(garbagePercent)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(command.Run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}
