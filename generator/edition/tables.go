package edition

import "slices"

// tables compares the tables that either edition has, in the order of the new one.
func tables(old, now []Table) []TableChange {
	var out []TableChange
	find := func(list []Table, name string) Table {
		if i := slices.IndexFunc(list, func(t Table) bool { return t.Name == name }); i >= 0 {
			return list[i]
		}
		return Table{Name: name, Key: -1}
	}
	names := make([]string, 0, len(now))
	for _, t := range slices.Concat(now, old) {
		if !slices.Contains(names, t.Name) {
			names = append(names, t.Name)
		}
	}
	for _, name := range names {
		if rows := rows(find(old, name), find(now, name)); len(rows) > 0 {
			out = append(out, TableChange{name, rows})
		}
	}
	return out
}

// keyed are rows by their keys. Rows of a table without a key, and those that share
// one, are told apart by all that they hold.
func keyed(t Table) (keys []string, rows map[string][]string) {
	times := map[string]int{}
	if t.Key >= 0 {
		for _, r := range t.Rows {
			times[r[t.Key]]++
		}
	}
	rows = map[string][]string{}
	for _, r := range t.Rows {
		key := ""
		if t.Key >= 0 && times[r[t.Key]] == 1 {
			key = r[t.Key]
		} else {
			for _, c := range r {
				key += c + "\x1f"
			}
		}
		for rows[key] != nil {
			key += "\x1e"
		}
		keys, rows[key] = append(keys, key), r
	}
	return keys, rows
}

func rows(old, now Table) []RowChange {
	oldKeys, was := keyed(old)
	keys, is := keyed(now)
	name := func(t Table, key string, row []string) string {
		if t.Key >= 0 {
			return row[t.Key]
		}
		return ""
	}
	var out []RowChange
	for _, k := range keys {
		o, known := was[k]
		if !known {
			out = append(out, RowChange{name(now, k, is[k]), Inserted, fields(Table{}, nil, now, is[k])})
		} else if f := fields(old, o, now, is[k]); len(f) > 0 {
			out = append(out, RowChange{name(now, k, is[k]), Reworded, f})
		}
	}
	for _, k := range oldKeys {
		if _, stays := is[k]; !stays {
			out = append(out, RowChange{name(old, k, was[k]), Deleted, fields(old, was[k], Table{}, nil)})
		}
	}
	return out
}

// fields are the cells in which two rows differ, by the names of their fields.
func fields(old Table, o []string, now Table, n []string) []FieldChange {
	var out []FieldChange
	cell := func(t Table, row []string, field string) string {
		if i := slices.Index(t.Fields, field); i >= 0 && i < len(row) {
			return row[i]
		}
		return ""
	}
	all := slices.Clone(now.Fields)
	for _, f := range old.Fields {
		if !slices.Contains(all, f) {
			all = append(all, f)
		}
	}
	for _, f := range all {
		if a, b := cell(old, o, f), cell(now, n, f); a != b {
			out = append(out, FieldChange{f, a, b})
		}
	}
	return out
}
