package source

import (
	"bytes"
	"path"
	"slices"

	"atlas/generator/diag"
)

// Where two people changed the same lines, a version control system leaves both
// versions in the file, parted by lines of its own:
//
//	<<<<<<< one
//	…
//	||||||| what both began with (not always)
//	…
//	=======
//	…
//	>>>>>>> other

// holdsConflicts are the endings of the files in which such lines mean nothing else.
var holdsConflicts = []string{".md", ".csv", ".yaml", ".yml", ".geojson"}

// conflicts reports each conflict at its first line. The File it returns has the
// first version of each, with blanks in place of the rest, so that offsets and lines
// stay true; Conflict keeps its readers from reporting what only follows from it.
func (f *File) conflicts() (*File, diag.List) {
	if !slices.Contains(holdsConflicts, path.Ext(f.Path)) ||
		!bytes.Contains(f.Data, []byte("<<<<<<<")) && !bytes.Contains(f.Data, []byte(">>>>>>>")) {
		return f, nil
	}
	var problems diag.List
	kept := bytes.Clone(f.Data)
	fenced := false
	end := -1 // where the conflict ends that is being read
	dropped := false
	for at := 0; at < len(f.Data); {
		line, next := lineAt(f.Data, at)
		switch {
		case bytes.HasPrefix(line, []byte("```")):
			fenced = !fenced // an example of such lines is none
		case fenced:
		case isMarker(line, '<'):
			problems.Add(conflict(f, at))
			end, dropped = conflictEnd(f.Data, next), false
			blank(kept[at:next])
		case isMarker(line, '>'):
			if at > end {
				problems.Add(conflict(f, at)) // its first line was deleted
			}
			end, dropped = -1, false
			blank(kept[at:next])
		case at < end && (isMarker(line, '|') || isMarker(line, '=')):
			dropped = true
		}
		if dropped {
			blank(kept[at:next])
		}
		at = next
	}
	if len(problems) == 0 {
		return f, nil
	}
	return &File{Path: f.Path, Data: kept, Encoding: f.Encoding, Conflict: true}, problems
}

func conflict(f *File, at int) diag.Problem {
	return problem("merge-conflict", f.Place(at, 7),
		diag.T("未解决的版本冲突", "an unresolved merge conflict"),
		diag.T("两个版本都在这里：留下要的文字，删去另一个，并删去 <<<<<<<、=======、>>>>>>> 各行",
			"both versions stand here: keep the words that are wanted, delete the others and the lines <<<<<<<, ======= and >>>>>>>"))
}

// isMarker reports whether a line is seven times the character, by itself or with a
// name behind it.
func isMarker(line []byte, c byte) bool {
	const n = 7
	if len(line) < n || len(line) > n && line[n] != ' ' {
		return false
	}
	return bytes.Count(line[:n], []byte{c}) == n
}

// conflictEnd is the offset of the line that ends a conflict, or -1 where another
// begins before it or there is none.
func conflictEnd(b []byte, at int) int {
	for at < len(b) {
		line, next := lineAt(b, at)
		switch {
		case isMarker(line, '>'):
			return at
		case isMarker(line, '<'):
			return -1
		}
		at = next
	}
	return -1
}

// blank overwrites all but line ends.
func blank(b []byte) {
	for i, c := range b {
		if c != '\n' && c != '\r' {
			b[i] = ' '
		}
	}
}
