package source

import (
	"io/fs"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// What the system says is said in the language of the reader.
func TestReason(t *testing.T) {
	for _, c := range []struct {
		err    error
		zh, en string
	}{
		{syscall.EACCES, "没有权限", "permission denied"},
		{syscall.ELOOP, "链接指来指去，没有尽头", "too many levels of symbolic links"},
		{syscall.EISDIR, "这是文件夹", "is a directory"},
		{syscall.ENOSPC, "磁盘已满", "no space left on device"},
		{syscall.EIO, "磁盘读取出错", "input/output error"},
		{fs.ErrInvalid, "系统的说法是 invalid argument", "invalid argument"},
	} {
		if got := reason(&fs.PathError{Op: "open", Path: "/somewhere", Err: c.err}); got != diag.T(c.zh, c.en) {
			t.Errorf("%v: %+v", c.err, got)
		}
	}
}

// A file with the same name and another ending is offered first.
func TestNeighbour(t *testing.T) {
	for _, c := range []struct {
		name   string
		beside []string
		zh, en string
	}{
		{"ch2.md", []string{"ch2.txt", "ch3.md"}, "是否就是 ch2.txt？另存为 ch2.md", "is it ch2.txt? save it as ch2.md"},
		{"ch2.md", []string{"ch2.md.txt"}, "是否就是 ch2.md.txt？另存为 ch2.md", "is it ch2.md.txt? save it as ch2.md"},
		{"ch2.md", []string{"CH2.md", "ch2.docx"}, "是否就是 ch2.docx？另存为 ch2.md", "is it ch2.docx? save it as ch2.md"},
		{"values.csv", []string{"value.csv", "values.xlsx"}, "是否就是 values.xlsx？另存为 values.csv", "is it values.xlsx? save it as values.csv"},
		{"values.csv", []string{"value.csv", "values.md"}, `是否想写 "value.csv"？`, `did you mean "value.csv"?`},
		{"ch2.md", []string{"ch3.txt"}, "", ""},
		{`..\zh\ch3.md`, []string{"ch3.md"}, `文件夹之间用 / 分隔，不用 \：有 content/zh/ch3.md 这个文件`, `folders are parted by /, not \: there is content/zh/ch3.md`},
		{`x\ch3.md`, []string{"ch3.md"}, `文件夹之间用 / 分隔，不用 \`, `folders are parted by /, not \`},
	} {
		files := fstest.MapFS{}
		for _, b := range c.beside {
			files["content/zh/"+b] = &fstest.MapFile{}
		}
		_, l := Open(files, "content/zh/"+c.name, TextFile)
		if len(l) != 1 {
			t.Fatal(l)
		}
		if d := cmp.Diff(diag.T(c.zh, c.en), l[0].Hint); d != "" {
			t.Error(c.name, c.beside, d)
		}
	}
}

// A chapter in GB18030 is read, and one whose lines end as they did long ago.
func TestOldTexts(t *testing.T) {
	f, l := Decode("ch1.md", []byte("# \xb1\xb1\xb8\xdb\n"), TextFile)
	if string(f.Data) != "# 北港\n" || f.Encoding != GB18030 {
		t.Errorf("%s %q", f.Encoding, f.Data)
	}
	for lang, want := range map[diag.Lang]string{
		diag.English: "ch1.md: warning: the file is stored as GB18030 (GBK) [encoding]\n  hint: it was read so; saved as UTF-8, this is not said again\nerrors: 0, release errors: 0, warnings: 1\n",
		diag.Chinese: "ch1.md: 警告: 文件以 GB18030（GBK）保存 [encoding]\n  提示: 已照此读取；若另存为 UTF-8，就不再提示\n0 个错误，0 个发布错误，1 个警告\n",
	} {
		if d := cmp.Diff(want, report(l, lang)); d != "" {
			t.Error(d)
		}
	}
	f, l = Decode("ch1.md", []byte("# a\r\rb\r"), TextFile)
	if string(f.Data) != "# a\n\nb\n" || len(l) > 0 {
		t.Errorf("%q %v", f.Data, l)
	}
}
