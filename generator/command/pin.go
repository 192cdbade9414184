package command

import (
	"bytes"
	"os"
	"path/filepath"

	"atlas/generator/anchor"
	"atlas/generator/atlas"
	"atlas/generator/site"
)

// pin fixes the ids of a site's blocks, as they follow from order now.
func pin(c *call, args []string) int {
	f := c.flags("pin", "[--site DIR] [--lang zh|en]")
	dir := f.String("site", ".", c.in("网站的`文件夹`", "the `folder` of the site"))
	if status, over := c.parse(f, args); over {
		return status
	}
	if err := theSite(*dir); err != nil {
		return c.fail(err)
	}
	abs, err := filepath.Abs(*dir)
	if err != nil {
		return c.fail(err)
	}
	a, problems := atlas.NewLoader(os.DirFS(abs)).Load()
	if a == nil || problems.Forbids(false) {
		problems.Write(c.stderr, c.lang)
		c.say("先改正这些错误；编号未固定", "mend these errors first; nothing was fixed")
		return failed
	}
	if a.Anchors != nil {
		c.say("编号早已固定，见 content/ids.lock", "the ids were fixed before, see content/ids.lock")
		return done
	}
	out := anchor.Pin(a.AnchorBlocks())
	if err := writeWhole(filepath.Join(abs, filepath.FromSlash(anchor.Path)), out.Record.Bytes()); err != nil {
		return c.fail(err)
	}
	c.say("已固定 %d 段的编号，写入 content/ids.lock；请与文字一起保存在版本库中", "fixed the ids of %d blocks in content/ids.lock; keep it in version control with the text", len(out.IDs))
	return done
}

// keepIDs writes the record of ids where blocks changed, and returns what it wrote;
// nil where nothing was to be written.
func (c *call) keepIDs(s *site.Site) ([]byte, error) {
	data := s.Record()
	if data == nil {
		return nil, nil
	}
	return data, writeWhole(filepath.Join(s.Dir(), filepath.FromSlash(anchor.Path)), data)
}

// isOwn reports whether all that changed is the record of ids, and is as this program
// wrote it.
func isOwn(s *site.Site, changed []string, own []byte) bool {
	for _, p := range changed {
		if p != anchor.Path {
			return false
		}
	}
	data, err := os.ReadFile(filepath.Join(s.Dir(), filepath.FromSlash(anchor.Path)))
	return err == nil && bytes.Equal(data, own)
}
