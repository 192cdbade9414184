package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"

	"atlas/generator/diag"
	"atlas/generator/ondisk"
)

// Unread says why a file cannot be read, of which the reading ended with err.
func Unread(fsys fs.FS, name string, err error) diag.Problem {
	at := diag.Place{File: name}
	if info, err := fs.Stat(fsys, name); err == nil && info.IsDir() {
		return problem("file", at, diag.T("这是文件夹，应为文件", "this is a folder, a file was expected"), diag.Text{})
	}
	var odd ondisk.NotRegular
	switch {
	case errors.As(err, &odd):
		what := oddKind(odd.Mode)
		return problem("file", at, diag.Tf("这不是普通文件，而是%[1]s，没有去读", "this is %[2]s, no regular file, and was not opened", what.ZH, what.EN),
			diag.T("删去它，或换成普通的文件", "delete it, or put a file in its place"))
	case errors.Is(err, ondisk.ErrTooLarge):
		return problem("file", at, tooLarge, diag.Text{})
	case errors.Is(err, fs.ErrNotExist):
		return problem("file", at, diag.T("没有这个文件", "there is no such file"), neighbour(fsys, name))
	}
	why := reason(err)
	return problem("file", at, diag.Tf("无法读取文件：%[1]s", "the file cannot be read: %[2]s", why.ZH, why.EN), diag.Text{})
}

var tooLarge = diag.T("文件超过 1 GB，无法读取", "the file is larger than 1 GB and cannot be read")

// oddKind names what is neither a file nor a folder.
func oddKind(mode fs.FileMode) diag.Text {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return diag.T("命名管道（FIFO）", "a named pipe (FIFO)")
	case mode&fs.ModeSocket != 0:
		return diag.T("套接字（socket）", "a socket")
	case mode&fs.ModeDevice != 0:
		return diag.T("设备", "a device")
	}
	return diag.T("别的东西", "something else")
}

// reason says in plain words what the system says in its own, without the path,
// which the place names already.
func reason(err error) diag.Text {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return diag.T("没有权限", "permission denied")
	case errors.Is(err, syscall.ELOOP):
		return diag.T("链接指来指去，没有尽头", "too many levels of symbolic links")
	case errors.Is(err, syscall.EISDIR):
		return diag.T("这是文件夹", "is a directory")
	case errors.Is(err, syscall.ENOSPC):
		return diag.T("磁盘已满", "no space left on device")
	case errors.Is(err, syscall.EIO):
		return diag.T("磁盘读取出错", "input/output error")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return diag.T("系统的说法是 "+err.Error(), err.Error())
}

// takenFor are the endings with which programs save what was to have another one.
var takenFor = map[string][]string{
	".md":      {".txt", ".md.txt", ".markdown", ".docx", ".doc", ".rtf", ".odt", ".wps", ".html"},
	".csv":     {".xlsx", ".csv.txt", ".txt", ".xls", ".tsv", ".et", ".ods"},
	".xlsx":    {".csv", ".xls", ".et", ".ods"},
	".yaml":    {".yml", ".yaml.txt", ".txt"},
	".geojson": {".json", ".geojson.txt", ".geojson.json", ".txt"},
}

// neighbour asks whether a file of the same folder is meant: one with another
// ending, or else with a similar name.
func neighbour(fsys fs.FS, name string) diag.Text {
	if strings.Contains(name, `\`) {
		slashed := path.Clean(strings.ReplaceAll(name, `\`, "/"))
		if _, err := fs.Stat(fsys, slashed); err == nil {
			return diag.Tf("文件夹之间用 / 分隔，不用 \\：有 %s 这个文件", "folders are parted by /, not \\: there is %s", slashed)
		}
		return diag.T("文件夹之间用 / 分隔，不用 \\", "folders are parted by /, not \\")
	}
	entries, err := fs.ReadDir(fsys, path.Dir(name))
	if err != nil {
		return diag.Text{}
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	base := path.Base(name)
	stem := strings.TrimSuffix(base, path.Ext(base))
	for _, ending := range takenFor[path.Ext(base)] {
		if slices.Contains(names, stem+ending) {
			return diag.Tf("是否就是 %[1]s？另存为 %[2]s", "is it %[1]s? save it as %[2]s", stem+ending, base)
		}
	}
	return diag.DidYouMean(base, names)
}
