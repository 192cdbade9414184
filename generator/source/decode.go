package source

import (
	"bytes"
	"io/fs"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"atlas/generator/diag"
	"atlas/generator/ondisk"
)

// Kind says what a file may be stored as.
type Kind int

// The kinds of file.
const (
	TextFile  Kind = iota // UTF-8 only: Markdown, YAML, GeoJSON
	TableFile             // UTF-8, UTF-16 with its mark, GB18030, or a workbook
	BytesFile             // no text: a zipped Shapefile
	LayerFile             // GeoJSON; it differs from a TextFile in what is said where it is none
)

// maxSize is the largest file that is read; positions are 32 bits.
const maxSize = ondisk.MaxSize

// Open reads a file and decodes it. The file is nil where it cannot be read.
func Open(fsys fs.FS, name string, kind Kind) (*File, diag.List) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, diag.List{Unread(fsys, name, err)}
	}
	f, problems := Decode(name, raw, kind)
	if f.Foreign {
		return nil, problems
	}
	return f, problems
}

// Decode makes a File of a file's bytes: a byte order mark is taken off and, in
// a TableFile, UTF-16 with a mark and GB18030 are turned into UTF-8. The File
// is never nil; what cannot be decoded stands as U+FFFD in its Data, and a
// problem points at the first such byte. Markdown in GB18030 is decoded too, with a
// warning. What is wrong with a text whatever it says is reported: unresolved
// conflicts of versions, characters that nobody sees.
func Decode(path string, raw []byte, kind Kind) (*File, diag.List) {
	f, problems := decode(path, raw, kind)
	if f.Encoding == Workbook || f.Encoding == Bytes {
		return f, problems
	}
	if kind != TableFile && bytes.IndexByte(f.Data, '\r') >= 0 && bytes.IndexByte(f.Data, '\n') < 0 {
		f.Data = bytes.ReplaceAll(f.Data, []byte("\r"), []byte("\n")) // as old programs ended lines
	}
	f, conflicts := f.conflicts()
	problems.Add(conflicts...)
	if kind != TableFile {
		problems.Add(f.invisible()...)
		problems.Add(f.radicals()...)
	}
	return f, problems
}

func decode(path string, raw []byte, kind Kind) (*File, diag.List) {
	f := &File{Path: path, Data: raw, Encoding: UTF8}
	if len(raw) > maxSize {
		f.Data = nil
		return f, diag.List{problem("file", f.Whole(), tooLarge, diag.Text{})}
	}
	if kind == BytesFile {
		f.Encoding = Bytes
		return f, nil
	}
	if what, ok := foreign(raw, kind); ok {
		f.Data, f.Foreign = nil, true
		rule := "encoding"
		if kind == TableFile {
			rule = "xlsx"
		}
		return f, diag.List{problem(rule, f.Whole(), what.message, what.hint)}
	}
	if kind == TableFile {
		if l, done := f.decodeTable(); done {
			return f, l
		}
	} else if enc := utf16Mark(raw); enc != "" {
		// It is decoded all the same, so that this is not the only problem said.
		f.Data, f.Encoding = decodeUTF16(raw), enc
		return f, diag.List{problem("encoding", f.Place(0, 1),
			diag.Tf("文件以 %s 保存，应为 UTF-8", "the file is stored as %s, UTF-8 was expected", enc), saveAsUTF8)}
	}
	f.Data = bytes.TrimPrefix(f.Data, []byte("\uFEFF"))
	if enc := unmarkedUTF16(f.Data); enc != "" {
		order := unicode.LittleEndian
		if enc == UTF16BE {
			order = unicode.BigEndian
		}
		if text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(f.Data); err == nil {
			f.Data, f.Encoding = text, enc
			return f, diag.List{problem("encoding", f.Place(0, 1),
				diag.Tf("文件以 %s 保存，缺少标记，应为 UTF-8", "the file is stored as %s without its mark, UTF-8 was expected", enc), saveAsUTF8)}
		}
	}
	first, bad := badBytes(f.Data)
	if bad == 0 {
		if i := bytes.IndexByte(f.Data, 0); i >= 0 {
			return f, diag.List{problem("encoding", f.Place(i, 1),
				diag.T("文件中有空字符（U+0000），不像文本", "a null character (U+0000): this does not look like text"), saveAsUTF8)}
		}
		return f, nil
	}
	hint := saveAsUTF8
	if looksGB18030(f.Data) && !certainlyGB18030(f.Data) {
		message, hint := unsureEncoding(candidates(f.Data))
		at := f.Place(first, 1)
		f.Data = replaceBad(f.Data, bad)
		f.Foreign = kind == TableFile // its rows would only be wrong in turn
		return f, diag.List{problem("encoding", at, message, hint)}
	}
	if looksGB18030(f.Data) {
		if text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(f.Data); err == nil &&
			strings.HasSuffix(path, ".md") && !bytes.ContainsRune(text, utf8.RuneError) {
			f.Data, f.Encoding = text, GB18030
			return f, diag.List{warning("encoding", f.Whole(),
				diag.T("文件以 GB18030（GBK）保存", "the file is stored as GB18030 (GBK)"),
				diag.T("已照此读取；若另存为 UTF-8，就不再提示", "it was read so; saved as UTF-8, this is not said again"))}
		}
		hint = diag.T("文件像是以 GB18030（GBK）保存的，请另存为 UTF-8",
			"the file looks like GB18030 (GBK); save it as UTF-8")
	}
	message := diag.Tf("字节 0x%02X 不是合法的 UTF-8", "byte 0x%02X is not valid UTF-8", f.Data[first])
	if bad > 1 {
		message = diag.Tf("字节 0x%02X 不是合法的 UTF-8（此类字节共 %d 个）",
			"byte 0x%02X is not valid UTF-8 (%d such bytes in all)", f.Data[first], bad)
	}
	f.Data = replaceBad(f.Data, bad)
	return f, diag.List{problem("encoding", f.Place(first, 1), message, hint)}
}

