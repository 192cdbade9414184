package source

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	yaml "go.yaml.in/yaml/v4"

	"atlas/generator/diag"
)

// Value is a value of a YAML text that keeps its position. A key that is not
// there leaves it zero; a key without a value sets the position only.
type Value[T any] struct {
	Pos
	V T
}

// Given reports whether the key stands in the file.
func (v Value[T]) Given() bool { return !v.IsZero() }

func (v *Value[T]) inner() any   { return &v.V }
func (v *Value[T]) setPos(p Pos) { v.Pos = p }

// Entries is a YAML mapping with keys that are not known beforehand, in the
// order of the file.
type Entries[T any] []Entry[T]

// Entry is one key of Entries and its value.
type Entry[T any] struct {
	Key   Value[string]
	Value T
}

func (e *Entries[T]) add(key Value[string]) any {
	*e = append(*e, Entry[T]{Key: key})
	return &(*e)[len(*e)-1].Value
}

// Get returns the value of a key.
func (e Entries[T]) Get(key string) (value T, ok bool) {
	for _, x := range e {
		if x.Key.V == key {
			return x.Value, true
		}
	}
	return value, false
}

type valueTarget interface {
	inner() any
	setPos(Pos)
}

type entriesTarget interface {
	add(Value[string]) any
}

var posType = reflect.TypeFor[Pos]()

// DecodeYAML reads the YAML mapping in a span of the file into the struct that
// into points at. Fields are named by their tag `yaml:"name"`, or else by their
// name in lower case; embedded structs belong to the outer one, and a field of
// type Pos gets the position of the mapping. A field may be a string, bool, int,
// int64, float64, struct, slice, pointer or any, a map[string]T, a Value[T] or
// Entries[T] of those. Other types are a programming error and panic.
//
// A string takes any scalar as it is written, so that 2018-02-02, 1.10 and yes
// keep their form. A key without a value leaves its field alone. Anchors,
// aliases and merge keys are refused.
func DecodeYAML(f *File, at Span, into any) diag.List {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		panic("source: DecodeYAML needs a pointer")
	}
	d := &yamlDecoder{f: f, span: at}
	d.index()
	text := f.Data[at.Offset:at.End()]
	if len(strings.TrimSpace(string(text))) == 0 {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil {
		if f.Conflict {
			return nil
		}
		d.syntaxError(err)
		return d.problems
	}
	if len(doc.Content) == 1 {
		d.value(doc.Content[0], target.Elem())
	}
	if f.Conflict {
		return nil
	}
	return sorted(d.problems)
}

type yamlDecoder struct {
	f        *File
	span     Span
	lines    []int // offsets in the file of the lines as YAML counts them
	problems diag.List
}

func (d *yamlDecoder) add(n *yaml.Node, rule string, message, hint diag.Text) {
	d.problems.Add(problem(rule, d.pos(n).Place(), message, hint))
}

// value reads a node into a variable.
func (d *yamlDecoder) value(n *yaml.Node, into reflect.Value) {
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		d.add(n, "yaml", diag.T("不支持锚点与别名（& 与 *）", "anchors and aliases (& and *) are not supported here"),
			diag.T("请把值写出来；以 & 或 * 开头的文字要放在引号内", "write the value itself; put a text that begins with & or * in quotes"))
		return
	}
	if into.CanAddr() {
		switch t := into.Addr().Interface().(type) {
		case valueTarget:
			t.setPos(d.pos(n))
			d.value(n, reflect.ValueOf(t.inner()).Elem())
			return
		case entriesTarget:
			d.each(n, func(key, value *yaml.Node) {
				k := Value[string]{Pos: d.pos(key), V: key.Value}
				d.value(value, reflect.ValueOf(t.add(k)).Elem())
			})
			return
		}
	}
	if isNull(n) {
		return
	}
	switch into.Kind() {
	case reflect.Pointer:
		v := reflect.New(into.Type().Elem())
		d.value(n, v.Elem())
		into.Set(v)
	case reflect.Struct:
		d.structure(n, into)
	case reflect.Slice:
		d.sequence(n, into)
	case reflect.Map:
		if into.Type().Key().Kind() != reflect.String {
			panic("source: DecodeYAML into " + into.Type().String())
		}
		m := reflect.MakeMap(into.Type())
		d.each(n, func(key, value *yaml.Node) {
			v := reflect.New(into.Type().Elem()).Elem()
			d.value(value, v)
			m.SetMapIndex(reflect.ValueOf(key.Value).Convert(into.Type().Key()), v)
		})
		into.Set(m)
	case reflect.Interface:
		if into.NumMethod() > 0 {
			panic("source: DecodeYAML into " + into.Type().String())
		}
		d.free(n, into)
	default:
		d.scalar(n, into)
	}
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

// each calls do for the keys of a mapping. Keys that are no plain words, or
// stand twice, are reported and passed over.
func (d *yamlDecoder) each(n *yaml.Node, do func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		if !isNull(n) {
			d.expected(n, diag.T("若干“键: 值”", "keys with values"))
		}
		return
	}
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind != yaml.ScalarNode {
			d.expected(key, diag.T("一个词作为键", "a word as the key"))
			continue
		}
		if earlier := first[key.Value]; earlier != nil {
			d.problems.Add(diag.Problem{Rule: "yaml-key", Place: d.pos(key).Place(),
				Message: diag.Tf("键 %q 重复", "the key %q stands twice", key.Value),
				Hint:    diag.T("请删去其中一个", "take one of the two away"),
				Notes:   []diag.Note{{Place: d.pos(earlier).Place(), Message: diag.T("已用于此处", "it is already here")}}})
			continue
		}
		first[key.Value] = key
		do(key, value)
	}
}

