package check

import (
	"unicode/utf8"

	"atlas/generator/atlas"
	"atlas/generator/diag"
	"atlas/generator/witness"
)

// witnessed proves that the chapters, with the restored readings undone, are the
// text as it was handed over.
func witnessed(a *atlas.Atlas) diag.List {
	w := a.Witness
	if w == nil {
		return nil
	}
	var out diag.List
	if sum := witness.Sum(w.Data); sum != w.SHA256 {
		out.Add(diag.Problem{Rule: "witness-sum", Severity: diag.ReleaseError, Place: diag.Place{File: w.Path},
			Message: diag.Tf("底本的校验值是 %s，site.yaml 中是 %s", "the witness has the checksum %s, site.yaml says %s", sum, w.SHA256),
			Hint:    diag.T("底本不应改动；如确是新的底本，请更新 content/site.yaml", "the witness should never change; if it is another one, change content/site.yaml")})
		return out
	}
	got, origins := witness.Text(a)
	want := string(w.Data)
	at := witness.Differ(got, want)
	if at < 0 {
		return nil
	}
	out.Add(diag.Problem{Rule: "witness-text", Severity: diag.ReleaseError, Place: placeOf(a, origins, at),
		Message: diag.Tf("还原后的正文与底本不同：正文是“%s”，底本是“%s”", "the text differs from the witness: it has “%s” where the witness has “%s”",
			around(got, at), around(want, at)),
		Hint: diag.T("改回原文；若是有依据的恢复，用 {corr …} 标出并登记在 emendations.csv",
			"put the words back; if they are a reading that you can justify, mark them with {corr …} and enter them in emendations.csv")})
	return out
}

// boundary is the start of the character that the offset lies in.
func boundary(s string, at int) int {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

// around is a text for some characters from an offset.
func around(s string, at int) string {
	at = boundary(s, at)
	r := []rune(s[at:])
	return string(r[:min(len(r), 12)])
}

// placeOf is the place of the block that an offset of the text comes from.
func placeOf(a *atlas.Atlas, origins []witness.Origin, at int) diag.Place {
	place := diag.Place{File: a.Witness.Path}
	for _, o := range origins {
		if v := o.Block.Versions[a.Witness.Language]; o.Offset <= at && v != nil {
			place = v.Pos.Place()
		}
	}
	return place
}
