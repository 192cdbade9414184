// Command pack gathers what a single program has to carry so that a site can be
// made on a machine without Node: the libraries that are used when a site is
// built, what is bundled of them for browsers, and their licenses.
//
//	go run ./generator/modules/pack DIR FILE
//
// DIR has node_modules, FILE becomes the archive; the same libraries give the
// same bytes.
package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"atlas/generator/chart"
	"atlas/generator/modules"
	"atlas/generator/site"
)

// carried are the files that a program needs of node_modules, and the licenses
// under which it may hand them on.
var carried = []string{
	chart.ScriptPath,
	"node_modules/echarts/LICENSE",
	"node_modules/echarts/NOTICE",
	"node_modules/@resvg/resvg-wasm/index_bg.wasm",
	"node_modules/@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
	"node_modules/@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
	"node_modules/@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pack DIR FILE")
		os.Exit(2)
	}
	data, err := pack(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[2], data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func pack(dir string) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	add := func(name string, data []byte) error {
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate}) // without a time
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return err
	}
	for _, name := range carried {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		if err := add(name, data); err != nil {
			return nil, err
		}
	}
	live, err := site.LiveScript(dir)
	if err != nil {
		return nil, err
	}
	if err := add(modules.LiveScript, live); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
