package source

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"atlas/generator/diag"
)

// What is certain is read; of the rest it is said truly what it is, or may be.
func TestEncodings(t *testing.T) {
	const chinese = "id,name\na,北港新区的建设与发展规划，到二〇三〇年人口达到五十万\nb,东湖\n"
	for _, c := range []struct {
		name, text string
		code       encoding.Encoding
		read       bool
		says       string
	}{
		{"GB18030", chinese, simplifiedchinese.GB18030, true, ""},
		{"a rare name in GB18030", "id,name\na,鄠邑区\nb,汧阳县\nc,盩厔县与北港，都在河的南岸，靠近山地\n", simplifiedchinese.GB18030, true, ""},
		{"GB18030, short", "id,name\na,北港\n", simplifiedchinese.GB18030, true, ""},
		{"Big5", "id,name\na,臺灣海峽兩岸的經濟發展與規劃，人口五十萬\nb,東湖\n", traditionalchinese.Big5, false, "stored as Big5, as it seems"},
		{"Shift-JIS", "id,name\na,これは日本語のテキストです\nb,カタカナ\n", japanese.ShiftJIS, false, "stored as Shift-JIS, as it seems"},
		{"Windows-1252", "id,name\na,Café Zürich\nb,señor à la carte\n", charmap.Windows1252, false, "stored as Windows-1252, as it seems"},
		{"EUC-KR", "id,name\na,한국어로 쓴 문장입니다 그리고 또 다른 문장도 있습니다\n", korean.EUCKR, false, "GB18030, EUC-KR"},
		{"UTF-16 without its mark", chinese, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), false, "stored as UTF-16LE without its mark"},
		{"UTF-16 without its mark, the other way", chinese, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), false, "stored as UTF-16BE without its mark"},
	} {
		raw, err := c.code.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatal(c.name, err)
		}
		for _, kind := range []Kind{TableFile, TextFile} {
			f, l := Decode("t.md", raw, kind)
			if c.read {
				if string(f.Data) != c.text || l.Count(diag.Error) > 0 {
					t.Errorf("%s: %q %v", c.name, f.Data, l)
				}
				continue
			}
			if len(l) != 1 || l[0].Severity != diag.Error || !strings.Contains(l[0].Message.EN, c.says) {
				t.Errorf("%s as %d: %v", c.name, kind, l)
			}
		}
	}
}

// No number is advised that may be another.
func TestNumberHint(t *testing.T) {
	for s, want := range map[string]string{
		"1.234,56":  "write 1234.56, with a point and without separators",
		"1 234,5":   "write 1234.5, with a point and without separators",
		"1,5":       "write 1.5, with a point",
		"1,234":     "write 1234 if the comma parts thousands, 1.234 if it is the decimal mark",
		"1,234.5":   "write 1234.5, without separators",
		"12 34":     "write it without separators of thousands, with a point before decimals",
		"1 234,567": "write it without separators of thousands, with a point before decimals",
		"1.234,567": "write it without separators of thousands, with a point before decimals",
	} {
		if got := numberHint(s).EN; got != want {
			t.Errorf("%s: %s, not %s", s, got, want)
		}
	}
}
