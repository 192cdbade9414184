package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"atlas/generator/diag"
)

// Of a conflict of versions the first is read, and nothing but the conflict is said.
func TestConflicts(t *testing.T) {
	const hint = "  hint: both versions stand here: keep the words that are wanted, delete the others and the lines <<<<<<<, ======= and >>>>>>>\n"
	for _, c := range []struct{ name, file, in, data, want string }{
		{"a text", "a.md", "一\n<<<<<<< HEAD\n二\n=======\n三\n>>>>>>> b\n四\n",
			"一\n            \n二\n       \n   \n         \n四\n",
			"a.md:2:1: error: an unresolved merge conflict [merge-conflict]\n    2 | <<<<<<< HEAD\n      | ^^^^^^^\n" + hint + "errors: 1, release errors: 0, warnings: 0\n"},
		{"three versions, with CR LF", "a.yaml", "<<<<<<< a\r\nx: 1\r\n||||||| o\r\nx: 0\r\n=======\r\nx: 2\r\n>>>>>>> b\r\n",
			"         \r\nx: 1\r\n         \r\n    \r\n       \r\n    \r\n         \r\n",
			"a.yaml:1:1: error: an unresolved merge conflict [merge-conflict]\n    1 | <<<<<<< a\n      | ^^^^^^^\n" + hint + "errors: 1, release errors: 0, warnings: 0\n"},
		{"two, the second without its first line", "a.csv", "a,b\n<<<<<<< x\n1,2\n=======\n1\n>>>>>>> y\n3,4\n>>>>>>> y\n",
			"a,b\n         \n1,2\n       \n \n         \n3,4\n         \n",
			"a.csv:2:1: error: an unresolved merge conflict [merge-conflict]\n    2 | <<<<<<< x\n      | ^^^^^^^\n" + hint +
				"a.csv:8:1: error: an unresolved merge conflict [merge-conflict]\n    8 | >>>>>>> y\n      | ^^^^^^^\n" + hint + "errors: 2, release errors: 0, warnings: 0\n"},
		{"without an end nothing is lost", "a.csv", "a\n<<<<<<<\n1\n=======\n2\n", "a\n       \n1\n=======\n2\n",
			"a.csv:2:1: error: an unresolved merge conflict [merge-conflict]\n    2 | <<<<<<<\n      | ^^^^^^^\n" + hint + "errors: 1, release errors: 0, warnings: 0\n"},
		{"an underlined heading", "a.md", "一\n=======\n", "一\n=======\n", ""},
		{"an example", "a.md", "```\n<<<<<<< a\n>>>>>>> b\n```\n", "```\n<<<<<<< a\n>>>>>>> b\n```\n", ""},
		{"quotes in quotes, and longer rows", "a.md", ">>>>>>>> a\n>>>>>>>a\n<<<<<<<<\n", ">>>>>>>> a\n>>>>>>>a\n<<<<<<<<\n", ""},
		{"another kind of file", "a.lock", "<<<<<<< a\n", "<<<<<<< a\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, l := Decode(c.file, []byte(c.in), kindOf(c.file))
			readAny(f, &l)
			if d := cmp.Diff(c.data, string(f.Data)); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.want, report(l, diag.English)); d != "" {
				t.Error(d)
			}
		})
	}
	_, l := Decode("a.md", []byte("<<<<<<< a\n"), TextFile)
	want := "a.md:1:1: 错误: 未解决的版本冲突 [merge-conflict]\n    1 | <<<<<<< a\n      | ^^^^^^^\n" +
		"  提示: 两个版本都在这里：留下要的文字，删去另一个，并删去 <<<<<<<、=======、>>>>>>> 各行\n1 个错误，0 个发布错误，0 个警告\n"
	if d := cmp.Diff(want, report(l, diag.Chinese)); d != "" {
		t.Error(d)
	}
}
