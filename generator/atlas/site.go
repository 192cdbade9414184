package atlas

import (
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"atlas/generator/diag"
	"atlas/generator/source"
)

// Site is content/site.yaml.
type Site struct {
	Title     Localized
	Short     Localized // the title where there is little room; "" for the whole one
	Plan      Plan
	URL       string // absolute, ends with a slash; "" where none is configured
	Numbering map[string]Localized
	// ReferenceForms are further ways in which the text refers to its parts, by the kind
	// of part and the language's code: "Fig. {n}" for figures.
	ReferenceForms map[string]map[string][]string
	// ReferenceLeads are words, by the language's code, behind which a single character
	// with a number is a reference: 见 before 图3.
	ReferenceLeads map[string][]string
	OtherTexts     OtherTexts
	Ranks          []*Rank
	Home           Home
	Geometry       []string // the layers in which places have their polygons, searched in this order
	Area           string   // id of the concept that says what the plan covers; "" where none is
	Without        []string // the parts that it is to be without
	Handbook       bool     // the pages for editors that come with the engine are part of the site
	AsOf           string   // the day that counts as today, "2026-05"; "" for the newest date of the data
	Periods        []Period // what the plan calls some years
	OnCourse       float64  // the least part of the pace asked for that is on course; 0 for the engine's own
	Editor         string   // the address by which the preview opens a file, with {path}, {line} and {column}; "" for none
}

// Brand is the short title in a language, or the whole one where there is none.
func (s *Site) Brand(lang int) string {
	if lang < len(s.Short) && s.Short[lang] != "" {
		return s.Short[lang]
	}
	return s.Title.In(lang)
}

// OtherTexts are words, by the language's code, that make a reference beside them one to
// another text than the plan.
type OtherTexts struct{ Before, After map[string][]string }

// Plan says what the plan itself is.
type Plan struct {
	Title   Localized
	Issuers []Localized
	Date    Localized
	Period  Localized
}

// Home says what the home page shows.
type Home struct {
	Map     string
	Chart   string
	Numbers []string // ids of the rows of the table of values
}

// Witness is the text as it was handed over, and what stands in it before the
// first chapter; the element "{contents}" is put together from the headings.
type Witness struct {
	Path     string
	SHA256   string
	Language int
	Before   []string
	Data     []byte
}

// perLanguage is a text as YAML gives it, by language code.
type perLanguage map[string]string

type siteYAML struct {
	Title perLanguage `yaml:"title"`
	Short perLanguage `yaml:"short"`
	Plan  struct {
		Title   perLanguage   `yaml:"title"`
		Issuers []perLanguage `yaml:"issuers"`
		Date    perLanguage   `yaml:"date"`
		Period  perLanguage   `yaml:"period"`
	} `yaml:"plan"`
	URL       source.Value[string] `yaml:"url"`
	Languages []struct {
		Code    string   `yaml:"code"`
		Tag     string   `yaml:"tag"`
		Name    string   `yaml:"name"`
		Spaced  bool     `yaml:"spaced"`
		Endings []string `yaml:"endings"`
	} `yaml:"languages"`
	Numbering  map[string]perLanguage `yaml:"numbering"`
	References struct {
		Forms  map[string]map[string][]string `yaml:"forms"`
		Leads  map[string][]string            `yaml:"leads"`
		Others struct {
			Before map[string][]string `yaml:"before"`
			After  map[string][]string `yaml:"after"`
		} `yaml:"others"`
	} `yaml:"references"`
	Ranks []struct {
		ID    string      `yaml:"id"`
		Page  bool        `yaml:"page"`
		Name  perLanguage `yaml:"name"`
		Names perLanguage `yaml:"names"`
	} `yaml:"ranks"`
	Without  []source.Value[string] `yaml:"without"`
	Geometry []source.Value[string] `yaml:"geometry"`
	Area     source.Value[string]   `yaml:"area"`
	Handbook bool                   `yaml:"handbook"`
	Home     struct {
		Map     source.Value[string]   `yaml:"map"`
		Chart   source.Value[string]   `yaml:"chart"`
		Numbers []source.Value[string] `yaml:"numbers"`
	} `yaml:"home"`
	Periods  []periodYAML          `yaml:"periods"`
	AsOf     source.Value[string]  `yaml:"as_of"`
	OnCourse source.Value[float64] `yaml:"on_course"`
	Preview  struct {
		Editor source.Value[string] `yaml:"editor"`
	} `yaml:"preview"`
	Witness struct {
		File     string   `yaml:"file"`
		SHA256   string   `yaml:"sha256"`
		Language string   `yaml:"language"`
		Before   []string `yaml:"before"`
	} `yaml:"witness"`
}

const sitePath = "content/site.yaml"

// localized turns a text by language code into one by language index.
func (a *Atlas) localized(t perLanguage) Localized {
	out := make(Localized, len(a.Languages))
	for i, l := range a.Languages {
		out[i] = strings.TrimSpace(t[l.Code])
	}
	return out
}

