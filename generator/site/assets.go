package site

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"atlas/generator/cache"
	"atlas/generator/diag"
	"atlas/generator/page"
	"atlas/generator/source"
)

const iconFile = "templates/icon.svg"

// asset is a file that every page shares.
type asset struct {
	Path string
	Data []byte
}

// assets are the style sheet, the icon and the scripts, ready to be written, from
// the cache where their sources were made ready before.
func assets(fsys fs.FS, kept *cache.Cache) ([]page.File, diag.List) {
	key, err := assetsKey(fsys)
	var list []asset
	var problems diag.List
	if data, ok := kept.Get(key); err != nil || !ok || gob.NewDecoder(bytes.NewReader(data)).Decode(&list) != nil {
		list, problems = bundled(fsys)
		var out bytes.Buffer
		if err == nil && len(problems) == 0 && gob.NewEncoder(&out).Encode(list) == nil {
			kept.Put(key, out.Bytes())
		}
	}
	files := make([]page.File, len(list))
	for i, a := range list {
		files[i] = page.File{Path: a.Path, Make: func() ([]byte, error) { return a.Data, nil }}
	}
	return files, problems
}

// assetsKey names everything that the assets are made of: what lies in the folders
// of scripts and styles, the icon, and the bundler. Its number is raised when they
// are made in another way.
func assetsKey(fsys fs.FS) (string, error) {
	parts := [][]byte{[]byte(bundler())}
	for _, top := range []string{iconFile, "templates/scripts", "templates/styles"} {
		err := fs.WalkDir(fsys, top, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, p)
			parts = append(parts, []byte(p), data)
			return err
		})
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return cache.Key("assets/1", parts...), nil
}

// bundler is the version of esbuild; empty where the program does not know it.
func bundler() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, d := range info.Deps {
			if d.Path == "github.com/evanw/esbuild" {
				return d.Version
			}
		}
	}
	return ""
}

// bundled makes the assets. The scripts are bundled as classic ones, because from
// disk a page can load no modules.
func bundled(fsys fs.FS) ([]asset, diag.List) {
	var files []asset
	var problems diag.List
	add := func(p string, data []byte) { files = append(files, asset{p, data}) }
	css, more := styles(fsys)
	problems.Add(more...)
	add("assets/atlas.css", css)
	if icon, err := fs.ReadFile(fsys, iconFile); err == nil {
		add("assets/icon.svg", icon)
	} else {
		problems.Add(source.Unread(fsys, iconFile, err))
	}
	for _, name := range []string{"theme", "atlas", "search"} {
		p := "templates/scripts/" + name + ".ts"
		ts, err := fs.ReadFile(fsys, p)
		if err != nil {
			problems.Add(source.Unread(fsys, p, err))
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
			problems.Add(source.Unread(fsys, name, err))
			continue
		}
		short, more := shortStyle(name, css)
		problems.Add(more...)
		out = append(out, short...)
	}
	return out, problems
}

// shortStyle is a style sheet without what only those who write it need.
func shortStyle(name string, css []byte) ([]byte, diag.List) {
	r := api.Transform(string(css), api.TransformOptions{Loader: api.LoaderCSS, Sourcefile: name,
		MinifyWhitespace: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone, LogLevel: api.LogLevelSilent})
	return r.Code, messages(append(r.Errors, r.Warnings...))
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
				return api.OnLoadResult{Errors: []api.Message{{Text: err.Error(), Detail: source.Unread(fsys, a.Path, err)}}}, nil
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
		if p, ok := m.Detail.(diag.Problem); ok {
			out.Add(p)
			continue
		}
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
