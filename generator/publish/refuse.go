package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"atlas/generator/diag"
)

// refusal says why nothing may be written into a folder that holds this: it is
// somebody's home, or not ours, or it is no longer known what in it is ours.
func (t *tree) refusal(w *writer, wanted []File) error {
	if sign := t.homeSign(w.out); sign != "" {
		return home(w.name, sign)
	}
	bad := badLines(t.manifest)
	switch {
	case t.manifest != nil && (bad > 0 || len(t.ours) == 0 && !t.empty()):
		return damaged(w.name, bad)
	case t.manifest == nil && !t.empty() && t.writtenByUs(w, wanted):
		return lost(w.name)
	case len(t.ours) == 0 && !t.empty():
		return notOurs(w.name)
	}
	return nil
}

// homeSigns are names that a home has, and no folder for a website.
var homeSigns = []string{".ssh", ".gnupg", ".bashrc", ".profile", ".bash_profile", ".bash_history", ".zshrc", ".zsh_history"}

// homeSign is what shows that a folder is somebody's home; "" if nothing does.
func (t *tree) homeSign(out string) string {
	for _, name := range t.dots {
		if slices.Contains(homeSigns, name) {
			return name
		}
	}
	if dir, err := os.UserHomeDir(); err == nil && real(dir) == out {
		return filepath.Base(out)
	}
	return ""
}

// writtenByUs reports whether files here are as a build left them, by the record of
// sizes and times, or have most of the names that are to be written.
func (t *tree) writtenByUs(w *writer, wanted []File) bool {
	for name, k := range readState(w.statePath) {
		if e, ok := t.files[name]; ok && e.stamp == k.stamp {
			return true
		}
	}
	same := 0
	for i := range wanted {
		if _, ok := t.files[wanted[i].Path]; ok {
			same++
		}
	}
	return len(wanted) > 1 && same > len(wanted)/2
}

// badLines counts the lines of a manifest that no build writes.
func badLines(manifest []byte) int {
	if len(manifest) == 0 {
		return 0
	}
	whole := strings.TrimSuffix(strings.ReplaceAll(string(manifest), "\r\n", "\n"), "\n")
	return strings.Count(whole, "\n") + 1 - len(parseManifest(manifest))
}

// danglingLink looks for a link on the way to the output folder that leads nowhere:
// it returns the link, and what is wrong with it.
func danglingLink(out string) (string, error) {
	p, err := filepath.Abs(out)
	if err != nil {
		return "", nil
	}
	for {
		if fi, err := os.Lstat(p); err == nil && fi.Mode()&fs.ModeSymlink != 0 {
			if _, err := os.Stat(p); err != nil {
				return p, err
			}
		}
		up := filepath.Dir(p)
		if up == p {
			return "", nil
		}
		p = up
	}
}

func home(out, sign string) error {
	return problem("publish-home", out,
		diag.Tf("这像是某位用户的主文件夹（里面有 %s），所以没有动它", "this looks like somebody’s home folder (there is %s), so it was left alone", sign),
		diag.Tf("用 --out 另选一个文件夹，例如 %s", "choose another folder with --out, such as %s", filepath.ToSlash(filepath.Join(out, "public"))), nil)
}

func lost(out string) error {
	return problem("publish-manifest", filepath.Join(out, Manifest),
		diag.T("这个文件夹是本程序写的，但列出哪些文件属于图集的 .atlas-files 不见了，所以没有动它",
			"the atlas wrote this folder, but .atlas-files, which lists what in it is the atlas’s, is gone, so it was left alone"), wayBack(out), nil)
}

func damaged(out string, lines int) error {
	return problem("publish-manifest", filepath.Join(out, Manifest),
		diag.Tf("列出哪些文件属于图集的 .atlas-files 损坏了（%d 行认不出），所以没有动这个文件夹",
			"this list of what is the atlas’s is damaged (lines that cannot be read: %d), so the folder was left alone", lines), wayBack(out), nil)
}

func wayBack(out string) diag.Text {
	name := filepath.ToSlash(filepath.Clean(out))
	return diag.Tf("从备份取回 .atlas-files；或者把 %[1]s 改名为 %[1]s-old，再生成一次，然后把自己放进去的文件从 %[1]s-old 移回来",
		"bring .atlas-files back from a backup; or rename %[1]s to %[1]s-old, build again, and move files of your own back from %[1]s-old", name)
}

func dangling(out, link string, err error) error {
	why := diag.T("它指向的文件夹不存在", "the folder that it leads to is not there")
	if !errors.Is(err, fs.ErrNotExist) {
		why = diag.Tf("走不通（%v）", "it cannot be followed (%v)", cause(err))
	}
	to, _ := os.Readlink(link)
	return problem("publish-link", out,
		diag.Tf("%[1]s 是一个指向 %[2]s 的链接，%[3]s", "%[1]s is a link to %[2]s, and %[4]s", filepath.ToSlash(link), filepath.ToSlash(to), why.ZH, why.EN),
		diag.T("如果那里是一块磁盘，先接上它；否则建好那个文件夹，或者删掉这个链接", "if a disk belongs there, attach it; else make that folder, or delete the link"), nil)
}