// siteDoc is what content/site.yaml holds.
type siteDoc struct {
	file      *source.File
	yaml      siteYAML
	site      Site
	languages []Language
	usable    bool
}

// readSite reads content/site.yaml into the atlas. Without it there is no atlas.
func (b *builder) readSite() bool {
	d := read(b, sitePath, source.TextFile, func(f *source.File) (*siteDoc, diag.List) {
		d, own := &siteDoc{file: f}, &builder{atlas: &Atlas{}}
		d.usable = own.parseSite(f, &d.yaml)
		d.site, d.languages = own.atlas.Site, own.atlas.Languages
		return d, own.problems
	})
	if d == nil || !d.usable {
		return false
	}
	b.atlas.Site, b.atlas.Languages = d.site, d.languages
	b.readWitness(d.file, &d.yaml)
	b.described = &d.yaml
	return true
}

// parseSite makes a site of its description; false where that gives none.
func (b *builder) parseSite(f *source.File, y *siteYAML) bool {
	problems := source.DecodeYAML(f, source.Span{Len: len(f.Data)}, y)
	b.problems.Add(problems...)
	if problems.Count(diag.Error) > 0 {
		return false
	}
	a := b.atlas
	for _, l := range y.Languages {
		if l.Tag == "" {
			l.Tag = l.Code
		}
		a.Languages = append(a.Languages, Language{Code: l.Code, Tag: l.Tag, Name: l.Name, Spaced: l.Spaced, Endings: l.Endings})
	}
	if len(a.Languages) == 0 {
		b.problems.Add(diag.Problem{Rule: "site-languages", Place: f.Whole(),
			Message: diag.T("没有列出任何语言", "no language is listed"),
			Hint:    diag.T("在 languages 下写明每种语言的 code、tag 和 name", "list each language under languages, with its code, tag and name")})
		return false
	}
	a.Site = Site{Title: a.localized(y.Title), Short: a.localized(y.Short), URL: b.siteURL(y.URL), Numbering: map[string]Localized{},
		Plan: Plan{Title: a.localized(y.Plan.Title), Date: a.localized(y.Plan.Date), Period: a.localized(y.Plan.Period)},
		Home: Home{Map: y.Home.Map.V, Chart: y.Home.Chart.V, Numbers: plain(y.Home.Numbers)}, Geometry: plain(y.Geometry), Area: y.Area.V, Handbook: y.Handbook, Editor: b.editor(y.Preview.Editor)}
	for _, i := range y.Plan.Issuers {
		a.Site.Plan.Issuers = append(a.Site.Plan.Issuers, a.localized(i))
	}
	a.Site.ReferenceForms = y.References.Forms
	a.Site.ReferenceLeads = y.References.Leads
	a.Site.OtherTexts = OtherTexts{y.References.Others.Before, y.References.Others.After}
	for k, v := range y.Numbering {
		a.Site.Numbering[k] = a.localized(v)
	}
	for i, r := range y.Ranks {
		a.Site.Ranks = append(a.Site.Ranks, &Rank{ID: r.ID, Page: r.Page, Name: a.localized(r.Name), Names: a.localized(r.Names), Order: i})
	}
	a.Site.Without = b.without(y.Without)
	a.Site.Periods = b.periods(y.Periods)
	a.Site.AsOf, a.Site.OnCourse = b.asOf(y.AsOf), b.onCourse(y.OnCourse)
	return true
}

// asOf reads the day that counts as today.
func (b *builder) asOf(v source.Value[string]) string {
	if v.V != "" && !dateForm.MatchString(v.V) {
		b.problems.Add(diag.Problem{Rule: "site-as-of", Place: v.Place(),
			Message: diag.Tf("as_of 应是日期，这里是 %q", "as_of is a date, here stands %q", v.V),
			Hint:    diag.T("写作 2026-05-31、2026-05 或 2026", "write 2026-05-31, 2026-05 or 2026")})
		return ""
	}
	return v.V
}

// dateForm is a day, month or year.
var dateForm = regexp.MustCompile(`^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`)

// onCourse reads the least part of the pace asked for that is on course.
func (b *builder) onCourse(v source.Value[float64]) float64 {
	if v.V < 0 || v.V > 1 {
		b.problems.Add(diag.Problem{Rule: "site-as-of", Place: v.Place(),
			Message: diag.Tf("on_course 应在 0 到 1 之间，这里是 %v", "on_course lies between 0 and 1, here stands %v", v.V),
			Hint:    diag.T("如 0.95：进度达到所需的 95% 算按期", "such as 0.95: 95% of the pace asked for is on course")})
		return 0
	}
	return v.V
}

// The parts that a site may be without.
const (
	SearchPart   = "search"   // the index and its page
	PrintPart    = "print"    // the whole text as one document
	ParallelPart = "parallel" // the languages side by side
	JSONPart     = "json"     // the whole text as data
)

var siteParts = []string{JSONPart, ParallelPart, PrintPart, SearchPart}

