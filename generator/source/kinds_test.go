package source

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xuri/excelize/v2"

	"atlas/generator/diag"
)

// zipped is a zip file with these members.
func zipped(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		if _, err := z.CreateHeader(&zip.FileHeader{Name: m, Method: zip.Store}); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file of a kind that is not read is known by its first bytes, is not read, and
// gets a hint of its own, which never is to save it as UTF-8.
func TestForeignFiles(t *testing.T) {
	book := workbook(t, func(*excelize.File) {}).Data
	for _, c := range []struct {
		data string
		en   string
		zh   string
	}{
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old ", "旧格式"},
		{string(zipped(t, "word/document.xml")), "a Word document (.docx)", "Word 文档（.docx）"},
		{string(zipped(t, "ppt/presentation.xml")), "a presentation (.pptx)", "演示文稿（.pptx）"},
		{"%PDF-1.7\n\xe2\xe3", "a PDF", " PDF"},
		{"SQLite format 3\x00\x10\x00", "a GeoPackage (.gpkg)", "GeoPackage（.gpkg）"},
		{"\x00\x00\x27\x0A\x00\x00\x00\x00\x00\x00", "the .shp of a Shapefile", "Shapefile 的 .shp"},
		{"\x89PNG\r\n\x1a\n", "a picture", "图片"},
		{"\xFF\xD8\xFF\xE0", "a picture", "图片"},
		{"{\\rtf1\\ansi", "an .rtf", ".rtf"},
		{"Rar!\x1a\x07", "an archive", "压缩文件"},
	} {
		for kind, hint := range map[Kind]string{TableFile: asTable.EN, TextFile: asText.EN, LayerFile: asLayer.EN} {
			f, l := Open(fstest.MapFS{"f": {Data: []byte(c.data)}}, "f", kind)
			if f != nil || len(l) != 1 || !strings.Contains(l[0].Message.EN, c.en) || !strings.Contains(l[0].Message.ZH, c.zh) || l[0].Severity != diag.Error {
				t.Errorf("%q as %d: %v %v", c.data[:6], kind, f, l)
				continue
			}
			if strings.Contains(c.en, ".shp") && kind == LayerFile {
				hint = asZip.EN
			}
			if l[0].Hint.EN != hint || strings.Contains(l[0].Hint.EN, "save it as UTF-8") {
				t.Errorf("%q as %d: %s", c.data[:6], kind, l[0].Hint.EN)
			}
		}
	}
	for _, c := range []struct {
		data string
		kind Kind
	}{{string(book), TableFile}, {"BM,PK\n", TableFile}, {"\x03# a", TextFile}, {"{\"type\":1}", LayerFile}, {"GI\n", TextFile}} {
		if what, ok := foreign([]byte(c.data), c.kind); ok {
			t.Errorf("%.6q is taken for %v", c.data, what)
		}
	}
	if what, ok := foreign(book, TextFile); !ok || !strings.Contains(what.message.EN, "a workbook") {
		t.Error(fmt.Sprint(what))
	}
}

// A zip file that unpacks to far more than its size is refused before that fills
// the memory.
func TestBombs(t *testing.T) {
	zeros := func(names ...string) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		block := make([]byte, 1<<20)
		for _, n := range names {
			w, err := z.Create(n)
			for i := 0; i < 40 && err == nil; i++ {
				_, err = w.Write(block)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	_, l := ReadShapefile(&File{Path: "z.zip", Data: zeros("a.shp", "a.shx", "a.dbf")}, LayerOptions{})
	if len(l) != 1 || l[0].Message.EN != "a.shx: unpacked it is more than 200 times as large as the zip file, and was not read" {
		t.Error(l)
	}
	_, l = ReadTable(&File{Path: "z.xlsx", Data: zeros("xl/workbook.xml", "xl/sharedStrings.xml"), Encoding: Workbook})
	if len(l) != 1 || l[0].Rule != "xlsx" {
		t.Error(l)
	}
}
