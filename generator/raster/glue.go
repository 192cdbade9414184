package raster

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tetratelabs/wazero/api"
)

// What resvg takes for its JavaScript host. wasm-bindgen hands objects over as
// numbers of a table; numbers below reserved stand for fixed values, as its own
// JavaScript has them.
const reserved = 132

// objects is that table, for one call of resvg.
type objects struct {
	list []any
	free []uint64
}

func newObjects() *objects {
	o := &objects{list: make([]any, reserved)}
	o.list[128], o.list[129], o.list[130], o.list[131] = undefined{}, nil, true, false
	return o
}

func (o *objects) add(v any) uint64 {
	if n := len(o.free); n > 0 {
		i := o.free[n-1]
		o.free, o.list[i] = o.free[:n-1], v
		return i
	}
	o.list = append(o.list, v)
	return uint64(len(o.list) - 1)
}

func (o *objects) get(i uint64) any { return o.list[uint32(i)] }

func (o *objects) take(i uint64) any {
	v := o.get(i)
	if i >= reserved {
		o.list[i] = nil
		o.free = append(o.free, i)
	}
	return v
}

// The host's values beside strings and bytes.
type (
	undefined struct{}
	buffer    struct{}               // the module's memory
	window    struct{ at, n uint32 } // a stretch of it
	iterator  struct{ left []any }
	step      struct { // of an iterator
		value any
		done  bool
	}
)

// function is one of the host's: how many words it takes and gives, and what it
// does with them on the stack. A panic in it becomes an error of the call.
type function struct {
	params, results int
	do              func(o *objects, m api.Module, s []uint64)
}

// Call makes a function one of wazero's.
func (f function) Call(ctx context.Context, m api.Module, stack []uint64) {
	f.do(ctx.Value(tableKey{}).(*objects), m, stack)
}

// tableKey finds the table of objects in a call's context.
type tableKey struct{}

func word(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// stretch is a copy of a part of the module's memory.
func stretch(m api.Module, at, n uint64) []byte {
	b, ok := m.Memory().Read(uint32(at), uint32(n))
	if !ok {
		panic(errors.New("resvg points outside of its memory"))
	}
	return slices.Clone(b)
}

func write(m api.Module, at uint32, data []byte) {
	if !m.Memory().Write(at, data) {
		panic(errors.New("resvg points outside of its memory"))
	}
}

// put copies bytes into memory that the module then owns.
func put(ctx context.Context, m api.Module, data []byte) uint64 {
	r, err := m.ExportedFunction("__wbindgen_malloc").Call(ctx, uint64(len(data)), 1)
	if err != nil {
		panic(err)
	}
	write(m, uint32(r[0]), data)
	return r[0]
}

// glue are the host's functions by the names that @resvg/resvg-wasm 2.6.2 calls
// them. Other versions have other names and are refused.
var glue = map[string]function{
	"__wbg_new_28c511d9baebfa89": {2, 1, func(o *objects, m api.Module, s []uint64) { // new Error(text)
		s[0] = o.add(errors.New(string(stretch(m, s[0], s[1]))))
	}},
	"__wbindgen_throw": {2, 0, func(o *objects, m api.Module, s []uint64) {
		panic(errors.New(string(stretch(m, s[0], s[1]))))
	}},
	"__wbindgen_object_drop_ref": {1, 0, func(o *objects, m api.Module, s []uint64) { o.take(s[0]) }},
	"__wbindgen_string_new": {2, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = o.add(string(stretch(m, s[0], s[1])))
	}},
	"__wbindgen_string_get": {2, 0, func(o *objects, m api.Module, s []uint64) {
		at, n := uint64(0), 0
		if text, ok := o.get(s[1]).(string); ok {
			at, n = put(context.WithValue(context.Background(), tableKey{}, o), m, []byte(text)), len(text)
		}
		m.Memory().WriteUint32Le(uint32(s[0]), uint32(at))
		m.Memory().WriteUint32Le(uint32(s[0])+4, uint32(n))
	}},

	// Uint8Array
	"__wbindgen_memory":             {0, 1, func(o *objects, m api.Module, s []uint64) { s[0] = o.add(buffer{}) }},
	"__wbg_buffer_12d079cc21e14bdb": {1, 1, func(o *objects, m api.Module, s []uint64) { s[0] = o.add(buffer{}) }},
	"__wbg_newwithbyteoffsetandlength_aa4a17c33a06e5cb": {3, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = o.add(window{uint32(s[1]), uint32(s[2])})
	}},
	"__wbg_new_63b92bc8671ed464": {1, 1, func(o *objects, m api.Module, s []uint64) {
		switch v := o.get(s[0]).(type) {
		case buffer: // a view
			s[0] = o.add(window{0, m.Memory().Size()})
		case window: // a copy
			s[0] = o.add(stretch(m, uint64(v.at), uint64(v.n)))
		default:
			panic(fmt.Errorf("no bytes can be made of %T", v))
		}
	}},
	"__wbg_instanceof_Uint8Array_2b3bbecd033d19f6": {1, 1, func(o *objects, m api.Module, s []uint64) {
		_, ok := o.get(s[0]).([]byte)
		s[0] = word(ok)
	}},
	"__wbg_length_c20a40f15020d68a": {1, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = uint64(len(o.get(s[0]).([]byte)))
	}},
	"__wbg_set_a47bac70306a19a7": {3, 0, func(o *objects, m api.Module, s []uint64) {
		write(m, o.get(s[0]).(window).at+uint32(s[2]), o.get(s[1]).([]byte))
	}},

	// Array, and going through one
	"__wbg_new_16b304a2cfa7ff4a": {0, 1, func(o *objects, m api.Module, s []uint64) { s[0] = o.add([]any{}) }},
	"__wbg_push_a5b05aedc7234f9f": {2, 1, func(o *objects, m api.Module, s []uint64) {
		v := append(o.get(s[0]).([]any), o.get(s[1]))
		o.list[s[0]] = v
		s[0] = uint64(len(v))
	}},
	"__wbg_values_839f3396d5aac002": {1, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = o.add(&iterator{o.get(s[0]).([]any)})
	}},
	"__wbg_next_196c84450b364254": {1, 1, func(o *objects, m api.Module, s []uint64) {
		next := step{value: undefined{}, done: true}
		if it := o.get(s[0]).(*iterator); len(it.left) > 0 {
			next = step{value: it.left[0]}
			it.left = it.left[1:]
		}
		s[0] = o.add(next)
	}},
	"__wbg_done_298b57d23c0fc80c": {1, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = word(o.get(s[0]).(step).done)
	}},
	"__wbg_value_d93c65011f51a456": {1, 1, func(o *objects, m api.Module, s []uint64) {
		s[0] = o.add(o.get(s[0]).(step).value)
	}},
}
