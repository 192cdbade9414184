// Runs before the page is drawn, so that the chosen theme does not flash.
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // no storage from disk in some browsers: the system's choice stays
}