var saveAsUTF8 = diag.T("请在编辑器中将文件另存为 UTF-8", "save the file as UTF-8 in your editor")

// decodeTable recognises what only a table may be stored as. It reports whether
// that settled the file.
func (f *File) decodeTable() (diag.List, bool) {
	switch {
	case bytes.HasPrefix(f.Data, []byte("PK\x03\x04")):
		f.Encoding = Workbook
		return nil, true
	}
	if enc := utf16Mark(f.Data); enc != "" {
		f.Data, f.Encoding = decodeUTF16(f.Data), enc
		return nil, true
	}
	if !utf8.Valid(f.Data) && looksGB18030(f.Data) && certainlyGB18030(f.Data) {
		if text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(f.Data); err == nil {
			f.Data, f.Encoding = text, GB18030
			return f.gbProblems(), true
		}
	}
	return nil, false
}

// gbProblems reports what the decoder could not make sense of.
func (f *File) gbProblems() diag.List {
	i := bytes.IndexRune(f.Data, utf8.RuneError)
	if i < 0 {
		return nil
	}
	return diag.List{problem("encoding", f.Place(i, 1),
		diag.T("此处的字节不是合法的 GB18030", "the bytes here are not valid GB18030"),
		diag.T("请在 Excel 中另存为“CSV UTF-8（逗号分隔）”", "save it in Excel as “CSV UTF-8 (comma delimited)”"))}
}

// utf16Mark returns the encoding that a UTF-16 byte order mark announces.
func utf16Mark(b []byte) Encoding {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return UTF16LE
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return UTF16BE
	}
	return ""
}

func decodeUTF16(b []byte) []byte {
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
	if err != nil { // the decoder replaces and does not fail
		return nil
	}
	return text
}

// badBytes returns the offset of the first byte that is not UTF-8 and how many
// there are.
func badBytes(b []byte) (first, count int) {
	if utf8.Valid(b) {
		return 0, 0
	}
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && size == 1 {
			if count == 0 {
				first = i
			}
			count++
		}
		i += size
	}
	return first, count
}

// replaceBad puts U+FFFD in place of each byte that is not UTF-8, so that
// offsets up to the first one stay true.
func replaceBad(b []byte, count int) []byte {
	out := make([]byte, 0, len(b)+2*count)
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		out = utf8.AppendRune(out, r)
		i += size
	}
	return out
}

// looksGB18030 reports whether bytes that are not UTF-8 are rather GB18030 than
// UTF-8 with some damage. Almost any bytes decode as GB18030, so that is no
// evidence. But Chinese UTF-8 consists of three-byte sequences, and Chinese
// GB18030 read as UTF-8 hardly ever makes one: whichever is more frequent, the
// sequences or the bytes that fit nowhere, tells.
func looksGB18030(b []byte) bool {
	long, bad := 0, 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size >= 3:
			long++
		}
		i += size
	}
	return bad > long
}
