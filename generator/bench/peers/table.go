package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"
)

// table is the results of the made sites as Markdown.
func table(lean, rich []result) string {
	var b strings.Builder
	b.WriteString("Sites made for measuring: the lean one is the same Markdown for all programs. Times are medians of the rounds; the ratio is the median of the ratios within a round.\n\n")
	b.WriteString("| lean site, bilingual pages | program | full build: wall, CPU | atlas takes, of this one’s time | peak memory | nothing changed | edit to served: median, p95 | memory while serving |\n|---:|---|---|---|---|---|---|---|\n")
	for _, r := range lean {
		fmt.Fprintf(&b, "| %s | %s | %s, %s | %s | %s | %s | %s | %s |\n", thousands(r.pages), r.program,
			wall(r.full), cpu(r.full), ratio(of(lean, r.pages), r), peak(r.full), dash(r.unchanged, wall), edited(r), serving(r))
	}
	b.WriteString(slopes(lean))
	if len(rich) == 0 {
		return b.String()
	}
	b.WriteString("\n| rich site, bilingual pages | full build: wall, CPU | peak memory | nothing changed | edit to served: median, p95 | memory while serving |\n|---:|---|---|---|---|---|\n")
	for _, r := range rich {
		fmt.Fprintf(&b, "| %s | %s, %s | %s | %s | %s | %s |\n", thousands(r.pages),
			wall(r.full), cpu(r.full), peak(r.full), wall(r.unchanged), edited(r), serving(r))
	}
	return b.String()
}

// slopes says how the time of a full build grows from each size to the next, in
// milliseconds for each further page.
func slopes(lean []result) string {
	var b strings.Builder
	last := map[string]result{}
	for _, r := range lean {
		if before, ok := last[r.program]; ok {
			more := (at(walls(r.full), .5) - at(walls(before.full), .5)).Seconds() * 1000 / float64(r.pages-before.pages)
			fmt.Fprintf(&b, "- %s, from %s to %s bilingual pages: %.2f ms more for each.\n", r.program, thousands(before.pages), thousands(r.pages), more)
		}
		last[r.program] = r
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n" + b.String()
}

// of is the atlas's own result at a size.
func of(all []result, pages int) result {
	for _, r := range all {
		if r.pages == pages && r.program == "atlas" {
			return r
		}
	}
	return result{}
}

// ratio compares round by round.
func ratio(ours, r result) string {
	if ours.program == r.program {
		return ""
	}
	var rs []float64
	for i := range min(len(ours.full), len(r.full)) {
		rs = append(rs, float64(ours.full[i].wall)/float64(r.full[i].wall))
	}
	return fmt.Sprintf("%.2f", median(rs))
}

func walls(rs []run) []time.Duration {
	var ds []time.Duration
	for _, r := range rs {
		ds = append(ds, r.wall)
	}
	return ds
}

func wall(rs []run) string { return duration(at(walls(rs), .5)) }

func cpu(rs []run) string {
	var ds []time.Duration
	for _, r := range rs {
		ds = append(ds, r.cpu)
	}
	return duration(at(ds, .5))
}

func peak(rs []run) string {
	most := 0.0
	for _, r := range rs {
		most = max(most, r.peak)
	}
	return fmt.Sprintf("%.0f MiB", most)
}

func edited(r result) string {
	if len(r.edits) == 0 {
		return "–"
	}
	return fmt.Sprintf("%s, %s", duration(at(r.edits, .5)), duration(at(r.edits, .95)))
}

func serving(r result) string {
	if r.serving.peak == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f MiB", r.serving.peak)
}

func dash(rs []run, f func([]run) string) string {
	if len(rs) == 0 {
		return "–"
	}
	return f(rs)
}

func duration(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	if len(s) > 3 {
		return s[:len(s)-3] + "," + s[len(s)-3:]
	}
	return s
}

// replace puts the text between <!-- MARKER … --> and <!-- /MARKER --> of a file.
func replace(name, marker, text string) error {
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	re := regexp.MustCompile(`(?s)(<!-- ` + regexp.QuoteMeta(marker) + `\b[^>]*-->\n).*?(<!-- /` + regexp.QuoteMeta(marker) + ` -->)`)
	if !re.Match(old) {
		return fmt.Errorf("%s has no lines between <!-- %s --> and <!-- /%s -->", name, marker, marker)
	}
	next := re.ReplaceAllStringFunc(string(old), func(s string) string {
		m := re.FindStringSubmatch(s)
		return m[1] + "\n" + text + "\n" + m[2]
	})
	return os.WriteFile(name, []byte(next), 0o644)
}
