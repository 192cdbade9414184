package serve

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"html"
	"net/http"
	"path"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
	"golang.org/x/text/language"

	"atlas/generator/diag"
)

//go:embed client
var client embed.FS

// asset is one of the preview's own files.
type asset struct {
	body        []byte
	contentType string
}

// ownFiles makes the preview's own files.
func ownFiles() (map[string]asset, error) {
	style, err := client.ReadFile("client/preview.css")
	if err != nil {
		return nil, err
	}
	main, err := client.ReadFile("client/preview.ts")
	if err != nil {
		return nil, err
	}
	res := api.Build(api.BuildOptions{
		Stdin:    &api.StdinOptions{Contents: string(main), Sourcefile: "preview.ts", Loader: api.LoaderTS},
		Plugins:  []api.Plugin{clientModules},
		Bundle:   true,
		Format:   api.FormatIIFE,
		Target:   api.ES2020,
		Charset:  api.CharsetUTF8,
		LogLevel: api.LogLevelSilent,
	})
	if len(res.Errors) > 0 {
		m := res.Errors[0]
		if m.Location != nil {
			return nil, fmt.Errorf("%s:%d:%d: %s", m.Location.File, m.Location.Line, m.Location.Column, m.Text)
		}
		return nil, errors.New(m.Text)
	}
	return map[string]asset{
		"preview.js":  {res.OutputFiles[0].Contents, ContentType("preview.js")},
		"preview.css": {style, ContentType("preview.css")},
	}, nil
}

// clientModules finds the modules of the preview's script in the program itself.
var clientModules = api.Plugin{Name: "client", Setup: func(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: `^\./`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: path.Join("client", a.Path+".ts"), Namespace: "client"}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "client"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		data, err := client.ReadFile(a.Path)
		if err != nil {
			return api.OnLoadResult{}, err
		}
		text := string(data)
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderTS}, nil
	})
}}

var contentTypes = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".map":         "application/json; charset=utf-8",
	".geojson":     "application/geo+json; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".webp":        "image/webp",
	".gif":         "image/gif",
	".ico":         "image/vnd.microsoft.icon",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pdf":         "application/pdf",
	".zip":         "application/zip",
}

// ContentType is the media type of a path's ending, the same on every machine.
func ContentType(name string) string {
	if t, ok := contentTypes[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// scriptTag is the preview's script as a page at a request path includes it. The
// address is relative, for a proxy may show the preview below some path. More are further
// attributes.
func scriptTag(requestPath, boot string, generation uint64, more ...string) string {
	up := strings.Repeat("../", strings.Count(requestPath, "/")-1)
	return fmt.Sprintf(`<script src="%s%spreview.js" data-boot="%s" data-generation="%d"%s></script>`,
		up, strings.TrimPrefix(PreviewPath, "/"), boot, generation, strings.Join(append([]string{""}, more...), " "))
}

// inject puts a tag before the last </body>, or at the end where there is none.
// It leaves the page alone and returns a new one.
func inject(page []byte, tag string) []byte {
	i := lastBodyEnd(page)
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:i]...)
	out = append(out, tag...)
	return append(out, page[i:]...)
}

// lastBodyEnd is the offset of the last </body>, in any letter case, or the
// page's length.
func lastBodyEnd(page []byte) int {
	const tag = "</body"
	for end := len(page); ; {
		i := bytes.LastIndex(page[:end], []byte("</"))
		if i < 0 {
			return len(page)
		}
		if len(page)-i >= len(tag) && strings.EqualFold(string(page[i:i+len(tag)]), tag) {
			return i
		}
		end = i
	}
}

var toolLanguages = language.NewMatcher([]language.Tag{language.English, language.Chinese})

// wanted is the language of the tool that a browser asks for.
func wanted(r *http.Request) diag.Lang {
	accepted, _, _ := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if _, i, _ := toolLanguages.Match(accepted...); i == 1 {
		return diag.Chinese
	}
	return diag.English
}

// fallbackPage stands in where the site has neither the page nor a 404.html, or
// where the page cannot be made: the script in it shows why.
func fallbackPage(r *http.Request, status int) []byte {
	lang := wanted(r)
	text := diag.T("没有这个页面。", "There is no such page.")
	switch status {
	case http.StatusServiceUnavailable:
		text = diag.T("内容有错误，还没有网页可看。改正以后，这里就会显示。", "What was read has errors, so there is nothing to see yet. Once they are mended, this page shows it.")
	case http.StatusInternalServerError:
		text = diag.T("这个页面无法生成。", "This page cannot be made.")
	}
	return fmt.Appendf(nil, "<!DOCTYPE html>\n<html lang=%q>\n<head><meta charset=\"utf-8\"><title>%[2]s</title></head>\n<body><p>%[2]s</p></body>\n</html>\n",
		lang, html.EscapeString(text.In(lang)))
}
