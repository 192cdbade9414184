package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"atlas/generator/diag"
)

// inCode is what the code says of a rule: the gravest severity and where.
type inCode struct {
	severity diag.Severity
	at       string
}

// rulesInCode finds the ids of rules in the engine's own code: in literals of
// diag.Problem, and where a function is called whose parameter is named rule.
func rulesInCode(t *testing.T) map[string]inCode {
	t.Helper()
	fset := token.NewFileSet()
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			if d != nil && d.IsDir() && err == nil {
				return filepath.SkipDir
			}
			return err
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Log(err) // another test says so
			return nil
		}
		packages[filepath.Dir(path)] = append(packages[filepath.Dir(path)], f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]inCode{}
	for _, files := range packages {
		takes := map[string][]int{} // functions and the positions of their parameter rule
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					if i := ruleParameter(fn.Type); i >= 0 {
						takes[fn.Name.Name] = append(takes[fn.Name.Name], i)
					}
				}
			}
		}
		constants := stringConstants(files)
		literal := func(e ast.Expr) string {
			if name, ok := e.(*ast.Ident); ok {
				return constants[name.Name]
			}
			return literal(e)
		}
		for _, f := range files {
			ast.Inspect(f, func(n ast.Node) bool {
				at := ""
				if n != nil {
					at = fset.Position(n.Pos()).String()
				}
				switch n := n.(type) {
				case *ast.CompositeLit:
					id, severity := problemLiteral(n, literal)
					note(out, id, severity, at)
				case *ast.CallExpr:
					for _, i := range takes[lastName(n.Fun)] {
						if i < len(n.Args) {
							note(out, literal(n.Args[i]), diag.Warning, at)
						}
					}
				}
				return true
			})
		}
	}
	return out
}

func note(out map[string]inCode, id string, s diag.Severity, at string) {
	if id == "" {
		return
	}
	if old, ok := out[id]; !ok || s < old.severity {
		out[id] = inCode{s, at}
	}
}

func ruleParameter(f *ast.FuncType) int {
	i := 0
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			if name.Name == "rule" {
				return i
			}
			i++
		}
	}
	return -1
}

func problemLiteral(n *ast.CompositeLit, literal func(ast.Expr) string) (string, diag.Severity) {
	if name, ok := n.Type.(*ast.Ident); ok && name.Name != "Problem" {
		return "", 0 // of another type, which may have a rule of its own: a line, say
	}
	id, severity := "", diag.Error
	for _, e := range n.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return "", 0
		}
		key, _ := kv.Key.(*ast.Ident)
		switch {
		case key == nil:
		case key.Name == "Rule":
			id = literal(kv.Value)
		case key.Name == "Severity":
			switch lastName(kv.Value) {
			case "ReleaseError":
				severity = diag.ReleaseError
			case "Warning":
				severity = diag.Warning
			}
		}
	}
	return id, severity
}

// lastName is the last name of an expression such as diag.Warning.
func lastName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// stringConstants are the constants of a package that are strings, by name.
func stringConstants(files []*ast.File) map[string]string {
	out := map[string]string{}
	for _, f := range files {
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, s := range g.Specs {
				if v := s.(*ast.ValueSpec); len(v.Names) == len(v.Values) {
					for i, name := range v.Names {
						out[name.Name] = literal(v.Values[i])
					}
				}
			}
		}
	}
	return out
}

func literal(e ast.Expr) string {
	if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
		s, _ := strconv.Unquote(l.Value)
		return s
	}
	return ""
}

// TestRulesInCode asks that the table of rules has every rule of the code and
// no other, as grave as the code has it.
func TestRulesInCode(t *testing.T) {
	code := rulesInCode(t)
	table := map[string]Rule{}
	for _, r := range Rules() {
		table[r.ID] = r
	}
	for _, id := range slices.Sorted(maps.Keys(code)) {
		r, ok := table[id]
		switch {
		case !ok:
			t.Errorf("%s: the rule %q is not in the table of rules", code[id].at, id)
		case code[id].severity < r.Severity:
			t.Errorf("%s: the rule %q is %s here and %s in the table", code[id].at, id, code[id].severity, r.Severity)
		}
	}
	for id := range table {
		if _, ok := code[id]; !ok {
			t.Errorf("the table has the rule %q, the code has not", id)
		}
	}
}
