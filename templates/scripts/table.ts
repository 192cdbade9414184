// Sorting and filtering of tables and lists. Without it they are complete, in
// the order of the files.

// sortable makes the heads of a table's columns buttons that sort its rows:
// numbers by size, words as the page's language orders them, nothing last.
function sortable(table: HTMLTableElement): void {
  const body = table.tBodies[0];
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const given = [...body.rows];
  const words = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
  const text = (row: HTMLTableRowElement, i: number) => (row.cells[i]?.textContent ?? "").trim();
  const size = (s: string) => (/^[-−]?[\d,]*\.?\d+%?$/.test(s) ? Number(s.replace(/[,%]/g, "").replace("−", "-")) : NaN);
  heads.forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sort ?? "";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const now = head.getAttribute("aria-sort");
      const next = now === "ascending" ? "descending" : now === "descending" ? null : "ascending";
      for (const h of heads) h.removeAttribute("aria-sort");
      if (next) head.setAttribute("aria-sort", next);
      const sign = next === "descending" ? -1 : 1;
      const rows = [...given];
      if (next) {
        rows.sort((a, b) => {
          const x = text(a, i),
            y = text(b, i);
          if (x === "" || y === "") return Number(x === "") - Number(y === "");
          const m = size(x),
            n = size(y);
          return sign * (Number.isNaN(m) || Number.isNaN(n) ? words.compare(x, y) : m - n);
        });
      }
      body.append(...rows);
    });
  });
}

// filterable puts a field before a table or list that shows only the rows or
// items with all the words in it, and hides the groups left empty.
function filterable(place: HTMLElement): void {
  const list = document.querySelector<HTMLElement>(place.dataset.filter ?? "");
  if (!list) return;
  const items = [...list.querySelectorAll<HTMLElement>("tbody tr, [data-item]")];
  const groups = [...list.querySelectorAll<HTMLElement>("[data-group]")];
  const heads = new Map(
    items.map((item) => {
      // An item is also found by the headings it stands under, and by what stands
      // once for all of its paragraph, below them.
      const set = item.closest("li[data-group]");
      const up = [set?.lastElementChild?.textContent ?? ""];
      for (let g = item.closest("[data-group]:not(li)"); g; g = g.parentElement?.closest("[data-group]") ?? null)
        up.push(g.firstElementChild?.textContent ?? "");
      return [item, up.join(" ")];
    }),
  );
  const fold = (s: string) => s.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").toLowerCase();
  const texts = new Map(items.map((item) => [item, fold(`${item.textContent} ${heads.get(item)}`)]));
  const label = document.createElement("label");
  const field = document.createElement("input");
  const shown = document.createElement("output");
  field.type = "search";
  field.placeholder = place.dataset.hint ?? "";
  label.append(`${place.dataset.label} `, field);
  place.append(label, shown);
  field.addEventListener("input", () => {
    const wanted = fold(field.value).split(/\s+/).filter(Boolean);
    let n = 0;
    for (const item of items) {
      item.hidden = !wanted.every((w) => texts.get(item)?.includes(w));
      if (!item.hidden) n++;
    }
    for (const g of groups) {
      g.hidden = !g.querySelector("[data-item]:not([hidden])");
      if (g instanceof HTMLDetailsElement) g.open = wanted.length > 0;
    }
    shown.textContent =
      wanted.length === 0
        ? ""
        : n === 0
          ? (place.dataset.none ?? "")
          : (place.dataset.shown ?? "").replace("{0}", String(n)).replace("{1}", String(items.length));
  });
}

// Where the address names something in a folded part, the part is opened.
function unfold(): void {
  const named = document.getElementById(location.hash.slice(1));
  const folded = named?.closest("details");
  if (!folded || folded.open) return;
  folded.open = true;
  named?.scrollIntoView();
}

export function tables(): void {
  unfold();
  window.addEventListener("hashchange", unfold);
  document.querySelectorAll<HTMLTableElement>("table[data-sort]").forEach(sortable);
  document.querySelectorAll<HTMLElement>("[data-filter]").forEach(filterable);
}
