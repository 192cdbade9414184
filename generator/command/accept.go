package command

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"atlas/generator/atlas"
	"atlas/generator/check"
	"atlas/generator/diag"
	"atlas/generator/lock"
	"atlas/generator/ondisk"
)

// accept records that the translation of blocks was looked at against today's
// original. It is the only writer of the lock.
func accept(c *call, args []string) int {
	f := c.flags("accept", "[--site DIR] [--lang zh|en] ID… | all")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	// Ids may stand before options, as editors write them.
	options, ids := apart(args, "site", "lang")
	if status, over := c.parse(f, options); over {
		return status
	}
	ids = listed(strings.Join(ids, " ")) // some write commas between them
	if len(ids) == 0 {
		c.about(f, "确认哪些段落？写出编号，或写 all", "which blocks? Name their ids, or say all")
		f.Usage()
		return misuse
	}
	if err := theSite(*dir); err != nil {
		return c.fail(err)
	}
	abs, err := filepath.Abs(*dir)
	if err != nil {
		return c.fail(err)
	}
	a, problems := atlas.NewLoader(ondisk.Dir(abs)).Load()
	if a == nil || problems.Forbids(false) {
		problems.Write(c.stderr, c.lang)
		c.say("先改正这些错误；核对记录未改动", "mend these errors first; nothing was accepted")
		return failed
	}
	sides, passed := sidesOf(a)
	all := slices.Contains(ids, "all")
	if !c.acceptable(a, sides, ids, passed) {
		return failed
	}
	if len(sides) == 0 {
		return done
	}
	var order []string
	for b := range a.Blocks() {
		order = append(order, b.ID)
	}
	next, changed := a.Lock.Accept(sides, order, passed == 0, func(id string) bool { return all || slices.Contains(ids, id) })
	if err := writeWhole(filepath.Join(abs, filepath.FromSlash(lock.Path)), next.Bytes()); err != nil {
		return c.fail(err)
	}
	if changed == 0 {
		c.say("没有新的可确认：这些译文早已确认过", "accepted: 0, for all of these had been accepted before")
		return done
	}
	c.say("已确认 %d 处译文", "accepted: %d", changed)
	return done
}

// apart parts the words that are no options from the options, of which those
// named take the next word as their value.
func apart(args []string, withValue ...string) (options, words []string) {
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			return options, append(words, args[i+1:]...)
		}
		if !strings.HasPrefix(a, "-") {
			words = append(words, a)
			continue
		}
		options = append(options, a)
		if slices.Contains(withValue, strings.TrimLeft(a, "-")) && i+1 < len(args) {
			i++
			options = append(options, args[i])
		}
	}
	return options, words
}

// sidesOf are the pairs of each further language, without the blocks that have
// no translation or do not stand beside their own, and how many those are.
func sidesOf(a *atlas.Atlas) (sides []lock.Side, passed int) {
	misaligned := check.Misaligned(a)
	for lang := 1; lang < len(a.Languages); lang++ {
		side := lock.Side{Language: a.Languages[lang].Code}
		blocks, pairs := a.Pairs(lang)
		for i, b := range blocks {
			if !misaligned[b.Chapter] {
				side.Pairs = append(side.Pairs, pairs[i])
			}
		}
		passed += a.BlockCount() - len(side.Pairs)
		sides = append(sides, side)
	}
	return sides, passed
}

// acceptable reports whether all of the ids can be accepted, and says which
// cannot, and why.
func (c *call) acceptable(a *atlas.Atlas, sides []lock.Side, ids []string, passed int) bool {
	if len(sides) == 0 {
		c.say("网站只有一种语言，没有译文可核对", "the site has one language only, there is no translation to accept")
	}
	there := map[string]bool{"all": true}
	for _, s := range sides {
		for _, p := range s.Pairs {
			there[p.Block] = true
		}
	}
	known := []string{"all"}
	for b := range a.Blocks() {
		known = append(known, b.ID)
	}
	ok := true
	for _, id := range ids {
		switch b := a.Block(id); {
		case there[id]:
		case b == nil:
			ok = false
			c.say("没有段落 %q", "there is no block %q", id)
			if hint := diag.DidYouMean(id, known); !hint.IsZero() {
				fmt.Fprintln(c.stderr, "  "+hint.In(c.lang))
			}
		default:
			ok = false
			c.say("%s 不能确认：没有译文，或 %s 两种语言的段落不一（见 atlas check）",
				"%s cannot be accepted: it has no translation, or the languages of %s do not have the same blocks (see atlas check)", id, b.Chapter.ID)
		}
	}
	switch {
	case !ok:
		c.say("核对记录未改动", "nothing was accepted")
	case passed > 0 && slices.Contains(ids, "all"):
		c.say("略过 %d 段：没有译文，或所在的章两种语言的段落不一",
			"passed over: %d blocks, which have no translation or whose chapter does not have the same blocks in both languages", passed)
	}
	return ok
}

// writeWhole puts a file in place in one step, so that no reader sees half of it.
func writeWhole(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".atlas-*.tmp")
	if err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if old, err := os.Stat(path); err == nil {
		mode = old.Mode().Perm()
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
