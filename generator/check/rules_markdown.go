package check

import "atlas/generator/diag"

// rulesOfMarkdown are the rules by which what Markdown would drop, glue or read
// otherwise is said.
func rulesOfMarkdown() []Rule {
	return []Rule{
		{"address", diag.Error,
			diag.T("链接的地址以 http、https、mailto、tel 开头，或是本网站中的相对地址；各种文件中的链接都一样。", "The address of a link begins with http, https, mailto or tel, or is relative to a file of the site, in files of every kind."),
			same("[说明](javascript:alert(1))"), same("[说明](https://example.org/a.html)")},
		{"text-comment", diag.Error,
			diag.T("注释以“-->”结束，自成一行，或写在一行的末尾。", "A comment is ended by -->, and stands in a line of its own or behind the words of one."),
			same("<!-- 待定 --> 建设三个泊位。"), same("建设三个泊位。<!-- 待定 -->")},
		{"text-comments", diag.Warning,
			diag.T("注释不会发布；每章说一次有几处。", "Comments are not published; each chapter says once how many it has."),
			same("<!-- 待定 -->"), diag.T("（删去注释）", "(the comment is deleted)")},
		{"text-deep", diag.Error,
			diag.T("列表最多嵌套六层。", "Lists are nested six deep at most."),
			diag.T("第七层的一项", "an item of a seventh list within others"), diag.T("分成几段", "several paragraphs")},
		{"text-empty", diag.Error,
			diag.T("标题和列表的每一项都有文字。", "A heading has words, and so has each item of a list."),
			same("## \n-"), same("## 目标\n- 第一项")},
		{"text-formula", diag.Error,
			diag.T("公式用普通文字写，或作为插图：图集不排 TeX 公式。", "A formula is written in plain text, or is a picture: the atlas does not set TeX."),
			same("$\\frac{a}{b}$"), same("a/b, m^2^, CO~2~")},
		{"text-html", diag.Error,
			diag.T("正文和文章用 Markdown 写；HTML 标签只有 br、sub、sup、del、s、ins、u，成对而不带属性。", "Chapters and articles are Markdown; the only tags of HTML are br, sub, sup, del, s, ins and u, in pairs and without attributes."),
			same("<b>重要</b>"), same("**重要**")},
		{"text-joined", diag.Error,
			diag.T("紧接在列表、专栏或引文之后的一行，用缩进或“>”说明它属于里面，用空行说明它不属于。", "A line directly below an item of a list, a box or a quotation says by its indent or > that it belongs to it, or by a blank line that it does not."),
			same("- 第一项\n上述工程"), same("- 第一项\n\n上述工程")},
		{"text-listing", diag.Error,
			diag.T("正文中没有代码块。", "A chapter has no listings."),
			same("```\n第一行\n```"), same("第一行")},
		{"text-marks", diag.Error,
			diag.T("像是标记而没有成为标记的，不照原样发布：没有成对的 **、~~，地址里有空格的链接；一段中的标记不超过 1000 个。", "What looks like a mark and became none is not published as it is: ** or ~~ without a counterpart, a link whose address has a blank; and no block has more than 1,000 marks."),
			same("** 重要 ** [附件](a b.html)"), same("**重要** [附件](a%20b.html)")},
		{"text-picture", diag.Error,
			diag.T("图片自成一段，不放在句子中间。", "A picture is a paragraph of its own and stands in no sentence."),
			same("见![图](map:scope)。"), same("见图1。\n\n![图](map:scope)")},
		{"text-quote", diag.Error,
			diag.T("行首的“>”是专栏或引文的记号；引文里没有引文。", "A > at the beginning of a line marks a box or a quotation; a quotation holds no other."),
			same(">60分贝的路段"), same("\\>60分贝的路段")},
		{"text-rule", diag.Error,
			diag.T("一行横线只在专栏里有意义；紧接在段落下面时，Markdown 会把段落当作标题。", "A line of dashes has a meaning in a box only; directly below a paragraph Markdown would take it for a heading’s."),
			same("建设三个泊位。\n---"), same("## 建设三个泊位")},
		{"text-table", diag.Error,
			diag.T("表格有表头和一行横线，每行的格与横线一样多；合并的格（<<、^^）组成长方形。", "A table has a head and a line of dashes, and each row as many cells as that; merged cells (<<, ^^) make a rectangle."),
			same("| 年 | 值 |\n| 2020 | 5 | 6 |"), same("| 年 | 值 |\n|---|---|\n| 2020 | 5 |")},
	}
}
