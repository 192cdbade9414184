package raster

import (
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/tetratelabs/wazero/api"
)

// instance is resvg with a memory of its own; it does one thing at a time.
type instance struct{ module api.Module }

// options are resvg's: every text is set in a font that it was given.
const options = `{"font":{"loadSystemFonts":false},"languages":["en"]}`

// render draws an SVG. The calls are those of resvg's own JavaScript: new Resvg,
// render, pixels. A result of three words is the value, the error, and whether
// there is one.
func (in *instance) render(svg string, fonts [][]byte) (img *image.RGBA, err error) {
	defer func() {
		if p := recover(); p != nil {
			if e, ok := p.(error); ok {
				img, err = nil, fmt.Errorf("resvg: %w", e)
			} else {
				img, err = nil, fmt.Errorf("resvg: %v", p)
			}
		}
	}()
	o := newObjects()
	ctx := context.WithValue(context.Background(), tableKey{}, o)
	call := func(name string, args ...uint64) uint64 {
		r, err := in.module.ExportedFunction(name).Call(ctx, args...)
		if err != nil {
			panic(err)
		}
		if len(r) == 0 {
			return 0
		}
		return r[0]
	}
	result := call("__wbindgen_add_to_stack_pointer", api.EncodeI32(-16))
	defer func() { // also frees a failed instance's stack; it is thrown away then
		if err == nil {
			call("__wbindgen_add_to_stack_pointer", 16)
		}
	}()
	read := func(i uint32) uint64 {
		v, ok := in.module.Memory().ReadUint32Le(uint32(result) + 4*i)
		if !ok {
			panic(errors.New("resvg points outside of its memory"))
		}
		return uint64(v)
	}
	value := func() uint64 {
		if read(2) != 0 {
			panic(o.take(read(1)))
		}
		return read(0)
	}

	given := make([]any, len(fonts))
	for i, f := range fonts {
		given[i] = f
	}
	call("resvg_new", result, o.add(svg), put(ctx, in.module, []byte(options)), uint64(len(options)), o.add(given))
	drawing := value()
	call("resvg_render", result, drawing)
	picture := value()
	w, h := int(uint32(call("renderedimage_width", picture))), int(uint32(call("renderedimage_height", picture)))
	pixels, _ := o.take(call("renderedimage_pixels", picture)).([]byte)
	call("__wbg_renderedimage_free", picture)
	call("__wbg_resvg_free", drawing)
	if len(pixels) != w*h*4 {
		return nil, fmt.Errorf("resvg gave %d bytes for %d × %d pixels", len(pixels), w, h)
	}
	return &image.RGBA{Pix: pixels, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}, nil
}
