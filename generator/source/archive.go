package source

import (
	"archive/zip"
	"errors"
	"io"
)

// errBomb is the error of a zip file that holds far more than its size lets expect.
var errBomb = errors.New("the zip file unpacks to far more than its size")

// unpacker unpacks members of a zip file, together no more than a multiple of
// what the file itself takes: a file of zeros packs a thousand times, what people
// make hardly a tenth of that.
type unpacker struct{ left int64 }

// unpackFree is what any zip file may unpack to, however small it is.
const unpackFree = 64 << 20

func newUnpacker(packed int, ratio int64) *unpacker {
	return &unpacker{max(unpackFree, ratio*int64(packed))}
}

// open begins to unpack a member. Reading it ends with errBomb where the whole
// becomes too large.
func (u *unpacker) open(m *zip.File) (io.ReadCloser, error) {
	if m.UncompressedSize64 > uint64(u.left) {
		return nil, errBomb
	}
	in, err := m.Open()
	if err != nil {
		return nil, err
	}
	return &counted{in, u}, nil
}

type counted struct {
	io.ReadCloser
	of *unpacker
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	if c.of.left -= int64(n); c.of.left < 0 {
		return n, errBomb
	}
	return n, err
}
