// Package ondisk reads files of the disk, and nothing that only looks like one.
//
// Whatever lies in a folder under the name of a file may be something else: a
// named pipe, at which reading waits for ever, a device, which never ends, a
// socket. And a file may be larger than any memory. So each is looked at before
// it is opened, and no more is read of it than is allowed.
//
//	Dir(folder)           a folder as an fs.FS; all reading of a site goes through it
//	ReadFile(path, limit) one file by its path on the disk
//	Temporary(path)       whether a file is one that programs leave lying about
package ondisk

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// MaxSize is the largest file, in bytes, that Dir reads whole.
const MaxSize = 1 << 30

// ErrTooLarge is the error of a file that is larger than may be read.
var ErrTooLarge = errors.New("the file is too large")

// NotRegular is the error of what is neither a file nor a folder.
type NotRegular struct{ Mode fs.FileMode }

func (e NotRegular) Error() string {
	switch {
	case e.Mode&fs.ModeNamedPipe != 0:
		return "this is a named pipe, not a file"
	case e.Mode&fs.ModeSocket != 0:
		return "this is a socket, not a file"
	case e.Mode&fs.ModeDevice != 0:
		return "this is a device, not a file"
	}
	return "this is not a regular file"
}

// refusal is why something is not opened; nil for a file or a folder. Links have
// been followed.
func refusal(info fs.FileInfo) error {
	if mode := info.Mode(); !mode.IsRegular() && !mode.IsDir() {
		return NotRegular{mode.Type()}
	}
	return nil
}

// Dir is the files of a folder of the disk. It opens regular files and folders
// only, and its ReadFile reads MaxSize bytes at most.
func Dir(folder string) fs.FS { return dir{os.DirFS(folder)} }

type dir struct{ fsys fs.FS }

func (d dir) Open(name string) (fs.File, error) {
	info, err := fs.Stat(d.fsys, name)
	if err != nil {
		return nil, err
	}
	if err := refusal(info); err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return d.fsys.Open(name)
}

func (d dir) Stat(name string) (fs.FileInfo, error) { return fs.Stat(d.fsys, name) }

func (d dir) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(d.fsys, name) }

func (d dir) ReadLink(name string) (string, error) { return fs.ReadLink(d.fsys, name) }

func (d dir) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(d.fsys, name) }

func (d dir) ReadFile(name string) ([]byte, error) {
	f, err := d.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, _, err := ReadAll(f, MaxSize)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: name, Err: reason(err)}
	}
	return data, nil
}

// ReadFile reads a regular file of so many bytes at most.
func ReadFile(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if err := refusal(info); err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, _, err := ReadAll(f, limit)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: reason(err)}
	}
	return data, nil
}

// ReadAll reads an open file of so many bytes at most, and describes it as it
// was before the first byte was read.
func ReadAll(f fs.File, limit int64) ([]byte, fs.FileInfo, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > limit {
		return nil, info, ErrTooLarge
	}
	if info.Size() == 0 { // or one whose size nobody knows beforehand
		data, err := io.ReadAll(io.LimitReader(f, limit+1))
		if err == nil && int64(len(data)) > limit {
			return nil, info, ErrTooLarge
		}
		return data, info, err
	}
	data := make([]byte, info.Size())
	n, err := io.ReadFull(f, data)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		err = nil // it was cut meanwhile
	}
	return data[:n:n], info, err
}

// reason is an error without the path that is said anyway.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
