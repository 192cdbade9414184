package address

import (
	"strings"
	"unicode/utf8"

	"atlas/generator/diag"
)

// Fault says why a path cannot be that of a file of a website, on any system that it
// may be copied to; empty if it can.
func Fault(p string) diag.Text {
	switch {
	case p == "":
		return diag.T("地址是空的", "it is empty")
	case !utf8.ValidString(p):
		return diag.T("不是合法的 UTF-8", "it is not valid UTF-8")
	case strings.HasPrefix(p, "."):
		return diag.T("以点开头", "it begins with a dot")
	}
	for name := range strings.SplitSeq(p, "/") {
		switch {
		case name == "":
			return diag.T("有空的一段", "a part of it is empty")
		case name == "." || name == "..":
			return diag.T("不许用 . 或 ..", "it must not use . or ..")
		case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " "):
			return diag.Tf("“%s”以点或空格结尾，Windows 不接受", "%q ends with a dot or a space, which Windows refuses", name)
		case len(name) > 255:
			return diag.Tf("“%s…”太长（文件名最多 255 字节）", "%q… is too long (a file name has 255 bytes at most)", head(name))
		case strings.IndexFunc(name, forbidden) >= 0:
			return diag.Tf("“%s”含有文件名不许用的字符（\\ : * ? \" < > | 或控制字符）",
				"%q has a character that file names must not have (\\ : * ? \" < > | or a control character)", name)
		case Reserved(name):
			return diag.Tf("“%s”是 Windows 保留的名字", "%q is a name that Windows reserves", name)
		}
	}
	return diag.Text{}
}

func head(s string) string { return string([]rune(s)[:20]) }

func forbidden(r rune) bool {
	return r < 0x20 || r == 0x7f || strings.ContainsRune(`\:*?"<>|`, r)
}

// Reserved reports whether Windows takes the name for a device.
func Reserved(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(base) == 4 && (base[:3] == "com" || base[:3] == "lpt") && base[3] >= '1' && base[3] <= '9'
}
