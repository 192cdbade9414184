package site

import (
	"hash"
	"io/fs"
	"path"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/page"
	"atlas/generator/picture"
)

// Pictures says what became of the pictures for sharing, which are made for a
// release.
type Pictures struct {
	picture.Report
	None diag.Text // why there are none; zero where there are some
}

// painter makes the pictures of a release; nil, with the reason in s.pictures,
// where they cannot be made.
func (s *Site) painter(a *atlas.Atlas) (page.Painter, error) {
	s.pictures, s.studies = Pictures{}, nil
	if a.Site.URL == "" {
		s.pictures.None = diag.T("没有制作分享图片：content/site.yaml 没有写 url，而图片要用完整网址引用",
			"no pictures for sharing were made: content/site.yaml has no url, and pages name pictures by absolute addresses")
		return nil, nil
	}
	fsys := s.modules.FS
	if file := picture.Missing(fsys); file != "" {
		s.pictures.None = diag.Tf("没有制作分享图片：没有 %s；用 npm ci 安装", "no pictures for sharing were made: there is no %s; npm ci installs it", file)
		return nil, nil
	}
	if s.tools == nil {
		var err error
		if s.tools, err = picture.ReadTools(fsys); err != nil {
			return nil, err
		}
	}
	s.studies = s.tools.Studio(picture.ReadPalette(s.layouts.Tokens), s.cache)
	return s.studies, nil
}

// painted sums up the pictures and frees what made them.
func (s *Site) painted() Pictures {
	if s.studies != nil {
		s.pictures.Report = s.studies.Report()
		s.studies = nil
	}
	if s.tools != nil && !s.toolsLent {
		_ = s.tools.Close()
		s.tools = nil
	}
	return s.pictures
}

// hashPictures hashes what pictures are made with, by the versions that npm says
// are installed: the files themselves are twenty megabytes.
func (s *Site) hashPictures(h hash.Hash) {
	fsys := s.modules.FS
	h.Write([]byte("pictures " + picture.Missing(fsys) + "\n"))
	for _, p := range picture.Packages {
		data, _ := fs.ReadFile(fsys, path.Join("node_modules", p, "package.json"))
		h.Write(data)
	}
}
