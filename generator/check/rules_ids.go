package check

import (
	"atlas/generator/anchor"
	"atlas/generator/atlas"
	"atlas/generator/diag"
)

// rulesOfIDs are the rules about the ids that blocks keep.
func rulesOfIDs() []Rule {
	return []Rule{
		{"ids-record", diag.Error,
			diag.T("content/ids.lock 记着每一段的编号和文字，由 atlas 写出；有一行损坏或缺失，就不知道是哪一段的编号，不能猜。",
				"content/ids.lock keeps the id and the words of each block and is written by atlas. Where a line is damaged or missing it is not known of which block the id is, and that is not guessed."),
			same("ch1-s1-p2 paragraph ch1 5f0a"), diag.T("从版本库取回 content/ids.lock", "take content/ids.lock back from version control")},
		{"ids-doubt", diag.Warning,
			diag.T("一段改得只剩不到一半的字，又没有别处可以辨认，就算作新的一段；原编号的地址仍在，注明原文已删。",
				"A block of which less than half of the words are left, and that nothing else tells apart, counts as a new one; the address of its old id remains and says that the words are gone."),
			diag.T("ch1-s1-p2 的四句话一次改写了三句", "three of the four sentences of ch1-s1-p2 are reworded at once"),
			diag.T("分两次改，每次保存", "reworded in two steps, each of them saved")},
		{"ids-unpinned", diag.ReleaseError,
			diag.T("发布以前，段落的编号要固定下来：别人引用的地址从此不变。", "Before a release the ids of the blocks are fixed: the addresses that others cite never change from then on."),
			diag.T("没有 content/ids.lock", "there is no content/ids.lock"), same("atlas pin")},
	}
}

// Unpinned reports a site whose ids still follow from order: it cannot be released,
// since the first paragraph that is put in would give every later address other words.
func Unpinned(a *atlas.Atlas) diag.List {
	if a.Anchors != nil {
		return nil
	}
	return diag.List{{Rule: "ids-unpinned", Severity: diag.ReleaseError, Place: diag.Place{File: anchor.Path},
		Message: diag.T("段落的编号还没有固定，发布以后地址会随改动移动", "the ids of the blocks are not fixed yet, so that addresses would move with edits after the release"),
		Hint:    diag.T("运行一次 atlas pin", "run atlas pin, once")}}
}
