package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"atlas/generator/diag"
)

// Error is a failure of the writer: a problem to show, and its cause.
type Error struct {
	Problem diag.Problem
	Cause   error // may be nil
}

// Error is the problem in English, with its cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return e.Problem.Error()
	}
	return e.Problem.Error() + ": " + e.Cause.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// As lets errors.As find the diag.Problem.
func (e *Error) As(target any) bool {
	p, ok := target.(*diag.Problem)
	if ok {
		*p = e.Problem
	}
	return ok
}

func problem(rule, file string, message, hint diag.Text, cause error) error {
	return &Error{
		Problem: diag.Problem{Rule: rule, Place: diag.Place{File: filepath.ToSlash(file)}, Message: message, Hint: hint},
		Cause:   cause,
	}
}

func pathError(p string, why diag.Text) error {
	return problem("publish-path", p,
		diag.Tf("这个地址不能作为网站里的文件：%[1]s", "this address cannot be a file of the site: %[2]s", why.ZH, why.EN),
		diag.T("改掉产生它的名称（slug、文件名或表名）", "change the name it comes from (a slug, a file name or a table's name)"), nil)
}

func overlap(out string, why diag.Text) error {
	return problem("publish-overlap", out, why,
		diag.T("用 --out 另选一个文件夹，例如 public", "choose another folder with --out, such as public"), nil)
}

func notOurs(out string) error {
	return problem("publish-folder", out,
		diag.T("输出文件夹里有东西，但不是由本程序生成的，所以没有动它", "the output folder holds files that the atlas did not write, so it was left alone"),
		diag.T("清空这个文件夹，或者用 --out 另选一个", "empty the folder, or choose another with --out"), nil)
}

func collision(out, p string) error {
	return problem("publish-collision", at(out, p),
		diag.T("这里要写网站的文件，但已有一个不是由本程序生成的同名文件或文件夹", "a file of the site belongs here, but something the atlas did not write has this name"),
		diag.T("把它移走，再生成一次", "move it away and build again"), nil)
}

func locked(out string) error {
	return problem("publish-lock", out,
		diag.T("另一个生成程序一直在写这个输出文件夹", "another build is still writing into this output folder"),
		diag.T("等它结束再试；或者用 --out 另选一个文件夹", "try again when it has finished, or choose another folder with --out"), nil)
}

// waitingText is said when a build has to wait for another.
func waitingText(out string) diag.Text {
	return diag.Tf("另一个生成程序正在写 %s，等它结束", "another build is writing into %s; waiting for it", filepath.ToSlash(out))
}

// fail wraps an error of the file system at a path; nil stays nil, and what
// carries its own explanation passes.
func (w *writer) fail(p string, err error) error {
	var own *Error
	if err == nil || errors.As(err, &own) || w.ctx.Err() != nil && errors.Is(err, w.ctx.Err()) {
		return err
	}
	p = w.shown(p)
	left := diag.T("原来的网站没有改动", "the site is as it was before")
	if w.moving {
		left = diag.T("一部分新文件已经就位", "some of the new files are in place")
	}
	switch {
	case isFull(err):
		return problem("publish-space", p,
			diag.Tf("磁盘已满，写不下；%[1]s", "the disk is full; %[2]s", left.ZH, left.EN),
			diag.T("腾出空间，再生成一次", "make room and build again"), err)
	case isTooLarge(err):
		return problem("publish-size", p,
			diag.Tf("文件太大，这个磁盘的文件系统或所设的限制不允许；%[1]s", "the file is too large for this disk’s file system, or for a limit that is set; %[2]s", left.ZH, left.EN),
			diag.T("U盘多为 FAT32，一个文件最多 4 GB：换成 exFAT 或别的磁盘；或者放宽限制（ulimit -f）", "sticks often have FAT32, where a file has 4 GB at most: take exFAT or another disk; or raise the limit (ulimit -f)"), err)
	case errors.Is(err, fs.ErrPermission) || isReadOnly(err):
		return problem("publish-permission", p,
			diag.Tf("没有权限写这里；%[1]s", "no permission to write here; %[2]s", left.ZH, left.EN),
			diag.T("检查文件夹的属主和权限，或者用 --out 另选一个", "check who owns the folder and its permissions, or choose another with --out"), err)
	default:
		return problem("publish-write", p,
			diag.Tf("写不进去；%[1]s", "writing failed; %[2]s", left.ZH, left.EN),
			diag.Tf("排除原因后再生成一次；系统的说法是：%v", "remove the cause and build again; the system says: %v", cause(err)), err)
	}
}

// cause is what the system itself says, without the path, which stands before it.
func cause(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	var two *os.LinkError
	if errors.As(err, &two) {
		return two.Err
	}
	return err
}
