package check

// For tests of the whole build, which imports this package.
var (
	ReadSite   = readSite
	ProblemsOf = problemsOf
	Sites      = sites
)
