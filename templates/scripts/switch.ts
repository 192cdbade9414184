// The button that goes round light, dark and the system's choice.
export function themeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (!button) return;
  const root = document.documentElement;
  const label = button.getAttribute("aria-label") ?? "";
  const order = ["auto", "light", "dark"] as const;
  const show = () => {
    const now = root.dataset.theme ?? "auto";
    button.textContent = button.dataset[now] ?? now;
    button.title = `${label} ${button.textContent}`;
    button.setAttribute("aria-label", button.title);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    const now = (root.dataset.theme ?? "auto") as (typeof order)[number];
    const next = order[(order.indexOf(now) + 1) % order.length];
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    try {
      if (next === "auto") localStorage.removeItem("theme");
      else localStorage.setItem("theme", next);
    } catch {
      // the choice then holds for this page only
    }
    show();
  });
  show();
}
