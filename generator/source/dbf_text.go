package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"atlas/generator/diag"
)

// dbfCodes are the names by which a .cpg calls the encodings that are known.
// What ArcGIS and others write for want of anything better tells nothing.
var dbfCodes = map[string]encoding.Encoding{
	"utf8": unicode.UTF8, "65001": unicode.UTF8, "cp65001": unicode.UTF8,
	"gbk": simplifiedchinese.GB18030, "gb2312": simplifiedchinese.GB18030, "gb18030": simplifiedchinese.GB18030, "euccn": simplifiedchinese.GB18030,
	"936": simplifiedchinese.GB18030, "cp936": simplifiedchinese.GB18030, "ansi936": simplifiedchinese.GB18030, "oem936": simplifiedchinese.GB18030,
	"windows936": simplifiedchinese.GB18030, "54936": simplifiedchinese.GB18030, "cp54936": simplifiedchinese.GB18030,
	"big5": traditionalchinese.Big5, "950": traditionalchinese.Big5, "cp950": traditionalchinese.Big5, "ansi950": traditionalchinese.Big5, "oem950": traditionalchinese.Big5,
}

// encoding is what the table's texts are stored in: what the .cpg says, else the
// language byte of the .dbf, else what the bytes are valid as. Where the bytes
// are not what is claimed, but something else, that is reported.
func (r *shapeReader) encoding(t *dbfTable, names [][]byte, language byte) encoding.Encoding {
	var text []byte // all texts, one after another
	for _, n := range names {
		text = append(append(text, wholeCharacters(n)...), '\n')
	}
	for i, rec := range t.raw {
		for _, f := range t.fields {
			if f.kind == 'C' && !t.gone[i] {
				text = append(append(text, wholeCharacters(trimText(rec[f.at:f.at+f.len]))...), '\n')
			}
		}
	}
	isUTF8 := utf8.Valid(text)
	plain := isUTF8 && utf8.RuneCount(text) == len(text)
	code, says := encoding.Encoding(nil), ""
	cpg, _, _ := strings.Cut(strings.TrimSpace(strings.TrimPrefix(string(r.parts[".cpg"]), "\uFEFF")), "\n")
	name := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(strings.TrimSpace(cpg)))
	if code = dbfCodes[name]; code != nil {
		says = ".cpg"
	} else {
		switch language {
		case 0x4D, 0x7A:
			code, says = simplifiedchinese.GB18030, ".dbf"
		case 0x4F, 0x78:
			code, says = traditionalchinese.Big5, ".dbf"
		}
	}
	set := func(c encoding.Encoding) encoding.Encoding {
		r.layer.Stored = codeName(c)
		return c
	}
	other := func(c encoding.Encoding) encoding.Encoding {
		r.member("shapefile-encoding", ".dbf",
			diag.Tf("%[1]s 说属性表以 %[2]s 保存，字节却是 %[3]s；按 %[3]s 读取", "the %[1]s says that the table is stored as %[2]s, but the bytes are %[3]s and are read as that", says, codeName(code), codeName(c)),
			diag.T("请核对属性表中的汉字", "look whether the names in the table are right"))
		r.soften()
		return set(c)
	}
	switch {
	case plain:
		return set(unicode.UTF8)
	case code == unicode.UTF8 && !isUTF8 && decodes(simplifiedchinese.GB18030, text):
		return other(simplifiedchinese.GB18030)
	case code != nil && code != unicode.UTF8 && isUTF8 && !looksGB18030(text) && utf8.RuneCount(text) < len(text)-6:
		return other(unicode.UTF8)
	case code != nil && decodes(code, text):
		return set(code)
	case isUTF8:
		return set(unicode.UTF8)
	case decodes(simplifiedchinese.GB18030, text):
		return set(simplifiedchinese.GB18030)
	}
	r.member("shapefile-encoding", ".dbf", diag.T("属性表的文字既不是 UTF-8，也不是 GB18030（GBK）", "the texts of the table are neither UTF-8 nor GB18030 (GBK)"),
		diag.T("请在 GIS 软件中另存为 UTF-8 编码的 Shapefile", "save the Shapefile in UTF-8 from your GIS software"))
	return charmap.ISO8859_1
}

func codeName(c encoding.Encoding) Encoding {
	switch c {
	case simplifiedchinese.GB18030:
		return GB18030
	case traditionalchinese.Big5:
		return Big5
	}
	return UTF8
}

// decodes reports whether bytes are valid in an encoding.
func decodes(c encoding.Encoding, b []byte) bool {
	if c == unicode.UTF8 {
		return utf8.Valid(b)
	}
	s, err := c.NewDecoder().Bytes(b)
	return err == nil && !strings.ContainsRune(string(s), utf8.RuneError)
}

// trimText takes the padding off a text.
func trimText(b []byte) []byte {
	return []byte(strings.TrimRight(strings.TrimLeft(string(b), " "), " \x00"))
}

// wholeCharacters leaves out a last character that is cut off in its middle,
// which happens where a field is too narrow.
func wholeCharacters(b []byte) []byte {
	if utf8.Valid(b) {
		return b
	}
	for cut := 1; cut <= 3 && cut <= len(b); cut++ { // UTF-8
		if utf8.Valid(b[:len(b)-cut]) && utf8.RuneStart(b[len(b)-cut]) && !utf8.FullRune(b[len(b)-cut:]) {
			return b[:len(b)-cut]
		}
	}
	i := 0
	for i < len(b) { // GB18030 and Big5: two bytes, or four where the second is a digit
		n := 1
		if b[i] >= 0x81 {
			n = 2
			if i+1 < len(b) && b[i+1] >= '0' && b[i+1] <= '9' {
				n = 4
			}
		}
		if i+n > len(b) {
			return b[:i]
		}
		i += n
	}
	return b
}

// decodeText decodes a text and reports whether it is whole.
func decodeText(c encoding.Encoding, raw []byte) (text string, whole bool) {
	b := trimText(raw)
	w := wholeCharacters(b)
	whole = len(w) == len(b)
	s, err := c.NewDecoder().Bytes(w)
	if err != nil {
		return strings.ToValidUTF8(string(w), "\uFFFD"), whole
	}
	return strings.ToValidUTF8(string(s), "\uFFFD"), whole
}
