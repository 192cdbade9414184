package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"atlas/generator/diag"
)

// LayerOptions say what a layer's file does not say itself.
type LayerOptions struct {
	ID     string // the property that holds the features' ids; "" for none
	Member string // which Shapefile of a zip file with several, without its suffix
	CRS    string // the coordinate system, as EPSG:4545; "" for what the .prj says
	// Shifted reports whether it is known that the coordinates are of a datum
	// that lies off WGS84 and CGCS2000, such as Xian80, and wanted all the same.
	Shifted func(datum string) bool
}

// ReadShapefile reads a zipped Shapefile: the .shp with .dbf, .shx, .prj and
// .cpg beside it, in whatever folder of the zip file. What a feature is, and its
// ID, is as in ReadGeoJSON; coordinates are turned into degrees; the rings of a
// polygon are sorted into outer ones, anticlockwise, and their holes. A record's
// place has its number as the line and its attributes as the text.
//
// The layer is never nil. A record that is marked as deleted is left out.
// Source: ESRI Shapefile Technical Description (1998).
func ReadShapefile(f *File, opt LayerOptions) (*Layer, diag.List) {
	r := &shapeReader{layer: &Layer{File: f}, opt: opt, rows: &sheet{path: f.Path}}
	if r.open() {
		r.read()
	}
	return r.layer, sorted(r.problems)
}

// shapeReader reads one Shapefile.
type shapeReader struct {
	layer    *Layer
	opt      LayerOptions
	name     string            // of the .shp in the zip file, without its suffix
	parts    map[string][]byte // the bytes of the members by suffix, .shp and so on
	rows     *sheet            // the attributes as text, for places
	unpacker *unpacker
	problems diag.List
}

// whole adds an error about the zip file as a whole.
func (r *shapeReader) whole(rule string, message, hint diag.Text) {
	r.problems.Add(problem(rule, r.layer.File.Whole(), message, hint))
}

// member adds an error about one of the zip file's members.
func (r *shapeReader) member(rule, suffix string, message, hint diag.Text) {
	name := path.Base(r.name) + suffix
	r.whole(rule, diag.Text{ZH: name + "：" + message.ZH, EN: name + ": " + message.EN}, hint)
}

// record adds an error about a record, from 0, of one of the members.
func (r *shapeReader) record(rule, suffix string, i int, message, hint diag.Text) {
	name := path.Base(r.name) + suffix
	r.problems.Add(problem(rule, r.rows.locate(int32(i), 0), diag.Text{
		ZH: name + " 第 " + strconv.Itoa(i+1) + " 条记录：" + message.ZH,
		EN: name + ", record " + strconv.Itoa(i+1) + ": " + message.EN}, hint))
}

// soften makes the last problem a warning.
func (r *shapeReader) soften() { r.problems[len(r.problems)-1].Severity = diag.Warning }

// open finds the Shapefile in the zip file and unpacks it.
func (r *shapeReader) open() bool {
	data := r.layer.File.Data
	hint := diag.T("请用 GIS 软件重新导出，打包成普通的 .zip", "export it again from your GIS software and pack it as a plain .zip")
	switch {
	case len(data) == 0:
		r.whole("shapefile-zip", diag.T("文件是空的", "the file is empty"), hint)
		return false
	case bytes.HasPrefix(data, []byte("Rar!")), bytes.HasPrefix(data, []byte("7z\xBC\xAF")):
		r.whole("shapefile-zip", diag.T("这是改了后缀的 RAR 或 7z 压缩包，不是 .zip", "this is a RAR or 7z archive with another suffix, no .zip"),
			diag.T("请解开后重新打包成 .zip", "unpack it and pack it again as .zip"))
		return false
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		r.whole("shapefile-zip", diag.T("不是 zip 文件，或者已损坏、不完整", "this is no zip file, or it is damaged or cut off"), hint)
		return false
	}
	files := map[string]*zip.File{} // by name in small letters
	var names, shapes []string
	for _, m := range z.File {
		name := memberName(m)
		base := path.Base(name)
		if strings.HasSuffix(m.Name, "/") || strings.HasPrefix(base, "._") || strings.Contains(name, "__MACOSX/") {
			continue
		}
		files[strings.ToLower(name)] = m
		names = append(names, name)
		if suffix := path.Ext(name); strings.EqualFold(suffix, ".shp") {
			shapes = append(shapes, strings.TrimSuffix(name, suffix))
		}
	}
	slices.Sort(shapes)
	if !r.choose(shapes, names) {
		return false
	}
	r.parts, r.unpacker = map[string][]byte{}, newUnpacker(len(data), shapeRatio)
	for _, suffix := range []string{".shp", ".shx", ".dbf", ".prj", ".cpg"} {
		if m := files[strings.ToLower(r.name)+suffix]; m != nil && !r.unpack(m, suffix) {
			return false
		}
	}
	return true
}

