package source

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"atlas/generator/diag"
)

// index finds the lines of the span as YAML counts them: also the next-line,
// line-separator and paragraph-separator characters end a line.
func (d *yamlDecoder) index() {
	d.lines = append(d.lines, d.span.Offset)
	end := d.span.End()
	for i := d.span.Offset; i < end; {
		r, size := utf8.DecodeRune(d.f.Data[i:end])
		i += size
		switch r {
		case '\r':
			if i < end && d.f.Data[i] == '\n' {
				i++
			}
		case '\n', '\u0085', '\u2028', '\u2029':
		default:
			continue
		}
		d.lines = append(d.lines, i)
	}
}

// offset turns a line and a column in characters, both from 1, into an offset
// in the file.
func (d *yamlDecoder) offset(line, col int) int {
	end := d.span.End()
	if line > len(d.lines) {
		return end
	}
	at := d.lines[max(line, 1)-1]
	for ; col > 1 && at < end; col-- {
		_, size := utf8.DecodeRune(d.f.Data[at:end])
		at += size
	}
	return at
}

// pos is the position of a node: of a word or text the whole of it as far as it
// stands on one line, of a mapping or list its first character.
func (d *yamlDecoder) pos(n *yaml.Node) Pos {
	at := d.offset(n.Line, n.Column)
	runes := 1
	if n.Kind == yaml.ScalarNode {
		rest := d.f.Data[at:d.span.End()]
		switch {
		case n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 && len(rest) > 0:
			runes = utf8.RuneCount(rest[:quoteEnd(rest)])
		case bytes.HasPrefix(rest, []byte(n.Value)):
			runes = utf8.RuneCountInString(n.Value)
		}
	}
	return d.f.Pos(at, max(runes, 1))
}

// quoteEnd returns the length of the quoted text that b begins with, up to the
// end of its line at most.
func quoteEnd(b []byte) int {
	quote := b[0]
	for i := 1; i < len(b) && b[i] != '\n' && b[i] != '\r'; i++ {
		switch {
		case b[i] == '\\' && quote == '"':
			i++
		case b[i] == quote && quote == '\'' && i+1 < len(b) && b[i+1] == quote:
			i++
		case b[i] == quote:
			return i + 1
		}
	}
	return 1
}

// syntaxError reports what the YAML parser stopped at.
func (d *yamlDecoder) syntaxError(err error) {
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		le = &yaml.LoadError{Message: err.Error()}
	}
	if le.Mark.Line == 0 && strings.Contains(le.Message, "no documents") {
		return // nothing but comments
	}
	at := d.span.Offset
	switch {
	case le.ContextMark.Line > 0 && (strings.Contains(le.Message, "unexpected end of stream") ||
		strings.Contains(le.Message, "could not find expected ':'")):
		// What began there and never ended is what is wrong.
		at = d.offset(le.ContextMark.Line, le.ContextMark.Column)
		le.ContextMark.Line = 0
	case le.Mark.Line > 0:
		at = d.offset(le.Mark.Line, le.Mark.Column)
	case strings.Contains(le.Message, "control characters"):
		at = d.controlCharacter()
	case strings.Contains(le.Message, "found multiple"):
		at = d.secondDocument()
	}
	at = max(d.lastText(at), d.span.Offset)
	p := problem("yaml", d.f.Place(at, 1), diag.Text{}, diag.Text{})
	known := false
	for _, m := range yamlMessages {
		if known = strings.Contains(le.Message, m.is); known {
			p.Message, p.Hint = m.say, m.hint
			break
		}
	}
	if !known {
		p.Message = diag.Tf("YAML 语法错误：%s", "broken YAML: %s", strings.TrimPrefix(le.Message, "yaml: "))
	}
	if d.tabBefore(at) {
		p.Message = diag.T("缩进中有制表符", "there is a tab in the indentation")
		p.Hint = diag.T("YAML 的缩进只能用空格", "indent YAML with spaces")
	}
	if line := d.lineText(at); strings.Contains(line, "：") && !strings.Contains(line, ": ") {
		p.Hint = fullWidthColon
	}
	if c := le.ContextMark; c.Line > 0 && c.Line != le.Mark.Line {
		p.Notes = []diag.Note{{Place: d.f.Place(d.offset(c.Line, c.Column), 1), Message: diag.T("从此处开始", "it begins here")}}
	}
	d.problems.Add(p)
}

