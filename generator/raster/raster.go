// Package raster turns drawings into PNG pictures, the same bytes on every
// machine.
//
// The work is done by resvg, which npm delivers as WebAssembly. WebAssembly
// leaves nothing to the machine: its arithmetic is laid down to the last bit, it
// sees no fonts but those it is given, no clock and no network. It runs inside
// this program, in wazero, a runtime in pure Go. Node could run it too, but then
// a release would need Node where it is built, a process for each processor and
// a protocol between them; so the few functions that resvg expects of a
// JavaScript host are written in Go instead (glue.go).
//
// Compiling resvg takes about a second and a half of processor time. It is done
// when the first picture is asked for, once, and not at all where every picture
// is known already.
package raster

import (
	"context"
	"fmt"
	"image"
	"io/fs"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// ModulePath is where npm puts resvg.
const ModulePath = "node_modules/@resvg/resvg-wasm/index_bg.wasm"

// Engine draws SVG as pixels. It may be used from several goroutines.
type Engine struct {
	wasm  []byte
	fonts [][]byte

	compile sync.Once
	err     error
	runtime wazero.Runtime
	module  wazero.CompiledModule
	idle    chan *instance // at most one for each processor
}

// New makes an engine of resvg's WebAssembly and the fonts it draws text with,
// as bytes of their TTF files. Nothing is compiled yet.
func New(wasm []byte, fonts ...[]byte) *Engine {
	return &Engine{wasm: wasm, fonts: fonts, idle: make(chan *instance, runtime.GOMAXPROCS(0))}
}

// Read reads resvg from a folder with node_modules. The error wraps
// fs.ErrNotExist where it is not installed.
func Read(fsys fs.FS) ([]byte, error) { return fs.ReadFile(fsys, ModulePath) }

// Pixels draws an SVG in its own size. The SVG must say all by itself: resvg
// knows no custom properties and loads nothing.
func (e *Engine) Pixels(svg []byte) (*image.RGBA, error) {
	if e.compile.Do(e.start); e.err != nil {
		return nil, e.err
	}
	var in *instance
	select {
	case in = <-e.idle:
	default:
		var err error
		if in, err = e.instantiate(); err != nil {
			return nil, err
		}
	}
	img, err := in.render(string(svg), e.fonts)
	if err != nil {
		_ = in.module.Close(context.Background()) // nobody knows in what state it is
		return nil, err
	}
	select {
	case e.idle <- in:
	default:
		_ = in.module.Close(context.Background())
	}
	return img, nil
}

// Close frees what the engine holds. It must not be used any more.
func (e *Engine) Close() error {
	if e.runtime == nil {
		return nil
	}
	return e.runtime.Close(context.Background())
}

// start compiles resvg and binds the host's functions.
func (e *Engine) start() {
	ctx := context.Background()
	e.runtime = wazero.NewRuntime(ctx)
	host := e.runtime.NewHostModuleBuilder("wbg")
	for name, f := range glue {
		host.NewFunctionBuilder().WithGoModuleFunction(f, words(f.params), words(f.results)).Export(name)
	}
	if _, e.err = host.Instantiate(ctx); e.err != nil {
		return
	}
	if e.module, e.err = e.runtime.CompileModule(ctx, e.wasm); e.err != nil {
		e.err = fmt.Errorf("resvg cannot be compiled: %w", e.err)
		return
	}
	for _, f := range e.module.ImportedFunctions() {
		if module, name, _ := f.Import(); module != "wbg" || glue[name].do == nil {
			e.err = fmt.Errorf("this version of resvg is not known: it asks for %s.%s", module, name)
			return
		}
	}
}

func (e *Engine) instantiate() (*instance, error) {
	m, err := e.runtime.InstantiateModule(context.Background(), e.module, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, err
	}
	return &instance{module: m}, nil
}

// words are n values of 32 bits.
func words(n int) []api.ValueType {
	out := make([]api.ValueType, n)
	for i := range out {
		out[i] = api.ValueTypeI32
	}
	return out
}
