package likeness

// Run is a stretch of words that two texts have in common: N words from A of the
// first and from B of the second.
type Run struct{ A, B, N int }

// room is how many cells the table of a comparison has at most. Longer texts are
// first cut where they have a word in common that either has once.
const room = 1 << 21

// Common finds what two texts have most of in common, counted in characters, as runs
// in order, no two of which touch in both texts. Where texts are very long and have no rare word in
// common, it finds a shorter one. The algorithm is the usual table, after common
// beginnings and ends, and for long texts Cohen's patience diff.
func Common(a, b []Word) []Run {
	c := comparison{weight: make([]int32, len(a)), a: make([]int32, len(a)), b: make([]int32, len(b))}
	numbers := make(map[string]int32, len(a))
	number := func(w Word) int32 {
		n, known := numbers[w.Text]
		if !known {
			n = int32(len(numbers))
			numbers[w.Text] = n
		}
		return n
	}
	for i, w := range a {
		c.a[i] = number(w)
		c.weight[i] = int32(4*w.Weight() + 1) // blanks only where nothing else is lost by it
	}
	for i, w := range b {
		c.b[i] = number(w)
	}
	c.between(0, len(a), 0, len(b))
	return c.runs
}

type comparison struct {
	a, b   []int32 // the words, each by a number of its own
	weight []int32 // of the words of a
	runs   []Run
	table  []int32
}

func (c *comparison) add(i, j, n int) {
	if n == 0 {
		return
	}
	if k := len(c.runs) - 1; k >= 0 && c.runs[k].A+c.runs[k].N == i && c.runs[k].B+c.runs[k].N == j {
		c.runs[k].N += n
		return
	}
	c.runs = append(c.runs, Run{i, j, n})
}

// between compares a[i:m] with b[j:n].
func (c *comparison) between(i, m, j, n int) {
	start := i
	for i < m && j < n && c.a[i] == c.b[j] {
		i, j = i+1, j+1
	}
	c.add(start, j-(i-start), i-start)
	end := m
	for i < m && j < n && c.a[m-1] == c.b[n-1] {
		m, n = m-1, n-1
	}
	switch {
	case i == m || j == n:
	case (m-i+1)*(n-j+1) <= room:
		c.fill(i, m, j, n)
	default:
		c.cut(i, m, j, n)
	}
	c.add(m, n, end-m)
}

// fill finds the heaviest subsequence by the table of all ends.
func (c *comparison) fill(i, m, j, n int) {
	w := n - j + 1
	if size := (m - i + 1) * w; cap(c.table) < size {
		c.table = make([]int32, size)
	} else {
		c.table = c.table[:size]
		clear(c.table)
	}
	for x := m - 1; x >= i; x-- {
		row, below := c.table[(x-i)*w:], c.table[(x-i+1)*w:]
		for y := n - 1; y >= j; y-- {
			row[y-j] = max(below[y-j], row[y-j+1])
			if c.a[x] == c.b[y] {
				row[y-j] = max(row[y-j], below[y-j+1]+c.weight[x])
			}
		}
	}
	for x, y := i, j; x < m && y < n; {
		at := (x-i)*w + y - j
		switch {
		case c.a[x] == c.b[y] && c.table[at] == c.table[at+w+1]+c.weight[x]:
			c.add(x, y, 1)
			x, y = x+1, y+1
		case c.table[at+w] >= c.table[at+1]:
			x++
		default:
			y++
		}
	}
}

// cut compares piece by piece between words that each side has once.
func (c *comparison) cut(i, m, j, n int) {
	type spot struct{ a, b, times int }
	spots := map[int32]*spot{}
	for x := i; x < m; x++ {
		if s := spots[c.a[x]]; s != nil {
			s.times = 3
		} else {
			spots[c.a[x]] = &spot{a: x, times: 1}
		}
	}
	var once []*spot // in the order of b
	for y := j; y < n; y++ {
		if s := spots[c.b[y]]; s != nil {
			if s.times++; s.times == 2 {
				s.b = y
				once = append(once, s)
			}
		}
	}
	var tails []int // of the longest rising sequences, by length
	before := make([]int, len(once))
	for k, s := range once {
		if s.times != 2 {
			continue
		}
		lo, hi := 0, len(tails)
		for lo < hi {
			if mid := (lo + hi) / 2; once[tails[mid]].a < s.a {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before[k] = -1
		if lo > 0 {
			before[k] = tails[lo-1]
		}
		if lo == len(tails) {
			tails = append(tails, k)
		} else {
			tails[lo] = k
		}
	}
	if len(tails) == 0 {
		return
	}
	chain := make([]*spot, len(tails))
	for k, at := tails[len(tails)-1], len(tails)-1; at >= 0; k, at = before[k], at-1 {
		chain[at] = once[k]
	}
	for _, s := range chain {
		c.between(i, s.a, j, s.b)
		c.add(s.a, s.b, 1)
		i, j = s.a+1, s.b+1
	}
	c.between(i, m, j, n)
}