// structure reads a mapping with known keys.
func (d *yamlDecoder) structure(n *yaml.Node, into reflect.Value) {
	fields := map[string]reflect.Value{}
	var names []string
	structFields(into, func(name string, field reflect.Value) {
		if field.Type() == posType {
			field.Set(reflect.ValueOf(d.pos(n)))
			return
		}
		fields[name] = field
		names = append(names, name)
	})
	given := map[string]bool{}
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			given[n.Content[i].Value] = true
		}
	}
	d.each(n, func(key, value *yaml.Node) {
		if field, ok := fields[key.Value]; ok {
			d.value(value, field)
			return
		}
		free := slices.DeleteFunc(slices.Clone(names), func(s string) bool { return given[s] })
		hint := diag.DidYouMean(key.Value, free)
		if hint.IsZero() {
			hint = diag.Tf("可用的键：%s", "the keys are: %s", strings.Join(names, ", "))
		}
		d.add(key, "yaml-key", diag.Tf("未知的键 %q", "unknown key %q", key.Value), hint)
	})
}

// structFields calls do for each field that a YAML key may fill.
func structFields(v reflect.Value, do func(name string, field reflect.Value)) {
	t := v.Type()
	for i := range t.NumField() {
		sf := t.Field(i)
		name, _, _ := strings.Cut(sf.Tag.Get("yaml"), ",")
		switch {
		case !sf.IsExported() || name == "-":
		case sf.Type == posType:
			do("", v.Field(i))
		case sf.Anonymous && name == "" && sf.Type.Kind() == reflect.Struct:
			structFields(v.Field(i), do)
		case name != "":
			do(name, v.Field(i))
		default:
			do(strings.ToLower(sf.Name), v.Field(i))
		}
	}
}

func (d *yamlDecoder) sequence(n *yaml.Node, into reflect.Value) {
	if n.Kind != yaml.SequenceNode {
		d.expected(n, diag.T("一个列表（每项一行，以“- ”开头）", "a list (each item on a line that begins with “- ”)"))
		return
	}
	s := reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content))
	for i, item := range n.Content {
		d.value(item, s.Index(i))
	}
	into.Set(s)
}

func (d *yamlDecoder) scalar(n *yaml.Node, into reflect.Value) {
	var want diag.Text
	switch into.Kind() {
	case reflect.String:
		if n.Kind == yaml.ScalarNode {
			into.SetString(n.Value)
			return
		}
		want = diag.T("文字", "a text")
	case reflect.Bool:
		if v, ok := parseBool(n.Value); ok && n.Kind == yaml.ScalarNode {
			into.SetBool(v)
			return
		}
		want = diag.T("是或否（true 或 false）", "true or false")
	case reflect.Int, reflect.Int64:
		if v, err := strconv.ParseInt(n.Value, 10, into.Type().Bits()); err == nil && n.Kind == yaml.ScalarNode {
			into.SetInt(v)
			return
		}
		want = diag.T("整数", "a whole number")
	case reflect.Float64:
		if v, ok := parseFloat(n.Value); ok && n.Kind == yaml.ScalarNode {
			into.SetFloat(v)
			return
		}
		want = diag.T("数字", "a number")
	default:
		panic("source: DecodeYAML into " + into.Type().String())
	}
	d.expected(n, want)
}

// free reads a node into whatever it looks like: string, bool, int, float64,
// []any or map[string]any.
func (d *yamlDecoder) free(n *yaml.Node, into reflect.Value) {
	read := func(v reflect.Value) {
		d.value(n, v)
		into.Set(v)
	}
	switch n.Kind {
	case yaml.MappingNode:
		read(reflect.New(reflect.TypeFor[map[string]any]()).Elem())
	case yaml.SequenceNode:
		read(reflect.New(reflect.TypeFor[[]any]()).Elem())
	default:
		into.Set(reflect.ValueOf(n.Value))
		switch n.ShortTag() {
		case "!!bool":
			if v, ok := parseBool(n.Value); ok {
				into.Set(reflect.ValueOf(v))
			}
		case "!!int":
			if v, err := strconv.Atoi(n.Value); err == nil {
				into.Set(reflect.ValueOf(v))
			}
		case "!!float":
			if v, ok := parseFloat(n.Value); ok {
				into.Set(reflect.ValueOf(v))
			}
		}
	}
}

// expected reports a node of the wrong kind.
func (d *yamlDecoder) expected(n *yaml.Node, want diag.Text) {
	found := diag.Tf(" %q", "%q", n.Value)
	var hint diag.Text
	switch n.Kind {
	case yaml.MappingNode:
		found = diag.T("“键: 值”", "keys with values")
	case yaml.SequenceNode:
		found = diag.T("列表", "a list")
	default:
		if strings.Contains(n.Value, "：") {
			hint = fullWidthColon
		}
	}
	d.add(n, "yaml", diag.Text{
		ZH: "应为" + want.ZH + "，实为" + found.ZH,
		EN: "expected " + want.EN + ", found " + found.EN,
	}, hint)
}

var fullWidthColon = diag.T("键之后要用英文冒号加空格（“: ”），不用全角冒号",
	"put a plain colon and a space (“: ”) behind the key, not a full-width one")
