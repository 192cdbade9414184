package site

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"html"
	"io"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"atlas/generator/atlas"
	"atlas/generator/witness"
)

// office turns files of the sample into those that an office has: a table as a
// workbook, one in the encoding of Excel in China, a layer as a zipped Shapefile;
// and it gives the site a witness.
func (t tree) office() {
	const tables, layers = "data/datapackage.yaml", "data/geo/layers.yaml"
	rows := [][]string{}
	for line := range strings.Lines(string(t["data/glossary.csv"])) {
		rows = append(rows, strings.Split(strings.TrimSpace(line), ","))
	}
	t["data/glossary.xlsx"] = workbook(rows)
	delete(t, "data/glossary.csv")
	t[tables] = bytes.Replace(t[tables], []byte("path: glossary.csv"), []byte("path: glossary.xlsx"), 1)

	t["data/projects.csv"] = must(simplifiedchinese.GB18030.NewEncoder().Bytes(t["data/projects.csv"]))

	t["data/geo/rivers.zip"] = shapefile("bixi-river", [][2]float64{{150.3, 20.52}, {150.33, 20.43}, {150.41, 20.34}, {150.5, 20.28}, {150.58, 20.2}, {150.63, 19.98}})
	delete(t, "data/geo/rivers.geojson")
	t[layers] = bytes.Replace(t[layers], []byte("file: rivers.geojson"), []byte("file: rivers.zip"), 1)

	t[witnessPath] = []byte("\n")
	t.witnessed("")
	a, problems := atlas.NewLoader(newDisk(t)).Load()
	if a == nil {
		panic(problems)
	}
	text, _ := witness.Text(a)
	t[witnessPath] = []byte(text)
	t.witnessed(witness.Sum(t[witnessPath]))
}

const witnessPath = "content/witness.txt"

var witnessLine = regexp.MustCompile(`(?m)^witness: .*\n`)

// witnessed writes into site.yaml which checksum the witness has.
func (t tree) witnessed(sum string) {
	const p = "content/site.yaml"
	t[p] = slices.Concat(witnessLine.ReplaceAll(t[p], nil), fmt.Appendf(nil, "witness: {file: %s, language: zh, sha256: %q}\n", witnessPath, sum))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// pack makes a zip file of members, in the order of their names.
func pack(members map[string][]byte) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		_ = must(must(w.Create(name)).Write(members[name]))
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// unpack is nil where the file is no zip file that can be read.
func unpack(data []byte) map[string][]byte {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil
	}
	members := map[string][]byte{}
	for _, f := range r.File {
		m, err := f.Open()
		if err != nil {
			return nil
		}
		if members[f.Name], err = io.ReadAll(m); err != nil {
			return nil
		}
	}
	return members
}

