package source

import (
	"strings"

	"atlas/generator/diag"
)

// id finds the feature's id.
func (r *geoReader) id(at member) {
	if r.idProperty != "" {
		if p, ok := r.feature.Properties.Get(r.idProperty); ok && p.Text != "" {
			r.feature.ID = p.Text
			return
		}
	}
	if at.value == 0 {
		return
	}
	c := r.s.data[at.value]
	if name, ok := r.text(at.value); ok {
		r.feature.ID = name
	} else if c == '-' || c >= '0' && c <= '9' {
		r.feature.ID = string(r.s.data[at.value : at.value+r.runesAt(at.value)])
	} else if c != 'n' {
		r.add("geojson-id", at.value, r.runesAt(at.value), diag.T("\"id\" 应为文字或数字", "\"id\" should be a text or a number"), diag.Text{})
	}
}

// ids reports ids that are missing or not unique.
func (r *geoReader) ids() {
	severity := diag.Error
	if r.idProperty == "" {
		severity = diag.Warning
	}
	first := map[string]*Feature{}
	var missing []*Feature
	for i := range r.layer.Features {
		ft := &r.layer.Features[i]
		if ft.ID == "" {
			missing = append(missing, ft)
			continue
		}
		if earlier := first[ft.ID]; earlier != nil {
			r.problems.Add(diag.Problem{Rule: "geojson-id", Severity: severity, Place: ft.Place(),
				Message: diag.Tf("第 %d 个要素的编号 %q 重复", "feature %d has the id %q, which is taken", ft.Index+1, ft.ID),
				Hint:    diag.T("每个要素的编号必须不同", "give every feature an id of its own"),
				Notes: []diag.Note{{Place: earlier.Place(),
					Message: diag.Tf("第 %d 个要素已用此编号", "feature %d has it already", earlier.Index+1)}}})
			continue
		}
		first[ft.ID] = ft
	}
	if r.idProperty == "" && len(first) == 0 {
		return // a layer without ids
	}
	if len(missing) > 1 && len(missing) == len(r.layer.Features) {
		r.problems.Add(r.noIDs(missing[0], len(missing)))
		return
	}
	for _, ft := range missing {
		hint := diag.T("请加上成员 \"id\"", "add the member \"id\"")
		if r.idProperty != "" {
			hint = diag.Tf("请填写属性 %q", "give it the property %q", r.idProperty)
			if near := diag.Closest(r.idProperty, ft.names()); near != "" {
				hint = diag.Tf("请将属性 %[1]q 改名为 %[2]q", "rename the property %[1]q to %[2]q", near, r.idProperty)
			}
		}
		r.problems.Add(diag.Problem{Rule: "geojson-id", Severity: severity, Place: ft.Place(), Hint: hint,
			Message: diag.Tf("第 %d 个要素没有编号", "feature %d has no id", ft.Index+1)})
	}
}

// noIDs says in one problem that no feature of the layer has the property.
func (r *geoReader) noIDs(ft *Feature, count int) diag.Problem {
	names := ft.names()
	p := diag.Problem{Rule: "geojson-id", Place: ft.Place(),
		Message: diag.Tf("%[2]d 个要素都没有作为编号的属性 %[1]q", "none of the %[2]d features has the property %[1]q, which holds the ids", r.idProperty, count),
		Hint:    diag.Tf("要素的属性有：%s", "the properties of the features: %s", strings.Join(names, ", "))}
	if len(names) == 0 {
		p.Hint = diag.T("要素没有任何属性", "the features have no properties")
	}
	near := diag.Closest(r.idProperty, names)
	for _, n := range names {
		if strings.EqualFold(n, r.idProperty) {
			near = n
		}
	}
	if near != "" {
		p.Hint = diag.Tf("要素有属性 %[1]q：请在 layers.yaml 中写 key: %[1]s", "they have the property %[1]q: write key: %[1]s in layers.yaml", near)
	}
	return p
}

// names lists the names of the feature's properties.
func (ft *Feature) names() []string {
	var names []string
	for _, p := range ft.Properties {
		if p.Text != "" {
			names = append(names, p.Name)
		}
	}
	return names
}
