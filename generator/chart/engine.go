package chart

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dop251/goja"

	"atlas/generator/diag"
)

// ScriptPath is where npm puts ECharts, relative to the folder of package.json.
const ScriptPath = "node_modules/echarts/dist/echarts.min.js"

// workers is how many engines run at most; each takes some 60 MB.
const workers = 2

// revision is raised whenever the same definition comes out as another drawing
// although prepare.js, draw.js and ECharts stay as they are.
const revision = "1"

//go:embed prepare.js
var prepareJS string

//go:embed draw.js
var drawJS string

// ReadScript reads ECharts from the folder of package.json. Where it is not
// there, the error is a diag.Problem that says what to do.
func ReadScript(root fs.FS) ([]byte, error) {
	b, err := fs.ReadFile(root, ScriptPath)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && len(b) == 0:
		return nil, missing()
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", ScriptPath, err)
	}
	return b, nil
}

func missing() diag.Problem {
	return diag.Problem{
		Rule: RuleMissing, Severity: diag.Error,
		Place:   diag.Place{File: ScriptPath},
		Message: diag.T("缺少画图所用的 ECharts", "ECharts, which draws the charts, is not there"),
		Hint:    diag.T("请在项目根目录运行 npm ci", "run npm ci at the root of the project"),
	}
}

// PrepareScript is the JavaScript function atlasPrepare(option). A page that
// hands an option of this package to ECharts calls it first.
func PrepareScript() string { return prepareJS }

// Engine draws with ECharts. It starts nothing until the first drawing, then at
// most two interpreters, and is safe for concurrent use. A drawing does not
// depend on what was drawn before it.
type Engine struct {
	script  []byte
	version func() string
	program func() ([]*goja.Program, error)
	slots   chan struct{} // one for each interpreter that may run

	mu   sync.Mutex
	idle []*interpreter

	started atomic.Int32 // how many interpreters
}

// interpreter is a JavaScript engine with ECharts in it, for one drawing at a
// time.
type interpreter struct {
	draw goja.Callable
	vm   *goja.Runtime
}

// NewEngine makes an engine of the text of echarts.min.js. An empty text is
// reported at the first drawing, as a diag.Problem.
func NewEngine(echartsJS []byte) *Engine {
	e := &Engine{script: echartsJS, slots: make(chan struct{}, workers)}
	e.version = sync.OnceValue(func() string {
		h := sha256.New()
		for _, part := range []string{revision, prepareJS, drawJS, string(echartsJS)} {
			fmt.Fprintf(h, "%d:%s", len(part), part)
		}
		return hex.EncodeToString(h.Sum(nil)[:8])
	})
	e.program = sync.OnceValues(e.compile)
	return e
}

// Version tells apart engines that may draw differently. It starts nothing.
func (e *Engine) Version() string { return e.version() }

func (e *Engine) compile() ([]*goja.Program, error) {
	if len(e.script) == 0 {
		return nil, missing()
	}
	var out []*goja.Program
	for _, s := range []struct{ name, text string }{
		{"echarts.min.js", string(e.script)}, {"prepare.js", prepareJS}, {"draw.js", drawJS},
	} {
		p, err := goja.Compile(s.name, s.text, false)
		if err != nil {
			return nil, notStarted(err)
		}
		out = append(out, p)
	}
	return out, nil
}

func notStarted(err error) diag.Problem {
	return diag.Problem{
		Rule: RuleStart, Severity: diag.Error,
		Place:   diag.Place{File: ScriptPath},
		Message: diag.Tf("ECharts 无法启动：%v", "ECharts does not start: %v", err),
		Hint:    diag.T("文件可能不完整，请重新运行 npm ci", "the file may be incomplete; run npm ci again"),
	}
}

// Started is how many interpreters were started so far: none where every drawing
// was kept.
func (e *Engine) Started() int { return int(e.started.Load()) }

// start makes an interpreter. Time and chance are fixed, and timers never fire:
// nothing in a drawing may depend on them.
func (e *Engine) start() (*interpreter, error) {
	programs, err := e.program()
	if err != nil {
		return nil, err
	}
	e.started.Add(1)
	vm := goja.New()
	vm.SetRandSource(func() float64 { return 0.5 })
	vm.SetTimeSource(func() time.Time { return time.Unix(0, 0).UTC() })
	never := func(goja.FunctionCall) goja.Value { return goja.Undefined() }
	for name, value := range map[string]any{
		"setTimeout": never, "clearTimeout": never,
		"atlasMeasure": func(text, font string) float64 { return textWidth(text, fontSize(font)) },
	} {
		if err := vm.Set(name, value); err != nil {
			return nil, notStarted(err)
		}
	}
	for _, p := range programs {
		if _, err := vm.RunProgram(p); err != nil {
			return nil, notStarted(err)
		}
	}
	draw, ok := goja.AssertFunction(vm.Get("atlasDraw"))
	if !ok {
		return nil, notStarted(errors.New("atlasDraw is no function"))
	}
	return &interpreter{draw: draw, vm: vm}, nil
}

// SVG draws an option as ECharts leaves it, neither cleaned nor linked; Draw is
// what a page wants. The option is JSON as Option makes it; width and height
// are in pixels. The error is the exception ECharts threw, or a diag.Problem
// where ECharts is missing or does not start.
func (e *Engine) SVG(option []byte, width, height int) ([]byte, error) {
	e.slots <- struct{}{}
	defer func() { <-e.slots }()
	in, err := e.take()
	if err != nil {
		return nil, err
	}
	v, err := in.draw(goja.Undefined(), in.vm.ToValue(string(option)), in.vm.ToValue(width), in.vm.ToValue(height))
	if err != nil {
		return nil, err // and drop the interpreter: who knows what it is left with
	}
	e.mu.Lock()
	e.idle = append(e.idle, in)
	e.mu.Unlock()
	return []byte(v.String()), nil
}

// take returns an idle interpreter or a new one.
func (e *Engine) take() (*interpreter, error) {
	e.mu.Lock()
	if n := len(e.idle); n > 0 {
		in := e.idle[n-1]
		e.idle = e.idle[:n-1]
		e.mu.Unlock()
		return in, nil
	}
	e.mu.Unlock()
	return e.start()
}

// Close forgets the interpreters and so gives their memory back. The engine can
// still draw; it starts again.
func (e *Engine) Close() {
	e.mu.Lock()
	e.idle = nil
	e.mu.Unlock()
}
