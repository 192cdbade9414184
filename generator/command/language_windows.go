package command

import "golang.org/x/sys/windows"

// systemLanguage is the language of the user's desktop, such as zh-CN. Windows
// sets none of the variables.
func systemLanguage() string {
	names, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(names) == 0 {
		return ""
	}
	return names[0]
}
