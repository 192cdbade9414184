package site

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path/filepath"
	"sync"

	"github.com/evanw/esbuild/pkg/api"

	"atlas/generator/cache"
	"atlas/generator/chart"
	"atlas/generator/modules"
	"atlas/generator/ondisk"
	"atlas/generator/page"
)

const liveScript = "templates/scripts/live.ts"

// live is the script that brings ECharts to the charts of a page: bundled from the
// libraries that npm installed, or as the program carries it; nothing where there
// is neither. It is made when it is asked for, and kept in the cache, because it
// takes longer than the others together.
func live(fsys fs.FS, m modules.Modules, kept *cache.Cache) []page.File {
	if !m.Found() {
		return nil
	}
	script := sync.OnceValues(func() ([]byte, error) {
		if m.Dir == "" {
			return fs.ReadFile(m.FS, modules.LiveScript)
		}
		key := liveKey(fsys, m.Dir)
		if data, ok := kept.Get(key); ok {
			return data, nil
		}
		data, err := bundle(fsys, m.Dir)
		if err == nil {
			kept.Put(key, data)
		}
		return data, err
	})
	return []page.File{{Path: "assets/live.js", Make: script}}
}

// LiveScript is that script as it is bundled from the engine's own sources and
// the libraries in a folder's node_modules.
func LiveScript(dir string) ([]byte, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return bundle(&overlay{site: modules.None}, abs)
}

func bundle(fsys fs.FS, dir string) ([]byte, error) {
	ts, err := fs.ReadFile(fsys, liveScript)
	if err != nil {
		return nil, missing(liveScript)
	}
	r := api.Build(api.BuildOptions{
		Stdin:             &api.StdinOptions{Contents: string(ts), Sourcefile: liveScript, ResolveDir: dir, Loader: api.LoaderTS},
		AbsWorkingDir:     dir,
		Plugins:           []api.Plugin{chartModule(), fromFS(fsys)},
		Define:            map[string]string{"process.env.NODE_ENV": `"production"`},
		Bundle:            true,
		Format:            api.FormatIIFE,
		Target:            api.ES2020,
		MinifyWhitespace:  true,
		MinifySyntax:      true,
		MinifyIdentifiers: true,
		LegalComments:     api.LegalCommentsNone,
		Banner:            map[string]string{"js": "/* Apache ECharts (Apache License 2.0), ZRender (BSD 3-Clause) */"},
		LogLevel:          api.LogLevelSilent,
	})
	if problems := messages(r.Errors); len(problems) > 0 {
		return nil, problems[0]
	}
	return r.OutputFiles[0].Contents, nil
}

// liveKey names everything that the bundle is made of: the scripts, what npm
// installed, what the package chart adds, and the bundler.
func liveKey(fsys fs.FS, modules string) string {
	var parts [][]byte
	names, _ := fs.Glob(fsys, "templates/scripts/*.ts")
	for _, name := range names {
		data, _ := fs.ReadFile(fsys, name) // one that cannot be read stops the bundler too
		parts = append(parts, []byte(name), data)
	}
	installed, _ := ondisk.ReadFile(filepath.Join(modules, "node_modules", ".package-lock.json"), ondisk.MaxSize)
	parts = append(parts, installed, []byte(chart.PrepareScript()), fmt.Append(nil, chart.Inks()), []byte(bundler()))
	return cache.Key("live/1", parts...)
}

// chartModule gives the scripts what the package chart knows of its options:
// atlasPrepare, and the inks as colour, class, and whether the class draws lines.
func chartModule() api.Plugin {
	return api.Plugin{Name: "chart", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^atlas:chart$`}, func(api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: "chart", Namespace: "atlas"}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "atlas"}, func(api.OnLoadArgs) (api.OnLoadResult, error) {
			var inks [][3]any
			for _, k := range chart.Inks() {
				if k.Class != "" {
					inks = append(inks, [3]any{k.Colour, k.Class, false})
				} else {
					inks = append(inks, [3]any{k.Colour, k.Line, true})
				}
			}
			data, err := json.Marshal(inks)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			s := chart.PrepareScript() + "\nexport { atlasPrepare };\nexport const inks = " + string(data) + ";\n"
			return api.OnLoadResult{Contents: &s, Loader: api.LoaderJS}, nil
		})
	}}
}
