package numeral

// englishCardinals are the words below a hundred.
var englishCardinals = map[string]int64{
	"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
	"seventeen": 17, "eighteen": 18, "nineteen": 19,
	"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var englishOrdinals = map[string]int64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
	"seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
	"fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}

var englishMultipliers = map[string]int64{
	"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000,
	"bn": 1_000_000_000, "tn": 1_000_000_000_000,
}

// englishParts are the names of fractions; with an s they stand after two and more.
var englishParts = map[string]int64{
	"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
	"tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
	"halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8,
	"ninths": 9, "tenths": 10, "twentieths": 20, "hundredths": 100, "thousandths": 1000,
}

// englishAs are words that stand for a number and may be left unsaid.
var englishAs = map[string]string{
	"firstly": "1", "once": "1", "single": "1", "secondly": "2",
	"both": "2", "double": "2", "doubled": "2", "doubles": "2", "doubling": "2", "dual": "2", "twice": "2", "pair": "2",
	"twin": "2", "bilateral": "2", "triple": "3", "tripled": "3", "tertiary": "3", "quadruple": "4", "quadrupled": "4", "quadrupling": "4",
	"tripling": "3", "triples": "3", "thrice": "3", "twofold": "2", "threefold": "3", "fourfold": "4", "fivefold": "5", "tenfold": "10",
	"half": "1/2", "quarter": "1/4", "dozen": "12", "decade": "10", "century": "100", "millennium": "1000",
}

// englishMonths are numbers in Chinese; with a capital, since may and march are
// other words too.
var englishMonths = map[string]string{
	"january": "1", "february": "2", "march": "3", "april": "4", "may": "5", "june": "6", "july": "7", "august": "8",
	"september": "9", "october": "10", "november": "11", "december": "12",
}

// romanAfter are the words after which capital I, V and X are a number.
var romanAfter = map[string]bool{
	"grade": true, "class": true, "phase": true, "category": true, "type": true, "part": true, "stage": true,
	"chapter": true, "level": true, "tier": true, "volume": true, "section": true, "annex": true,
}

// englishBefore are the phrases right before a number.
var englishBefore = map[Comparator]string{
	Greater: "more than|over|above|exceed|exceeds|exceeded|exceeding|in excess of|greater than|higher than|beyond|" +
		"surpass|surpasses|surpassed|surpassing|upwards of|topped|>|＞",
	GreaterEqual: "at least|no less than|not less than|no fewer than|not fewer than|not lower than|no lower than|" +
		"at or above|a minimum of|not below|no earlier than|not earlier than|≥|⩾|≧",
	Less: "less than|fewer than|below|under|lower than|smaller than|short of|not reach|<|＜",
	LessEqual: "at most|no more than|not more than|up to|within|not exceed|not exceeding|not over|at or below|" +
		"a maximum of|no greater than|not higher than|no higher than|no later than|not later than|≤|⩽|≦",
	About: "about|around|approximately|nearly|almost|close to|roughly|some|near|approaching|approaches|" +
		"approached|circa|≈|~",
}

// englishAfter are the phrases right after a number and its unit.
var englishAfter = map[Comparator]string{
	GreaterEqual: "or more|or above|or higher|and above|or over|and over|and more|or greater|+",
	LessEqual:    "or less|or below|or lower|and below|or fewer|or under",
	About:        "or so",
}

// englishTo are the words and signs between the ends of a range.
var englishTo = map[string]bool{"–": true, "-": true, "—": true, "‑": true, "‒": true, "~": true, "～": true, "to": true, "through": true}

// englishMinus are words for the minus sign, right before a number.
var englishMinus = []string{"minus", "negative"}

// letterMultipliers are letters right behind the digits of an amount of money,
// and of other things where they are no unit.
var letterMultipliers = map[string]int64{"k": 1000, "K": 1000, "m": 1_000_000, "M": 1_000_000, "mn": 1_000_000, "b": 1_000_000_000}
