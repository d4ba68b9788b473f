// Before anything is painted, so that nobody who has chosen dark sees a flash of light. Not a module: those come later.
try {
  const theme = localStorage.getItem("openclaw.theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // No storage: as the system is.
}
