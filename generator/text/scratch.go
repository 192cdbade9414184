package text

import "sync"

// scratch are parsers at rest, with the room that they gather blocks in.
var scratch = sync.Pool{New: func() any { return &chapterParser{} }}
