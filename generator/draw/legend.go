package draw

import (
	"fmt"
	"math"
	"slices"

	"atlas/generator/atlas"
	"atlas/generator/carto"
	"atlas/generator/sheet"
)

// legend explains what the map shows, in the words of the map's description,
// and says of what the atlas drew itself what it rests on.
func (b *mapBuilder) legend() []carto.Entry {
	var out []carto.Entry
	for i := range b.m.Layers {
		l := &b.m.Layers[i]
		switch l.Draw {
		case "rings", "route", "arrows", "corridors", "courses", "members", "works", "named":
			out = append(out, b.elementEntries(l)...)
		case "values":
			out = append(out, b.classEntries(l)...)
		case "amounts":
			out = append(out, b.amountEntries(l)...)
		}
	}
	if slices.ContainsFunc(b.g.shapes, inArea) {
		out = append(out, carto.Entry{Kind: carto.OfBorder, Layer: "border", Class: "m-border-plan", Text: b.w.Legend.Area})
	}
	for _, e := range []struct{ level, class, text string }{
		{"province", "m-border-province", b.w.Legend.Province}, {"prefecture", "m-border-prefecture", b.w.Legend.Prefecture},
	} {
		if e.text != "" && slices.ContainsFunc(b.m.Layers, func(l atlas.MapLayer) bool { return l.Units[e.level] != "" }) {
			out = append(out, carto.Entry{Kind: carto.OfBorder, Layer: "border", Class: e.class, Text: e.text})
		}
	}
	if i := slices.IndexFunc(b.m.Layers, func(l atlas.MapLayer) bool { return l.Draw == "areas" && !l.Quiet && l.Group == "" }); i >= 0 {
		out = append(out, carto.Entry{Kind: carto.OfArea, Layer: b.m.Layers[i].ID, Class: "m-tone-4", Text: b.w.T("legend.tones")})
	}
	for i := range b.m.Layers {
		l := &b.m.Layers[i]
		name := l.Name.In(b.w.Lang)
		switch l.Draw {
		case "lines":
			out = append(out, carto.Entry{Kind: carto.OfLine, Layer: "river", Class: "m-rank-1", Text: name})
		case "seats":
			out = append(out, b.seatEntries(l)...)
		case "outside":
			class := "m-area-rest"
			if l.Class != "" {
				class = "m-" + l.Class
			}
			out = append(out, carto.Entry{Kind: carto.OfArea, Layer: l.ID, Class: class, Text: name})
		case "context":
			out = append(out, carto.Entry{Kind: carto.OfArea, Layer: l.ID, Text: name})
		}
	}
	return out
}

// elementEntries explain a layer of elements: one entry, or one for each stage of
// its projects, with what the elements rest on.
func (b *mapBuilder) elementEntries(l *atlas.MapLayer) []carto.Entry {
	var out []carto.Entry
	var seen []string
	for _, e := range b.sheet.Elements {
		if e.Layer != l || e.Shape == sheet.Nothing {
			continue
		}
		text := l.Name.In(b.w.Lang)
		key := ""
		if e.Stage != nil && l.Draw == "corridors" {
			key = e.Stage.ID
			text = b.w.T("legend.stage", text, e.Stage.Name.In(b.w.Lang))
		}
		if slices.Contains(seen, key) {
			continue
		}
		seen = append(seen, key)
		entry := carto.Entry{Layer: l.ID, Class: look(e), Text: b.w.T("legend.basis", text, b.bases(l, key))}
		switch e.Shape {
		case sheet.Point:
			entry.Kind, entry.Mark, entry.Size = carto.OfPoint, symbolOf(l), math.Min(b.size(l), 12)
		case sheet.Patch:
			entry.Kind = carto.OfPatch
		default:
			entry.Kind = carto.OfRoute
			if l.Draw == "courses" && l.Class != "band" {
				entry.Kind = carto.OfLine
			}
		}
		out = append(out, entry)
	}
	return out
}

// bases are the bases of a layer's elements, in words.
func (b *mapBuilder) bases(l *atlas.MapLayer, stage string) string {
	var ids []string
	for _, e := range b.sheet.Elements {
		if e.Layer != l || e.Shape == sheet.Nothing || stage != "" && (e.Stage == nil || e.Stage.ID != stage) {
			continue
		}
		if !slices.Contains(ids, e.Basis) {
			ids = append(ids, e.Basis)
		}
	}
	out := ""
	for i, id := range ids {
		if i > 0 {
			out += b.w.T("list.join")
		}
		out += b.w.T("basis." + id)
	}
	return out
}

// classEntries explain the classes of a layer of values, with the number of
// units in each.
func (b *mapBuilder) classEntries(l *atlas.MapLayer) []carto.Entry {
	f := b.field(l)
	var out []carto.Entry
	for i, n := range f.Counts {
		if n > 0 {
			out = append(out, carto.Entry{Kind: carto.OfArea, Layer: l.ID, Class: fmt.Sprintf("m-class-%d-of-%d", i+1, len(f.Counts)),
				Text: b.w.Class(f, i)})
		}
	}
	if f.Absent > 0 {
		out = append(out, carto.Entry{Kind: carto.OfArea, Layer: l.ID, Class: "m-class-none", Hatch: carto.Rising,
			Text: b.w.T("legend.absent", f.Absent)})
	}
	return out
}

// amountEntries show three circles of round numbers.
func (b *mapBuilder) amountEntries(l *atlas.MapLayer) []carto.Entry {
	f := b.field(l)
	if l.Symbol == "label" {
		return []carto.Entry{{Kind: carto.OfPoint, Layer: l.ID, Class: "m-quiet", Mark: carto.Circle, Size: 5, Text: l.Name.In(b.w.Lang)}}
	}
	var out []carto.Entry
	for _, share := range []float64{.15, .04, .01} {
		v := roundDown(f.Most * share)
		if v < 1 {
			continue
		}
		out = append(out, carto.Entry{Kind: carto.OfPoint, Layer: l.ID, Class: "m-amount", Mark: carto.Circle,
			Size: math.Round(b.diameter(f, v)*10) / 10, Text: b.w.Amount(f, v)})
	}
	return out
}

// roundDown is the number 1, 2 or 5 times a power of ten next below v.
func roundDown(v float64) float64 {
	if v <= 0 {
		return 0
	}
	p := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{5, 2, 1} {
		if m*p <= v {
			return m * p
		}
	}
	return p
}

// seatEntries explains the symbols of the ranks that are drawn.
func (b *mapBuilder) seatEntries(l *atlas.MapLayer) []carto.Entry {
	if l.Quiet {
		return []carto.Entry{{Kind: carto.OfPoint, Layer: "seat", Class: "m-quiet", Mark: carto.Circle, Size: 4.5, Text: l.Name.In(b.w.Lang)}}
	}
	var out []carto.Entry
	for _, r := range b.atlas.Site.Ranks {
		if !slices.Contains(l.Ranks, r.ID) {
			continue
		}
		symbol := carto.Circle
		for _, p := range b.atlas.Places {
			if p.Rank == r && p.HasPage() && len(p.Children) == 0 {
				symbol = carto.Square
				if p.Feature == "" {
					symbol = carto.Diamond
				}
			}
		}
		out = append(out, carto.Entry{Kind: carto.OfPoint, Layer: "seat", Mark: symbol, Size: 6.5, Text: r.Name.In(b.w.Lang)})
	}
	return out
}
