package site

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"atlas/generator/diag"
	"atlas/generator/page"
	"atlas/generator/source"
)

// assets are the style sheet, the icon and the scripts, ready to be written. The
// scripts are bundled as classic ones, because from disk a page can load no
// modules.
func assets(fsys fs.FS) ([]page.File, diag.List) {
	var files []page.File
	var problems diag.List
	add := func(p string, data []byte) {
		files = append(files, page.File{Path: p, Make: func() ([]byte, error) { return data, nil }})
	}
	css, more := styles(fsys)
	problems.Add(more...)
	add("assets/atlas.css", css)
	if icon, err := fs.ReadFile(fsys, "templates/icon.svg"); err == nil {
		add("assets/icon.svg", icon)
	}
	for _, name := range []string{"theme", "atlas", "search"} {
		p := "templates/scripts/" + name + ".ts"
		ts, err := fs.ReadFile(fsys, p)
		if err != nil {
			problems.Add(missing(p))
			continue
		}
		r := api.Build(api.BuildOptions{
			Stdin:             &api.StdinOptions{Contents: string(ts), Sourcefile: p, Loader: api.LoaderTS},
			Plugins:           []api.Plugin{fromFS(fsys)},
			Bundle:            true,
			Format:            api.FormatIIFE,
			Target:            api.ES2020,
			MinifyWhitespace:  true,
			MinifySyntax:      true,
			MinifyIdentifiers: true,
			LegalComments:     api.LegalCommentsNone,
			LogLevel:          api.LogLevelSilent,
		})
		problems.Add(messages(r.Errors)...)
		if len(r.OutputFiles) > 0 {
			add("assets/"+name+".js", r.OutputFiles[0].Contents)
		}
	}
	return files, problems
}

// styles joins templates/styles/*.css, in the order of their names, to one sheet.
func styles(fsys fs.FS) ([]byte, diag.List) {
	var out []byte
	var problems diag.List
	names, err := fs.Glob(fsys, "templates/styles/*.css")
	if err != nil || len(names) == 0 {
		problems.Add(missing("templates/styles"))
	}
	for _, name := range names {
		css, err := fs.ReadFile(fsys, name)
		if err != nil {
			problems.Add(missing(name))
			continue
		}
		r := api.Transform(string(css), api.TransformOptions{Loader: api.LoaderCSS, Sourcefile: name,
			MinifyWhitespace: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
		problems.Add(messages(append(r.Errors, r.Warnings...))...)
		out = append(out, r.Code...)
	}
	return out, problems
}

func missing(file string) diag.Problem {
	return diag.Problem{Rule: "file", Place: diag.Place{File: file},
		Message: diag.T("没有这个文件", "there is no such file")}
}

// fromFS resolves the scripts' imports of each other in the file system of the
// site, so that the engine's own and the site's lie over each other.
func fromFS(fsys fs.FS) api.Plugin {
	return api.Plugin{Name: "site", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^\./`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			if strings.Contains(filepath.ToSlash(a.Importer), "/node_modules/") {
				return api.OnResolveResult{}, nil // libraries import each other as usual
			}
			return api.OnResolveResult{Path: path.Join("templates/scripts", strings.TrimSuffix(a.Path, ".ts")+".ts"), Namespace: "site"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "site"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			data, err := fs.ReadFile(fsys, a.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			s := string(data)
			return api.OnLoadResult{Contents: &s, Loader: api.LoaderTS}, nil
		})
	}}
}

// messages makes problems of what esbuild says.
func messages(list []api.Message) diag.List {
	var out diag.List
	for _, m := range list {
		p := diag.Problem{Rule: "script", Message: diag.Tf("脚本或样式表有误：%s", "the script or style sheet cannot be used: %s", m.Text)}
		if l := m.Location; l != nil {
			f := &source.File{Path: l.File, Data: []byte(l.LineText)}
			p.Place = f.Place(l.Column, 1)
			p.Place.Line = l.Line
		}
		out.Add(p)
	}
	return out
}
