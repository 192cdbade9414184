package publish

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A list of files that is gone or damaged is no reason to overwrite anything. What
// is said is the cause, and the way back that it names works.
func TestListOfFilesLost(t *testing.T) {
	for _, c := range []struct {
		name, says string
		harm       func(manifest string)
	}{
		{"gone", "the atlas wrote this folder, but .atlas-files, which lists what in it is the atlas’s, is gone, so it was left alone",
			func(m string) { _ = os.Remove(m) }},
		{"empty", "this list of what is the atlas’s is damaged (lines that cannot be read: 0), so the folder was left alone",
			func(m string) { _ = os.WriteFile(m, nil, 0o644) }},
		{"cut", "this list of what is the atlas’s is damaged (lines that cannot be read: 1), so the folder was left alone",
			func(m string) {
				data, _ := os.ReadFile(m)
				_ = os.WriteFile(m, data[:len(data)-75], 0o644)
			}},
		{"merged", "this list of what is the atlas’s is damaged (lines that cannot be read: 2), so the folder was left alone",
			func(m string) {
				data, _ := os.ReadFile(m)
				_ = os.WriteFile(m, append([]byte("<<<<<<< mine\n=======\n"), data...), 0o644)
			}},
	} {
		for _, record := range []bool{true, false} {
			t.Run(c.name, func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "public")
				files := site("index.html", "front", "a.css", "a", "zh/index.html", "z")
				mustWrite(t, out, files, Options{})
				put(t, filepath.Join(out, "web.config"), "mine")
				c.harm(filepath.Join(out, Manifest))
				if !record {
					_ = os.Remove(filepath.Join(filepath.Dir(out), ".public.state"))
				}
				before := contents(t, out)
				_, err := Write(context.Background(), out, site("index.html", "new", "a.css", "b", "zh/index.html", "y"), Options{})
				p := wantProblem(t, err, "publish-manifest")
				want(t, "message", p.Message.EN, c.says)
				want(t, "place", p.Place.File, filepath.ToSlash(filepath.Join(out, Manifest)))
				want(t, "content", contents(t, out), before)

				aside := out + "-old"
				if !strings.Contains(p.Hint.EN, aside) || !strings.Contains(p.Hint.ZH, aside) {
					t.Errorf("the hint is %v", p.Hint)
				}
				if err := os.Rename(out, aside); err != nil {
					t.Fatal(err)
				}
				mustWrite(t, out, files, Options{})
				if err := os.Rename(filepath.Join(aside, "web.config"), filepath.Join(out, "web.config")); err != nil {
					t.Fatal(err)
				}
				want(t, "foreign", mustWrite(t, out, files, Options{}).Foreign, []string{"web.config"})
			})
		}
	}
}

func TestHomeRefused(t *testing.T) {
	for _, sign := range []string{".ssh/id", ".gnupg/x", ".bashrc", ".profile"} {
		for _, opt := range []Options{{}, {InPlace: true}} {
			out := filepath.Join(t.TempDir(), "home")
			put(t, filepath.Join(out, filepath.FromSlash(sign)), "secret")
			_, err := Write(context.Background(), out, site("index.html", "x"), opt)
			p := wantProblem(t, err, "publish-home")
			name, _, _ := strings.Cut(sign, "/")
			want(t, "message", p.Message.EN, "this looks like somebody’s home folder (there is "+name+"), so it was left alone")
			want(t, "hint", p.Hint.EN, "choose another folder with --out, such as "+filepath.ToSlash(filepath.Join(out, "public")))
			want(t, "content", contents(t, out), map[string]string{sign: "secret"})
			onlyBeside(t, out)
		}
	}
	home := filepath.Join(t.TempDir(), "empty")
	if err := os.Mkdir(home, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	_, err := Write(context.Background(), home, site("index.html", "x"), Options{})
	wantProblem(t, err, "publish-home")
}

// A link that leads nowhere, as the output folder or on the way to it, is named.
func TestDanglingLink(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "public")
	if err := os.Symlink(filepath.Join(dir, "disk", "www"), link); err != nil {
		t.Skip("no links here:", err)
	}
	for _, out := range []string{link, filepath.Join(link, "site", "deep")} {
		_, err := Write(context.Background(), out, site("index.html", "x"), Options{})
		p := wantProblem(t, err, "publish-link")
		want(t, "message", p.Message.EN, filepath.ToSlash(link)+" is a link to "+filepath.ToSlash(filepath.Join(dir, "disk", "www"))+", and the folder that it leads to is not there")
		want(t, "hint", p.Hint.EN, "if a disk belongs there, attach it; else make that folder, or delete the link")
		onlyBeside(t, link)
	}
	self := filepath.Join(dir, "self")
	if err := os.Symlink("self", self); err != nil {
		t.Fatal(err)
	}
	_, err := Write(context.Background(), self, site("index.html", "x"), Options{})
	wantProblem(t, err, "publish-link")
	if err := os.MkdirAll(filepath.Join(dir, "disk", "www"), 0o755); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, link, site("index.html", "x"), Options{})
	want(t, "content", contents(t, filepath.Join(dir, "disk", "www")), map[string]string{"index.html": "x"})
}
