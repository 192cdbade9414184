// Some changes need the page's scripts to begin anew: a new map, another script.
// Then the page is loaded again, and what a reader had set is set again: how far
// it was scrolled, what was open, ticked, typed, focused. The view of a map stands
// in the address.

const saved = "atlas-preview-state";

interface State {
  path: string;
  x: number;
  y: number;
  open: boolean[];
  fields: [boolean, string][];
  focus: string;
}

const details = () => [...document.querySelectorAll("details")];
const fields = () => [...document.querySelectorAll<HTMLInputElement>("input")];

export function reload(): void {
  const s: State = {
    path: location.pathname,
    x: scrollX,
    y: scrollY,
    open: details().map((d) => d.open),
    fields: fields().map((f) => [f.checked, f.value]),
    focus: document.activeElement?.id ?? "",
  };
  try {
    sessionStorage.setItem(saved, JSON.stringify(s));
  } catch {
    /* private mode: the browser's own memory has to do */
  }
  location.reload();
}

export function restore(): void {
  let s: State;
  try {
    const text = sessionStorage.getItem(saved);
    sessionStorage.removeItem(saved);
    if (!text) return;
    s = JSON.parse(text) as State;
  } catch {
    return;
  }
  if (s.path !== location.pathname) return;
  const scroll = (): void => scrollTo({ left: s.x, top: s.y, behavior: "instant" });
  scroll();
  // The page's scripts come first: some fields are theirs.
  addEventListener(
    "DOMContentLoaded",
    () =>
      setTimeout(() => {
        const d = details(),
          f = fields();
        if (d.length === s.open.length)
          d.forEach((e, i) => {
            e.open = s.open[i]!;
          });
        if (f.length === s.fields.length) {
          f.forEach((e, i) => {
            const [checked, value] = s.fields[i]!;
            if (e.checked === checked && e.value === value) return;
            e.checked = checked;
            e.value = value;
            e.dispatchEvent(new Event("input", { bubbles: true }));
            e.dispatchEvent(new Event("change", { bubbles: true }));
          });
        }
        if (s.focus) document.getElementById(s.focus)?.focus({ preventScroll: true });
        scroll();
      }),
    { once: true },
  );
  addEventListener("load", () => setTimeout(scroll), { once: true }); // again when pictures have their size
}
