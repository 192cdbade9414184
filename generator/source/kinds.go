package source

import (
	"bytes"

	"atlas/generator/diag"
)

// foreignKind says what a file is that is none of those that are read, and how to
// get one of them.
type foreignKind struct{ message, hint diag.Text }

var (
	asTable = diag.T("表格读 CSV、.xlsx 和 .ods：请在 Excel、WPS 或 LibreOffice 中另存为 .xlsx 或“CSV UTF-8”，不设密码",
		"tables are CSV, .xlsx or .ods: save it from Excel, WPS or LibreOffice as .xlsx or “CSV UTF-8”, without a password")
	asText = diag.T("正文是 Markdown：把文字复制到文本编辑器，存为 UTF-8 的 .md 文件",
		"texts are Markdown: copy the text into a text editor and save it as .md in UTF-8")
	asLayer = diag.T("图层读 GeoJSON 和打包成 .zip 的 Shapefile：请在 QGIS 等软件中导出为其中一种",
		"layers are GeoJSON or a Shapefile packed as .zip: export one of the two from QGIS or the like")
	asZip = diag.T("图层读打包成 .zip 的 Shapefile：把 .shp、.dbf、.shx、.prj 一起压缩成一个 .zip，file 写它的名字",
		"a Shapefile is read from a .zip: pack .shp, .dbf, .shx and .prj into one, and name it as the file")
)

// wanted says what is wanted of a file of a kind.
func (k Kind) wanted() diag.Text {
	switch k {
	case TableFile:
		return asTable
	case LayerFile:
		return asLayer
	}
	return asText
}

// foreign recognises, by its first bytes, a file that no text or table can be.
// For a kind of a table a workbook of Excel or LibreOffice is none.
func foreign(b []byte, kind Kind) (foreignKind, bool) {
	say := func(zh, en string) (foreignKind, bool) {
		return foreignKind{diag.T("这是"+zh+"，不能照原样读取", "this is "+en+", which is not read as it is"), kind.wanted()}, true
	}
	has := func(s string) bool { return bytes.HasPrefix(b, []byte(s)) }
	switch {
	case has("\xD0\xCF\x11\xE0"):
		if kind == TableFile {
			return say("旧格式的工作簿（.xls、.et）或加了密码的工作簿", "an old workbook (.xls, .et) or one with a password")
		}
		return say("旧格式的 Office 文件（.doc、.xls、.wps、.et）或加了密码的文件", "an old office document (.doc, .xls, .wps, .et) or one with a password")
	case has("PK\x03\x04"):
		return zipKind(b, kind, say)
	case has("%PDF-"):
		return say(" PDF", "a PDF")
	case has("SQLite format 3\x00"):
		return say(" GeoPackage（.gpkg）或别的 SQLite 数据库", "a GeoPackage (.gpkg) or another SQLite database")
	case has("\x00\x00\x27\x0A\x00\x00\x00\x00"):
		k, ok := say(" Shapefile 的 .shp，缺了与它一起的文件", "the .shp of a Shapefile, without the files that belong to it")
		if kind == LayerFile {
			k.hint = asZip
		}
		return k, ok
	case has("\x89PNG\r\n"), has("\xFF\xD8\xFF"), has("GIF8"), has("II*\x00"), has("MM\x00*"), has("BM") && len(b) > 14 && b[6] == 0 && b[7] == 0 && b[8] == 0,
		has("RIFF") && len(b) > 12 && string(b[8:12]) == "WEBP":
		return say("图片", "a picture")
	case has("{\\rtf"):
		return say("写字板或 Word 的 .rtf", "an .rtf of a word processor")
	case has("Rar!"), has("7z\xBC\xAF"), has("\x1F\x8B"):
		return say("压缩文件（RAR、7z 或 gzip）", "an archive (RAR, 7z or gzip)")
	case has("\x03") && len(b) > 32 && b[2] >= 1 && b[2] <= 12 && b[3] >= 1 && b[3] <= 31 && bytes.IndexByte(b[:32], 0) > 0:
		return say(" dBASE 表（.dbf）", "a dBASE table (.dbf)")
	}
	return foreignKind{}, false
}

// zipKind tells the kinds of files that are zip archives by what is in them.
func zipKind(b []byte, kind Kind, say func(zh, en string) (foreignKind, bool)) (foreignKind, bool) {
	has := func(s string) bool { return bytes.Contains(b, []byte(s)) }
	switch {
	case has("word/document.xml"):
		return say(" Word 文档（.docx）", "a Word document (.docx)")
	case has("ppt/presentation.xml"):
		return say("演示文稿（.pptx）", "a presentation (.pptx)")
	case has("application/vnd.oasis.opendocument.text"):
		return say("文字文档（.odt）", "a text document (.odt)")
	case has("application/vnd.oasis.opendocument.presentation"):
		return say("演示文稿（.odp）", "a presentation (.odp)")
	case has("xl/workbook.xml"), has("application/vnd.oasis.opendocument.spreadsheet"):
		if kind == TableFile {
			return foreignKind{}, false
		}
		return say("工作簿（.xlsx 或 .ods）", "a workbook (.xlsx or .ods)")
	case has("xl/workbook.bin"):
		return say("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")
	case has("doc.kml"):
		return say(" KMZ", "a KMZ")
	}
	if kind == TableFile {
		return foreignKind{}, false
	}
	return say("压缩文件（.zip）", "a .zip archive")
}
