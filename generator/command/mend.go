package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"atlas/generator/anchor"
	"atlas/generator/lock"
	"atlas/generator/mend"
	"atlas/generator/site"
)

// undoName is where the last run of mend is kept, in the folder that may be deleted.
const undoName = "mend.json"

// mended is a file that mend changed.
type mended struct {
	Path          string
	Before, After []byte
}

// mendSite applies what has one certain answer, and shows each change.
func mendSite(c *call, args []string) int {
	f := c.flags("mend", "[--site DIR] [--dry-run | --undo] [--lang zh|en] [RULE…]")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	dry := f.Bool("dry-run", false, c.in("只显示会怎样改，不写", "show what would change, and write nothing"))
	undo := f.Bool("undo", false, c.in("撤销上一次的改动", "take back what the last run changed"))
	options, rules := apart(args, "site", "lang")
	if status, over := c.parse(f, options); over {
		return status
	}
	if *dry && *undo {
		c.about(f, "--dry-run 和 --undo 不能同用", "--dry-run and --undo exclude each other")
		return misuse
	}
	if err := theSite(*dir); err != nil {
		return c.fail(err)
	}
	if *undo {
		return c.undo(*dir)
	}
	var changed []mended
	if len(rules) == 0 || slices.Contains(rules, "ids-record") {
		more, lost, err := mergeLocks(*dir)
		if err != nil {
			return c.fail(err)
		}
		for _, m := range more {
			c.say("%s：两人的改动合在一起", "%s: the edits of both are put together", m.Path)
		}
		for _, k := range lost {
			c.say("两人都用了编号 %s；给“%s”的那个换成新的", "both gave the id %s; “%s” gets another one", k.ID, k.Text)
		}
		changed = append(changed, more...)
	}
	if !*dry { // what follows reads the site
		if err := writeMended(*dir, changed); err != nil {
			return c.fail(err)
		}
	}
	left := false
	if !*dry || len(changed) == 0 {
		s, err := site.Open(*dir, true)
		if err != nil {
			return c.fail(err)
		}
		changes := mend.Changes(s.Check(false), rules)
		for len(changes) > 0 {
			path := changes[0].Fix.Place.File
			n := slices.IndexFunc(changes, func(x mend.Change) bool { return x.Fix.Place.File != path })
			if n < 0 {
				n = len(changes)
			}
			data, err := os.ReadFile(filepath.Join(*dir, filepath.FromSlash(path)))
			if err != nil {
				return c.fail(err)
			}
			after, applied, refused := mend.Apply(data, changes[:n])
			changes = changes[n:]
			for _, x := range applied {
				fmt.Fprintf(c.stdout, "%s [%s]\n- %s\n+ %s\n", x.Fix.Place, x.Rule, x.Before, x.After)
			}
			for _, x := range refused {
				left = true
				c.say("%s：不能确定改哪里，请自己改", "%s: where to change it is not certain; please do it yourself", x.Fix.Place)
			}
			if len(applied) > 0 {
				changed = append(changed, mended{path, data, after})
			}
		}
	}
	if !*dry {
		if err := writeMended(*dir, changed); err != nil {
			return c.fail(err)
		}
	}
	switch {
	case len(changed) == 0 && !left:
		c.say("没有可以自动改正的", "there is nothing that it can mend")
	case *dry:
		c.say("会改动 %d 个文件；什么都没有写", "%d files would change; nothing was written", len(changed))
	default:
		c.say("改动了 %d 个文件；atlas mend --undo 可以撤销", "%d files changed; atlas mend --undo takes it back", len(changed))
	}
	if left || *dry && len(changed) > 0 {
		return failed
	}
	return done
}

// writeMended writes files and keeps what they were.
func writeMended(dir string, changed []mended) error {
	if len(changed) == 0 {
		return nil
	}
	kept, err := json.Marshal(changed)
	if err != nil {
		return err
	}
	folder := filepath.Join(dir, site.CacheDir)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := writeWhole(filepath.Join(folder, undoName), kept); err != nil {
		return err
	}
	for _, m := range changed {
		if err := writeWhole(filepath.Join(dir, filepath.FromSlash(m.Path)), m.After); err != nil {
			return err
		}
	}
	return nil
}

// undo takes the last run back, if nobody has changed its files since.
func (c *call) undo(dir string) int {
	name := filepath.Join(dir, site.CacheDir, undoName)
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		c.say("没有可撤销的", "there is nothing to take back")
		return failed
	}
	var list []mended
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		return c.fail(err)
	}
	for _, m := range list {
		now, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(m.Path)))
		if err != nil || !bytes.Equal(now, m.After) {
			c.say("%s 后来又改过，没有撤销", "%s was changed since; nothing was taken back", m.Path)
			return failed
		}
	}
	for _, m := range list {
		if err := writeWhole(filepath.Join(dir, filepath.FromSlash(m.Path)), m.Before); err != nil {
			return c.fail(err)
		}
	}
	if err := os.Remove(name); err != nil {
		return c.fail(err)
	}
	c.say("撤销了 %d 个文件的改动", "took back the changes of %d files", len(list))
	return done
}

// mergeLocks puts the two sides of conflicts in the files together that no one edits
// by hand.
func mergeLocks(dir string) (changed []mended, lost []anchor.Kept, err error) {
	for _, path := range []string{anchor.Path, lock.Path} {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if !bytes.Contains(data, []byte("<<<<<<<")) {
			continue
		}
		after := lock.Merge(data)
		if path == anchor.Path {
			merged, gone, ok := anchor.Merge(data)
			if !ok {
				continue // the check says where it is damaged
			}
			after, lost = merged, gone
		}
		changed = append(changed, mended{path, data, after})
	}
	return changed, lost, nil
}