// workbook is an XLSX file with one sheet.
func workbook(rows [][]string) []byte {
	var sheet strings.Builder
	for _, row := range rows {
		sheet.WriteString("<row>")
		for _, cell := range row {
			fmt.Fprintf(&sheet, `<c t="inlineStr"><is><t>%s</t></is></c>`, html.EscapeString(cell))
		}
		sheet.WriteString("</row>")
	}
	const (
		head   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
		main   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
		parts  = `xmlns="http://schemas.openxmlformats.org/package/2006/relationships"`
		kind   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	)
	return pack(map[string][]byte{
		"[Content_Types].xml": []byte(head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + kind + `sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + kind + `worksheet+xml"/></Types>`),
		"_rels/.rels":                []byte(head + `<Relationships ` + parts + `><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		"xl/_rels/workbook.xml.rels": []byte(head + `<Relationships ` + parts + `><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`),
		"xl/workbook.xml":            []byte(head + `<workbook ` + main + ` xmlns:r="` + office + `"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/worksheets/sheet1.xml":   []byte(head + `<worksheet ` + main + `><sheetData>` + sheet.String() + `</sheetData></worksheet>`),
	})
}

// shapefile is a zipped Shapefile with one line and one column, code.
func shapefile(code string, line [][2]float64) []byte {
	le, be := binary.LittleEndian, binary.BigEndian
	record := le.AppendUint32(nil, 3)
	record = append(record, make([]byte, 32)...)
	for _, n := range []int{1, len(line), 0} { // parts, points, where the part begins
		record = le.AppendUint32(record, uint32(n))
	}
	for _, p := range line {
		record = le.AppendUint64(le.AppendUint64(record, math.Float64bits(p[0])), math.Float64bits(p[1]))
	}
	file := func(body []byte) []byte {
		head := make([]byte, shpHead)
		be.PutUint32(head, 9994)
		be.PutUint32(head[24:], uint32((shpHead+len(body))/2))
		le.PutUint32(head[28:], 1000)
		le.PutUint32(head[32:], 3)
		return append(head, body...)
	}
	size := uint32(len(record) / 2)
	column := make([]byte, 32)
	copy(column, "code")
	column[11], column[16] = 'C', 20
	rows := make([]byte, 32)
	rows[0], rows[4], rows[8], rows[10] = 3, 1, 32+32+1, 21
	return pack(map[string][]byte{
		"rivers.shp": file(append(be.AppendUint32(be.AppendUint32(nil, 1), size), record...)),
		"rivers.shx": file(be.AppendUint32(be.AppendUint32(nil, shpHead/2), size)),
		"rivers.dbf": slices.Concat(rows, column, fmt.Appendf(nil, "\r %-20s\x1a", code)),
		"rivers.cpg": []byte("GBK"),
		"rivers.prj": []byte(`GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`),
	})
}

// The head of a .shp file, and what stands before the first point of a line.
const shpHead, shpPoints = 100, 100 + 8 + 48

var workbookCell = regexp.MustCompile(`<t>[^<]*</t>`)

// packed changes a workbook or a zipped Shapefile.
func (w *people) packed() (string, map[string][]byte) {
	p := w.pick("data/", []string{".xlsx", ".zip"}[w.r.IntN(2)])
	if p == "" {
		return "", nil
	}
	members := unpack(w.now[p])
	if members == nil || w.r.IntN(6) == 0 {
		data := slices.Clone(w.now[p])
		if len(data) == 0 || w.r.IntN(2) == 0 {
			return "half of " + p, map[string][]byte{p: data[:len(data)/2]}
		}
		data[w.r.IntN(len(data))] ^= 1 << w.r.IntN(8)
		return "a bit of " + p, map[string][]byte{p: data}
	}
	names := slices.Sorted(maps.Keys(members))
	for _, name := range []string{"rivers.shp", "xl/worksheets/sheet1.xml"} { // more often than the others
		if members[name] != nil {
			names = append(names, name, name, name, name)
		}
	}
	name := names[w.r.IntN(len(names))]
	data := slices.Clone(members[name])
	cells := workbookCell.FindAllIndex(data, -1)
	switch {
	case w.r.IntN(12) == 0:
		delete(members, name)
		return "no " + name + " in " + p, map[string][]byte{p: pack(members)}
	case path.Ext(name) == ".shp" && len(data) > shpPoints+8:
		at := shpPoints + 8*w.r.IntN((len(data)-shpPoints)/8)
		v := math.Float64frombits(binary.LittleEndian.Uint64(data[at:]))
		binary.LittleEndian.PutUint64(data[at:], math.Float64bits(v+w.r.Float64()-0.5))
	case len(cells) > 0:
		at := cells[w.r.IntN(len(cells))]
		data = slices.Concat(data[:at[0]+3], []byte(html.EscapeString(w.word())), data[at[1]-4:])
	case len(data) > 0:
		data[w.r.IntN(len(data))] ^= 1 << w.r.IntN(8)
	}
	members[name] = data
	return "something of " + name + " in " + p, map[string][]byte{p: pack(members)}
}

// ofWitness changes the witness, as a rule together with its checksum.
func (w *people) ofWitness() (string, map[string][]byte) {
	what, to := w.inText("content/", ".txt")
	if to == nil || to[witnessPath] == nil || w.r.IntN(3) == 0 {
		return what, to
	}
	t := maps.Clone(w.now)
	t.witnessed(witness.Sum(to[witnessPath]))
	to["content/site.yaml"] = t["content/site.yaml"]
	return what + " and its checksum", to
}
