package names

import "bytes"

// trie maps strings to their index in the sorted list it was built from. Nodes
// are numbered level by level, so that the children of a node stand side by
// side and one number per node finds them: the order of a LOUDS tree (Jacobson,
// Space-efficient static trees and graphs, FOCS 1989) with plain indexes in
// place of its bit vectors. A node takes 9 bytes.
type trie struct {
	first []int32    // first[n] to first[n+1] are the children of node n
	label []byte     // the byte that leads to a node
	value []int32    // index of the string that ends at a node, or -1
	root  [256]int32 // the child of the first node by its label; 0 if there is none
}

// newTrie builds a trie of strings that are sorted and all different.
func newTrie(sorted []string) trie {
	type span struct{ lo, hi, depth int } // strings that share depth bytes
	t := trie{label: []byte{0}}
	queue := []span{{0, len(sorted), 0}}
	for n := 0; n < len(queue); n++ {
		s := queue[n]
		t.first = append(t.first, int32(len(queue)))
		value := int32(-1)
		if s.lo < s.hi && len(sorted[s.lo]) == s.depth {
			value = int32(s.lo)
			s.lo++
		}
		t.value = append(t.value, value)
		for lo := s.lo; lo < s.hi; {
			c := sorted[lo][s.depth]
			hi := lo + 1
			for hi < s.hi && sorted[hi][s.depth] == c {
				hi++
			}
			t.label = append(t.label, c)
			queue = append(queue, span{lo, hi, s.depth + 1})
			lo = hi
		}
	}
	t.first = append(t.first, int32(len(queue)))
	for n := t.first[0]; n < t.first[1]; n++ {
		t.root[t.label[n]] = n
	}
	return t
}

// hit is a string of the trie that a text begins with.
type hit struct {
	len   int
	value int32
}

// prefixes appends the strings of the trie that the text begins with, the
// shortest first.
func (t *trie) prefixes(text []byte, hits []hit) []hit {
	node := int32(0)
	for i, c := range text {
		if node = t.child(node, c); node == 0 {
			break
		}
		if v := t.value[node]; v >= 0 {
			hits = append(hits, hit{i + 1, v})
		}
	}
	return hits
}

// child is the node that a byte leads to, or 0.
func (t *trie) child(node int32, c byte) int32 {
	if node == 0 {
		return t.root[c]
	}
	lo, hi := t.first[node], t.first[node+1]
	k := bytes.IndexByte(t.label[lo:hi], c)
	if k < 0 {
		return 0
	}
	return lo + int32(k)
}
