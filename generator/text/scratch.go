package text

import (
	"bytes"
	"sync"
)

// scratch are parsers at rest, with the room that they gather blocks in.
var scratch = sync.Pool{New: func() any { return &chapterParser{} }}

// htmlBuffer is a buffer that goldmark writes into as it is; anything else it
// would put another buffer before.
type htmlBuffer struct{ bytes.Buffer }

func (b *htmlBuffer) Buffered() int { return b.Len() }
func (b *htmlBuffer) Flush() error  { return nil }