// lastText moves an offset at the end of the span back to its last character
// that is no white space, so that there is something to see.
func (d *yamlDecoder) lastText(at int) int {
	if at < d.span.End() {
		return at
	}
	text := bytes.TrimRightFunc(d.f.Data[d.span.Offset:d.span.End()], isSpace)
	_, size := utf8.DecodeLastRune(text)
	return d.span.Offset + len(text) - size
}

// lineText is the line, as YAML counts them, that the offset lies in.
func (d *yamlDecoder) lineText(at int) string {
	start, end := d.span.Offset, d.span.End()
	for _, l := range d.lines {
		if l > at {
			end = l
			break
		}
		start = l
	}
	return string(d.f.Data[start:end])
}

func (d *yamlDecoder) tabBefore(at int) bool {
	line := d.lineText(at)
	return strings.Contains(line[:len(line)-len(strings.TrimLeft(line, " \t"))], "\t")
}

func (d *yamlDecoder) controlCharacter() int {
	for i := d.span.Offset; i < d.span.End(); {
		r, size := utf8.DecodeRune(d.f.Data[i:d.span.End()])
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7F && r < 0xA0 && r != 0x85 || r == 0xFFFE || r == 0xFFFF {
			return i
		}
		i += size
	}
	return d.span.Offset
}

func (d *yamlDecoder) secondDocument() int {
	for _, l := range d.lines[1:] {
		if bytes.HasPrefix(d.f.Data[l:d.span.End()], []byte("---")) {
			return l
		}
	}
	return d.span.Offset
}

var closeBracket = diag.T("请补上逗号或结束的括号", "add the comma or the closing bracket")

// yamlMessages says in our words what the parser says in its own.
var yamlMessages = []struct {
	is        string // part of the parser's message
	say, hint diag.Text
}{
	{"mapping values are not allowed", diag.T("此处不能有“键: 值”", "a “key: value” cannot stand here"),
		diag.T("含冒号的值要放在引号内；缩进要与同级的键一致", "put a value with a colon in quotes; indent a key like its neighbours")},
	{"mapping keys are not allowed", diag.T("此处不能有键", "a key cannot stand here"), diag.Text{}},
	{"block sequence entries are not allowed", diag.T("此处不能有列表项（“- ”）", "a list item (“- ”) cannot stand here"),
		diag.T("列表要从键的下一行开始", "begin the list on the line below its key")},
	{"cannot start any token", diag.T("值不能以此字符开头", "a value cannot begin with this character"),
		diag.T("请把值放在引号内", "put the value in quotes")},
	{"unexpected end of stream", diag.T("引号没有结束", "a quote is not closed"),
		diag.T("请补上结束的引号", "add the closing quote")},
	{"unknown escape character", diag.T("双引号内的反斜杠之后是未知的字符", "an unknown character behind a backslash in double quotes"),
		diag.T("请改用单引号，或把反斜杠写两次", "use single quotes, or write the backslash twice")},
	{"could not find expected ':'", diag.T("键之后缺少冒号", "the colon behind the key is missing"),
		diag.T("请写作“键: 值”，冒号后有空格", "write “key: value”, with a space behind the colon")},
	{"did not find expected key", diag.T("此处应为“键: 值”", "a “key: value” was expected here"),
		diag.T("请检查缩进与引号", "check the indentation and the quotes")},
	{"expected '-' indicator", diag.T("此处应为列表项（“- ”）", "a list item (“- ”) was expected here"),
		diag.T("列表与“键: 值”不能在同一级混用", "a list and keys cannot be mixed on one level")},
	{"expected ',' or ']'", diag.T("列表中缺少逗号或结束的 ]", "a comma or the closing ] is missing"), closeBracket},
	{"expected ',' or '}'", diag.T("缺少逗号或结束的 }", "a comma or the closing } is missing"), closeBracket},
	{"expected node content", diag.T("此处缺少值", "a value is missing here"), diag.Text{}},
	{" tab", diag.T("缩进中有制表符", "there is a tab in the indentation"),
		diag.T("YAML 的缩进只能用空格", "indent YAML with spaces")},
	{"unknown anchor", diag.T("不支持别名（*）", "aliases (*) are not supported here"),
		diag.T("以 * 开头的文字要放在引号内", "put a text that begins with * in quotes")},
	{"control characters", diag.T("文中有控制字符", "there is a control character in the text"),
		diag.T("请删去这个不可见的字符", "take this invisible character away")},
	{"found multiple", diag.T("一个文件只能有一段 YAML", "there can be one YAML document only"),
		diag.T("请删去这一行 ---", "take this line --- away")},
}
