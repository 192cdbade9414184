//go:build !windows

package command

// systemLanguage is the language the system is set to, "" where only the
// variables tell.
func systemLanguage() string { return "" }