// without reads which parts the site is to be without.
func (b *builder) without(list []source.Value[string]) []string {
	var out []string
	for _, v := range list {
		if !slices.Contains(siteParts, v.V) {
			b.problems.Add(diag.Problem{Rule: "site-part", Place: v.Place(),
				Message: diag.Tf("without 里的 %q 不是网站的一部分，只能是 %s", "%q under without is no part of a site that can be left out, only %s", v.V, strings.Join(siteParts, ", ")),
				Hint:    diag.DidYouMean(v.V, siteParts)})
			continue
		}
		out = append(out, v.V)
	}
	return out
}

// Has reports whether the site has a part.
func (s *Site) Has(part string) bool { return !slices.Contains(s.Without, part) }

func (b *builder) readWitness(f *source.File, y *siteYAML) {
	if y.Witness.File == "" {
		return
	}
	lang := slices.IndexFunc(b.atlas.Languages, func(l Language) bool { return l.Code == y.Witness.Language })
	if lang < 0 {
		b.problems.Add(diag.Problem{Rule: "site-languages", Place: f.Whole(),
			Message: diag.Tf("witness 的语言 %q 不在 languages 之列", "the language %q of the witness is not among the languages", y.Witness.Language),
			Hint:    diag.DidYouMean(y.Witness.Language, b.languageCodes())})
		return
	}
	data := keep(b, y.Witness.File, func() ([]byte, diag.List, bool) {
		data, err := fs.ReadFile(b.fsys, y.Witness.File)
		if err != nil {
			p := source.Unread(b.fsys, y.Witness.File, err)
			p.Notes = append(p.Notes, diag.Note{Place: f.Whole(), Message: diag.T("witness 写明底本是这个文件", "it is named here as the witness")})
			return nil, diag.List{p}, false
		}
		return data, nil, true
	})
	if data == nil {
		return
	}
	b.atlas.Witness = &Witness{Path: y.Witness.File, SHA256: y.Witness.SHA256, Language: lang, Before: y.Witness.Before, Data: data}
}

func (b *builder) languageCodes() []string {
	var codes []string
	for _, l := range b.atlas.Languages {
		codes = append(codes, l.Code)
	}
	return codes
}

// Number writes the printed number of a chapter, section, box, figure or table, by
// the site's pattern for it; "" where there is none.
func (s *Site) Number(kind string, n, lang int) string {
	pattern := s.Numbering[kind]
	if pattern == nil {
		return ""
	}
	return filledIn(pattern.In(lang), n)
}

// filledIn fills a number into a pattern.
func filledIn(text string, n int) string {
	if strings.Contains(text, "{han}") {
		text = strings.ReplaceAll(text, "{han}", hanNumeral(n))
	}
	if strings.Contains(text, "{n}") {
		text = strings.ReplaceAll(text, "{n}", strconv.Itoa(n))
	}
	return text
}

// numberIn is the number of a section or heading, of which {path} is the one with those
// of its chapter and of the headings above: 3.2.1.
func (s *Site) numberIn(b *Block, n, lang int) string {
	pattern := s.Numbering[b.Number]
	if pattern == nil {
		return ""
	}
	text := pattern.In(lang)
	if strings.Contains(text, "{path}") {
		path := strconv.Itoa(n)
		for u := b.Under; u != nil; u = u.Under {
			path = strconv.Itoa(u.Count) + "." + path
		}
		text = strings.ReplaceAll(text, "{path}", strconv.Itoa(b.Chapter.Ordinal())+"."+path)
	}
	return filledIn(text, n)
}

// NumberingKinds lists the kinds that have a pattern, sorted.
func (s *Site) NumberingKinds() []string { return slices.Sorted(maps.Keys(s.Numbering)) }

// hanNumeral writes 1 to 99 in Chinese numerals; other numbers in digits.
func hanNumeral(n int) string {
	digits := []rune("零一二三四五六七八九")
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	tens, ones := n/10, n%10
	var s string
	switch {
	case tens == 1:
		s = "十"
	case tens > 1:
		s = string(digits[tens]) + "十"
	}
	if ones > 0 {
		s += string(digits[ones])
	}
	return s
}

// defaultEditor opens a file in Visual Studio Code, which asks the reader first.
const defaultEditor = "vscode://file/{path}:{line}:{column}"

var editorScheme = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)

// editor is the address by which the preview opens a file: the site's own, none
// where it says so, or the usual one.
func (b *builder) editor(v source.Value[string]) string {
	if !v.Given() {
		return defaultEditor
	}
	s := strings.TrimSpace(v.V)
	if s == "" {
		return ""
	}
	if !editorScheme.MatchString(s) || strings.HasPrefix(s, "javascript:") || !strings.Contains(s, "{path}") {
		b.problems.Add(diag.Problem{Rule: "site-preview", Severity: diag.Warning, Place: v.Place(),
			Message: diag.Tf("%q 不能用来打开文件", "%q cannot open a file", s),
			Hint:    diag.T("写成如 "+defaultEditor+" 的地址；留空则不显示这种链接", "write an address such as "+defaultEditor+", or leave it empty for no such links")})
		return ""
	}
	return s
}
