package check

import "atlas/generator/diag"

// rulesOfLanguages are the rules by which the languages watch each other, and
// the tables the text.
func rulesOfLanguages() []Rule {
	return []Rule{
		{"align", diag.Error,
			diag.T("一章的各语言文件有相同的段落，次序相同。缺少、多出或写成另一种段落（如专栏中的一项写成正文）妨碍发布；移了位置或重复的段落妨碍一切生成，因为段落靠次序编号。",
				"A chapter’s files have the same blocks in the same order in every language. A block that is missing, surplus or of another kind (an item written as a paragraph) forbids a release; one that was moved or stands twice forbids every build, since blocks are numbered by their order."),
			diag.T("# 总则\n\n第一段。\n\n第二段。\n———— en ————\n# General\n\nThe second paragraph.", "# 总则\n\n第一段。\n\n第二段。\n———— en ————\n# General\n\nThe second paragraph."),
			diag.T("# General\n\n{untranslated}\n\nThe second paragraph.", "# General\n\n{untranslated}\n\nThe second paragraph.")},
		{"untranslated", diag.ReleaseError,
			diag.T("标为 {untranslated} 的段落在译好之前以原文显示，不能发布。", "A block marked {untranslated} is shown in the original until it is translated, and is not released."),
			same("{untranslated}"), diag.T("The second paragraph.", "The second paragraph.")},
		{"numbers", diag.ReleaseError,
			diag.T("一段中的数在各语言中一致：万、亿与 million、billion，单位，百分数，分数，区间，年份，中文数字，以及“超过”与“不到”的方向。",
				"The numbers of a block agree across the languages: 万 and 亿 with million and billion, units, percentages, fractions, ranges, years, numerals in words, and the direction of “more than” and “less than”."),
			same("人口3863万人 — a population of 38.36 million"), same("人口3863万人 — a population of 38.63 million")},
		{"names", diag.Warning,
			diag.T("一段提到的地方和名称，译文也要提到，写法见地名表（places）和名称表（names）；反过来也一样。", "What places and names a block mentions, its translation mentions too, in the forms that the gazetteer (places) and the names register; and the other way round."),
			same("北港至南浦铁路 — a railway from Beigang to Nanpo"), same("北港至南浦铁路 — a railway from Beigang to Nanpu")},
		{"terms", diag.Warning,
			diag.T("一段中的术语按术语表（glossary）翻译；一个术语的译法不用于另一个术语。长术语之内的短术语不另作要求。", "The terms of a block are rendered as the glossary says, and a rendering of one term does not stand for another. A term within a longer one is not asked for by itself."),
			same("自然岸线 — unspoilt coast"), same("自然岸线 — natural shoreline")},
		{"stale", diag.Warning,
			diag.T("一种语言的段落改动过，另一种没有：未改的一方在页面上注明。改好它，或用 atlas accept 确认无须改动。", "A block was edited in one language and not in the other, and the page of the other says so. Edit it too, or confirm with atlas accept that nothing needs mending."),
			diag.T("原文由“15亿元”改为“18亿元”，译文未改", "the original changed from 15亿元 to 18亿元, the translation did not"),
			diag.T("改译文，或运行 atlas accept ch1-s2-p3", "edit the translation, or run atlas accept ch1-s2-p3")},
		{"unaccepted", diag.Warning,
			diag.T("新的段落，或两种语言都改过的段落，尚无人确认译文与原文相符；确认之前，以后一方的改动不会提示。", "Of a new block, or one edited in both languages, nobody has said yet that the two agree; until then a later change of one of them goes unnoticed."),
			diag.T("新增了 ch1-s2-p4 及其译文", "ch1-s2-p4 and its translation are new"), same("atlas accept ch1-s2-p4")},
		{"lock-line", diag.Warning,
			diag.T("content/translations.lock 由 atlas accept 写出，每行四项；读不懂的行不算数。", "content/translations.lock is written by atlas accept, four words a line; a line that cannot be read does not count."),
			same("<<<<<<< mine"), same("ch1-s2-p3 en 2884d6e0578b6825 e4b322853dd5abad")},
		{"exception-unused", diag.Warning,
			diag.T("check-exceptions 表的一行说明一处查出而不必改的问题；已查不出的，应删去。", "A row of check-exceptions explains something that is found and need not be changed; one that explains nothing any more should go."),
			same("terms,ch1-s2-p3,coastal-zone,意译,by sense"), diag.T("（删去该行）", "(the row is deleted)")},
		{"quote", diag.Error,
			diag.T("表中的引文逐字见于它所说的段落。", "The quotes of the tables stand, letter by letter, in the blocks they name."),
			same("block: ch1-s2-p3  quote: 建设三个泊位"), same("block: ch1-s2-p3  quote: 建设3个泊位")},
		{"numbers-quoted", diag.Error,
			diag.T("values 表的数值、单位和比较号见于引文，年份见于引文或 year_quote；译文写着同一个数（不写的妨碍发布）。targets 表的期限与数值也是如此。引表格的一格时，单位、数量级和年份也看表头、行首和表题，行首与表头须说的是这一对象或指标。",
				"The value, unit and comparator of a row of values stand in its quote, its year in the quote or in year_quote, and each translation states the same number (if not, that forbids a release). The horizons and values of targets likewise. Of a cell of a table the unit, scale and year may stand in the head of its column or row or in the caption, and these heads are about the row's entity or indicator."),
			same("value: 1500000  comparator: =  unit: CNY  quote: 总产值超过15亿元"), same("value: 1500000000  comparator: >  unit: CNY  quote: 总产值超过15亿元")},
		{"witness-sum", diag.ReleaseError,
			diag.T("底本的文件没有改动过：它的 SHA-256 与 site.yaml 所写相同。", "The witness, the text as it was handed over, is unchanged: its SHA-256 is the one in site.yaml."),
			diag.T("底本被编辑器重新保存", "an editor has saved the witness anew"), diag.T("从版本库取回底本", "take it back from version control")},
		{"witness-text", diag.ReleaseError,
			diag.T("正文撤去校改之后与底本逐字相同，没有不加说明的改动。", "With the restored readings undone the text is the witness, letter by letter: nothing was changed silently."),
			diag.T("底本“总产值15亿元” → 正文“总产值18亿元”", "witness 总产值15亿元 → text 总产值18亿元"), same("总产值{corr E01 high 15→18}亿元")},
	}
}