// choose picks the Shapefile that is meant.
func (r *shapeReader) choose(shapes, names []string) bool {
	if r.opt.Member != "" {
		for _, s := range shapes {
			if strings.EqualFold(path.Base(s), r.opt.Member) || strings.EqualFold(s, r.opt.Member) {
				r.name = s
				return true
			}
		}
		var bases []string
		for _, s := range shapes {
			bases = append(bases, path.Base(s))
		}
		r.whole("shapefile-zip", diag.Tf("zip 文件里没有 %s.shp", "the zip file has no %s.shp", r.opt.Member), diag.DidYouMean(r.opt.Member, bases))
		return false
	}
	switch len(shapes) {
	case 1:
		r.name = shapes[0]
		return true
	case 0:
		slices.Sort(names)
		has := diag.T("里面什么也没有", "it is empty")
		if len(names) > 0 {
			more := ""
			if len(names) > 5 {
				names, more = names[:5], " …"
			}
			has = diag.Tf("里面有：%s", "it holds: %s", strings.Join(names, ", ")+more)
		}
		r.whole("shapefile-zip", diag.T("zip 文件里没有 .shp", "there is no .shp in the zip file"), has)
	default:
		r.whole("shapefile-zip", diag.Tf("zip 文件里有 %d 个 .shp", "there are %d .shp in the zip file", len(shapes)),
			diag.Tf("请在 layers.yaml 中写明用哪一个，如 member: %s", "say in layers.yaml which is meant: member: %s", path.Base(shapes[0])))
	}
	return false
}

// memberName is a member's name; Windows writes Chinese ones in GBK, and some
// programs part folders by backslashes.
func memberName(m *zip.File) string {
	name := m.Name
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil {
			name = s
		}
	}
	return strings.ReplaceAll(name, `\`, "/")
}

// shapeRatio is how many times its own size a zipped Shapefile may unpack to; that
// also bounds what is made of it. Coordinates pack to a half, wide columns of
// blanks to a hundredth.
const shapeRatio = 200

// unpack takes a member out of the zip file.
func (r *shapeReader) unpack(m *zip.File, suffix string) bool {
	again := diag.T("请不加密码、用普通方式重新打包", "pack it again in the ordinary way, without a password")
	if m.Flags&1 != 0 {
		r.member("shapefile-zip", suffix, diag.T("加了密码，无法读取", "it is locked by a password"), again)
		return false
	}
	in, err := r.unpacker.open(m)
	if errors.Is(err, zip.ErrAlgorithm) {
		r.member("shapefile-zip", suffix, diag.T("压缩方法不通用，无法解开", "it is packed by an uncommon method"), again)
		return false
	}
	var data []byte
	if err == nil {
		data, err = io.ReadAll(io.LimitReader(in, math.MaxInt32))
		_ = in.Close() // nothing was written
	}
	if errors.Is(err, errBomb) {
		r.member("shapefile-zip", suffix, diag.Tf("解开后超过 zip 文件自身的 %d 倍，没有去读", "unpacked it is more than %d times as large as the zip file, and was not read", shapeRatio),
			diag.T("图层不会这样大：请重新导出、打包", "no layer is so large: export it again and pack it anew"))
		return false
	}
	if err != nil {
		r.member("shapefile-zip", suffix, diag.T("已损坏，无法解开", "it is damaged and cannot be unpacked"),
			diag.T("请重新打包；文件可能没有传完整", "pack it again; the file may not have been copied whole"))
		return false
	}
	r.parts[suffix] = data
	return true
}
