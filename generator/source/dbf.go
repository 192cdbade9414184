package source

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"

	"atlas/generator/diag"
)

// dbfTable is the attribute table of a Shapefile.
type dbfTable struct {
	fields []dbfField // nil where there is no table
	gone   []bool     // records that are marked as deleted
	rows   [][]string // the values as text
	raw    [][]byte   // the records
	code   encoding.Encoding
}

// dbfField is a column.
type dbfField struct {
	name    string
	kind    byte
	at, len int // in the record
}

func (t *dbfTable) deleted(i int) bool { return i < len(t.gone) && t.gone[i] }

// attributes reads the .dbf. It reports false where nothing can be made of it.
func (r *shapeReader) attributes() (*dbfTable, bool) {
	b, there := r.parts[".dbf"]
	if !there {
		hint := diag.T("请把 .dbf 一起打包", "pack the .dbf with it")
		if r.opt.ID != "" {
			r.member("shapefile-table", ".shp", diag.T("旁边没有属性表 .dbf，无从得知编号", "there is no attribute table, .dbf, beside it, and so no ids"), hint)
			return nil, false
		}
		return &dbfTable{}, true
	}
	damaged := func(message diag.Text) (*dbfTable, bool) {
		r.member("shapefile-table", ".dbf", message, exportAgain)
		return nil, false
	}
	if len(b) < 33 {
		return damaged(diag.T("不是 dBASE 表，或者已损坏", "this is no dBASE table, or it is damaged"))
	}
	count := int(binary.LittleEndian.Uint32(b[4:]))
	head, size := int(binary.LittleEndian.Uint16(b[8:])), int(binary.LittleEndian.Uint16(b[10:]))
	if head < 33 || head > len(b) || size < 1 {
		return damaged(diag.T("表头有误", "its header is wrong"))
	}
	t := &dbfTable{fields: []dbfField{}}
	names := [][]byte{}
	at := 1
	for i := 32; i+32 <= head && b[i] != '\r'; i += 32 {
		f := dbfField{kind: b[i+11], at: at, len: int(b[i+16])}
		if at += f.len; at > size {
			return damaged(diag.Tf("第 %d 个字段超出了记录的长度", "field %d does not fit into the records", len(t.fields)+1))
		}
		name := b[i : i+11]
		if end := strings.IndexByte(string(name), 0); end >= 0 {
			name = name[:end]
		}
		names = append(names, name)
		t.fields = append(t.fields, f)
	}
	if have := (len(b) - head) / size; count > have || count < 0 {
		r.member("shapefile-table", ".dbf", diag.Tf("应有 %d 条记录，文件只有 %d 条", "it should have %d records, and the file has only %d", count, have), exportAgain)
		return nil, false
	}
	// A value takes some hundred bytes in memory, and may take one in the file.
	if values := int64(count) * int64(len(t.fields)+1); values > max(1<<20, 2*int64(len(r.layer.File.Data))) {
		return damaged(diag.Tf("记录和字段多得与文件的大小不相称（%[1]d 条，%[2]d 个字段），没有去读", "it has more records and fields (%[1]d and %[2]d) than a file of its size can hold, and was not read", count, len(t.fields)))
	}
	for i := range count {
		rec := b[head+i*size : head+(i+1)*size]
		t.raw = append(t.raw, rec)
		t.gone = append(t.gone, rec[0] == '*')
	}
	t.code = r.encoding(t, names, b[29])
	t.rows = make([][]string, count)
	r.name10(t, names)
	cut := 0
	for i := range t.rows {
		row := make([]string, len(t.fields))
		for k, f := range t.fields {
			raw := t.raw[i][f.at : f.at+f.len]
			if f.kind != 'C' {
				row[k] = f.number(raw)
				continue
			}
			text, whole := decodeText(t.code, raw)
			if row[k] = text; !whole && !t.gone[i] {
				if cut++; cut == 1 {
					r.record("shapefile-value", ".dbf", i, diag.Tf("字段 %s 的值 %q 在半个汉字处被截断", "the value of %s, %q, was cut off in the middle of a character", f.name, text),
						diag.Tf("该字段只有 %d 字节，放不下；请加宽字段后重新导出", "the field has %d bytes only; make it wider and export the layer again", f.len))
					r.soften()
				}
			}
		}
		t.rows[i] = row
	}
	return t, true
}

// name10 gives the fields their names, which have ten bytes at most.
func (r *shapeReader) name10(t *dbfTable, names [][]byte) {
	seen := map[string]bool{}
	for k := range t.fields {
		name, _ := decodeText(t.code, names[k])
		t.fields[k].name = name
		if seen[name] {
			r.member("shapefile-value", ".dbf", diag.Tf("有两个字段都叫 %s，只用第一个", "two fields are called %s; the first is used", name),
				diag.T("字段名最多 10 字节（5 个汉字），过长的会被截断", "names of fields have 10 bytes at most; longer ones are cut"))
			r.soften()
		}
		seen[name] = true
	}
}

// number is a value of a field that is no text, as text: without padding, and a
// whole number without the zeros behind the point that a field of its width has.
func (f dbfField) number(raw []byte) string {
	switch f.kind {
	case 'N', 'F':
		s := strings.Trim(string(raw), " \x00")
		if v, err := strconv.ParseFloat(s, 64); err == nil && strings.ContainsAny(s, ".eE") && v == math.Trunc(v) && math.Abs(v) < 1e15 {
			return strconv.FormatFloat(v, 'f', -1, 64)
		}
		return s
	case 'D':
		s := strings.Trim(string(raw), " \x00")
		if len(s) == 8 && strings.Trim(s, "0") != "" {
			return s[:4] + "-" + s[4:6] + "-" + s[6:]
		}
		return strings.Trim(s, "0")
	case 'L':
		switch strings.ToUpper(string(raw)) {
		case "T", "Y":
			return "true"
		case "F", "N":
			return "false"
		}
	case 'I', '+':
		if len(raw) == 4 {
			return strconv.Itoa(int(int32(binary.LittleEndian.Uint32(raw))))
		}
	case 'O', 'B':
		if len(raw) == 8 {
			if v := math.Float64frombits(binary.LittleEndian.Uint64(raw)); !math.IsNaN(v) && !math.IsInf(v, 0) {
				return strconv.FormatFloat(v, 'f', -1, 64)
			}
		}
	}
	return "" // memos and pictures lie in other files
}

// properties are the values of a record.
func (t *dbfTable) properties(i int, rows *sheet) Properties {
	if i >= len(t.rows) {
		return nil
	}
	out := make(Properties, 0, len(t.fields))
	for k, f := range t.fields {
		p := Property{Pos: Pos{src: rows, at: int32(i), n: int32(k)}, Name: f.name, Text: t.rows[i][k]}
		switch v, err := strconv.ParseFloat(p.Text, 64); {
		case f.kind == 'C' || f.kind == 'D' && p.Text != "":
			p.Value = p.Text
		case f.kind == 'L' && p.Text != "":
			p.Value = p.Text == "true"
		case err == nil && !math.IsNaN(v) && !math.IsInf(v, 0):
			p.Value = v
		default:
			p.Text = "" // empty, or stars where the number was too wide
		}
		out = append(out, p)
	}
	return out
}
