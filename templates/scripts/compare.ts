// On the page that compares all places: sets two or three of them beside each
// other. It reads the page's own table, so it works from disk; the choice is in
// the address (?a=…&b=…&c=…), so it can be linked.
const slots = ["a", "b", "c"] as const;

export function comparePlaces(): void {
  const page = document.getElementById("compare");
  const form = page?.querySelector<HTMLFormElement>("form.chooser");
  const table = page?.querySelector<HTMLTableElement>("table.place-matrix");
  const out = page?.querySelector<HTMLElement>(".beside-each-other");
  if (!form || !table || !out) return;
  const rows = new Map([...table.querySelectorAll<HTMLTableRowElement>("tr[data-slug]")].map((r) => [r.dataset.slug ?? "", r]));
  const selects = slots.map((slot) => chooser(form, table, slot));
  const show = () => {
    const chosen = selects.map((s) => rows.get(s.value)).filter((r) => r !== undefined);
    out.hidden = chosen.length === 0;
    out.replaceChildren(...(chosen.length ? [sideBySide(table, chosen)] : []));
  };
  const read = () => {
    const query = new URLSearchParams(location.search);
    selects.forEach((s, i) => {
      const slug = query.get(slots[i]) ?? "";
      s.value = rows.has(slug) ? slug : "";
    });
    show();
  };
  const write = () => {
    const query = new URLSearchParams();
    selects.forEach((s, i) => s.value && query.set(slots[i], s.value));
    const search = query.toString();
    history.replaceState(null, "", search ? `?${search}` : location.pathname);
    show();
    aimLanguages(search);
  };
  form.addEventListener("change", write);
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("reset", () => setTimeout(write));
  addEventListener("popstate", read);
  const note = document.createElement("p");
  note.textContent = form.dataset.label ?? "";
  const clear = document.createElement("button");
  clear.type = "reset";
  clear.textContent = form.dataset.clear ?? "";
  form.prepend(note);
  form.append(clear);
  form.hidden = false;
  read();
  aimLanguages(location.search.slice(1));
}

// The links to the other languages keep the choice.
function aimLanguages(search: string): void {
  for (const a of document.querySelectorAll<HTMLAnchorElement>("a.lang")) {
    a.setAttribute("href", (a.getAttribute("href") ?? "").split("?")[0] + (search ? `?${search}` : ""));
  }
}

// chooser adds a list of all places by rank.
function chooser(form: HTMLFormElement, table: HTMLTableElement, slot: string): HTMLSelectElement {
  const select = document.createElement("select");
  select.name = slot;
  select.setAttribute("aria-label", `${form.dataset.label ?? ""} ${slot.toUpperCase()}`);
  select.append(new Option(form.dataset.none ?? "–", ""));
  for (const body of table.tBodies) {
    const group = document.createElement("optgroup");
    group.label = body.rows[0].textContent ?? "";
    for (const row of body.querySelectorAll<HTMLTableRowElement>("tr[data-slug]")) {
      group.append(new Option(row.cells[0].textContent ?? "", row.dataset.slug));
    }
    select.append(group);
  }
  form.append(select);
  return select;
}

// sideBySide turns rows of the table into columns.
function sideBySide(table: HTMLTableElement, rows: HTMLTableRowElement[]): HTMLTableElement {
  const out = document.createElement("table");
  out.className = "side-by-side";
  const head = [...(table.tHead?.rows[0].cells ?? [])];
  const top = out.createTHead().insertRow();
  const body = out.createTBody();
  head.forEach((title, i) => {
    const row = i === 0 ? top : body.insertRow();
    const first = document.createElement("th");
    first.scope = i === 0 ? "col" : "row";
    first.textContent = title.textContent;
    row.append(first);
    for (const r of rows) {
      const cell = document.createElement(i === 0 ? "th" : "td");
      if (cell instanceof HTMLTableCellElement && i === 0) cell.scope = "col";
      cell.append(...[...r.cells[i].childNodes].map((n) => n.cloneNode(true)));
      row.append(cell);
    }
  });
  return out;
}
