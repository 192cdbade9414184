package check

import "atlas/generator/diag"

// rulesOfSite are the rules of layouts, scripts and of writing the website.
func rulesOfSite() []Rule {
	return []Rule{
		{"layout", diag.Error,
			diag.T("templates 中的页面模板写法正确。", "The layouts in templates are sound."),
			same("{{range .Rows}}…"), same("{{range .Rows}}…{{end}}")},
		{"script", diag.Error,
			diag.T("templates 中的脚本和样式表写法正确。", "The scripts and style sheets in templates are sound."),
			same("const a = ;"), same("const a = 1;")},
		{"link", diag.Error,
			diag.T("每个链接指向网站中存在的文件和位置，用相对地址并写明文件；一页之中 id 不重复。", "Every link leads to a file of the site and a place in it, by a relative address that names the file; no id stands on a page twice."),
			same("[港口](/zh/plan/ch1.html#ch1-s9)"), same("[港口](plan/ch1.html#ch1-s1)")},
		{"page", diag.Error,
			diag.T("每一页都能生成；不能时说明原因。", "Every page can be made; where one cannot, the reason is given."), diag.Text{}, diag.Text{}},
		{"publish-path", diag.Error,
			diag.T("每一页的地址都能作文件名，在 Windows 上也能。", "The address of each page can be a file’s name, on Windows too."),
			same("slug: con"), same("slug: conghua")},
		{"publish-overlap", diag.Error,
			diag.T("输出文件夹不在网站的源文件夹之内，也不包含它们。", "The output folder lies apart from the folders of the site."),
			same("--out content"), same("--out public")},
		{"publish-folder", diag.Error,
			diag.T("输出文件夹是空的，或由本程序写成。", "The output folder is empty, or was written by the atlas."),
			same("--out ~/Documents"), same("--out public")},
		{"publish-collision", diag.Error,
			diag.T("输出文件夹中没有占着网站文件位置的别的文件。", "Nothing else in the output folder has the name of a file of the website."),
			diag.T("public/zh 是别人放的文件", "public/zh is a file that someone put there"), diag.T("把它移走", "move it away")},
		{"publish-lock", diag.Error,
			diag.T("同时只有一个程序写同一个输出文件夹。", "One build at a time writes into an output folder."),
			diag.T("另一个生成迟迟不结束", "another build does not come to an end"), diag.T("等它结束，或换一个文件夹", "wait for it, or choose another folder")},
		{"publish-space", diag.Error,
			diag.T("磁盘上放得下网站。", "The disk has room for the website."), diag.T("磁盘已满", "the disk is full"), diag.T("腾出空间", "make room")},
		{"publish-permission", diag.Error,
			diag.T("有权写输出文件夹。", "The output folder may be written."), diag.T("文件夹属于别的用户", "the folder belongs to another user"), diag.T("改权限，或用 --out 另选一个", "change its permissions, or choose another with --out")},
		{"publish-write", diag.Error,
			diag.T("写文件没有出错。", "Writing the files did not fail."), diag.Text{}, diag.Text{}},
	}
}
