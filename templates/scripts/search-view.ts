// Shows answers: a field, what was found below it, all of it by keyboard.
import { find } from "./search-find";
import type { Group, Item, Result } from "./search-find";
import { root, start } from "./search-index";
import type { Piece } from "./search-match";

type Child = Node | string;

function el<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Child[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.append(...children);
  return e;
}

function marked(list: Piece[]): Child[] {
  return list.map((p) => (p.hit ? el("mark", "", p.text) : p.text));
}

export interface Options {
  lang: string;
  base: string; // from the page to the root of the site
  few: number; // items of a group that are shown at first
  typed?: (question: string) => void;
}

// Ties a field to a list of answers. Returns what asks the question anew.
export function answers(field: HTMLInputElement, out: HTMLElement, status: HTMLElement, o: Options): () => void {
  let turn = 0;
  let pages = 6;
  let timer = 0;
  const word = (key: string, n?: number) => (root?.words[key] ?? "").replace("{0}", String(n ?? ""));

  const item = (i: Item, id: string) => {
    const link = el("a", "");
    link.href = o.base + i.href;
    const place = el("span", "s-title", ...marked(i.title));
    const note = i.note ? [el("span", "s-note", i.note)] : [];
    const text = el("span", "s-text", ...marked(i.text));
    if (i.tag) text.lang = i.tag;
    if (id === "paragraph") link.append(text, el("span", "s-where", ...note, place));
    else link.append(place, ...note, ...(i.text.length ? [text] : []));
    return el("li", "", link);
  };

  const group = (g: Group) => {
    const list = el("ol", "s-list", ...g.items.slice(0, o.few).map((i) => item(i, g.id)));
    const section = el(
      "section",
      `s-group s-${g.id}`,
      el("h2", "", word(`group.${g.id}`), " ", el("span", "s-count", String(g.total))),
      list,
    );
    if (g.items.length > o.few) {
      const more = el("button", "s-more", word("all", g.total));
      more.type = "button";
      more.addEventListener("click", () => {
        const rest = g.items.slice(o.few).map((i) => item(i, g.id));
        list.append(...rest);
        more.remove();
        rest[0]?.querySelector("a")?.focus();
      });
      section.append(more);
    }
    return section;
  };

  // Where the focus was among the answers it stays: on the same one, if it is found
  // again.
  const show = (r: Result) => {
    const held = out.contains(document.activeElement) ? document.activeElement : null;
    fill(r);
    if (!held) return;
    const href = held.getAttribute("href");
    const same = [...out.querySelectorAll<HTMLElement>("a")].find((a) => a.getAttribute("href") === href);
    const more = href === null ? out.querySelector<HTMLElement>(":scope > .s-more") : null;
    (same ?? more ?? out.querySelector("a") ?? field).focus({ preventScroll: true });
  };

  const fill = (r: Result) => {
    out.replaceChildren(...r.groups.map(group));
    const n = r.groups.reduce((sum, g) => sum + g.total, 0);
    status.textContent = r.question.trim() === "" ? "" : n === 0 && r.rest.length === 0 ? word("none") : word(n === 1 ? "one" : "many", n);
    if (r.rest.length > 0) {
      const more = el("button", "s-more", word("further", r.rest.length));
      more.type = "button";
      more.addEventListener("click", () => {
        pages += 12;
        void ask();
      });
      out.append(more);
    }
    out.hidden = r.groups.length === 0 && r.rest.length === 0;
  };

  const ask = async () => {
    const mine = ++turn;
    timer = 0;
    out.setAttribute("aria-busy", "true");
    try {
      const r = await find(o.lang, field.value, pages);
      if (mine !== turn) return; // a later question is under way
      show(r);
      o.typed?.(field.value);
    } catch {
      if (mine === turn) status.textContent = word("failed") || "…";
    } finally {
      if (mine === turn && timer === 0) out.removeAttribute("aria-busy");
    }
  };

  field.addEventListener("input", (e) => {
    if ((e as InputEvent).isComposing) return; // an input method is at work
    pages = 6;
    clearTimeout(timer);
    timer = window.setTimeout(ask, 60);
    out.setAttribute("aria-busy", "true");
  });
  field.addEventListener("compositionend", () => {
    clearTimeout(timer);
    void ask();
  });

  // Arrow keys go from the field through the answers and back.
  const move = (e: KeyboardEvent) => {
    if (e.key !== "ArrowDown" && e.key !== "ArrowUp") return;
    const stops: HTMLElement[] = [field, ...out.querySelectorAll<HTMLElement>("a, button")];
    const i = stops.indexOf(document.activeElement as HTMLElement);
    if (i < 0) return;
    const next = stops[i + (e.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      e.preventDefault();
      next.focus();
    }
  };
  field.addEventListener("keydown", move);
  out.addEventListener("keydown", move);
  return () => void ask();
}

// The words of the interface come with the index.
export async function words(lang: string): Promise<(key: string) => string> {
  await start(lang);
  return (key) => root.words[key] ?? "";
}

export function field(label: string): HTMLInputElement {
  const input = el("input", "s-field");
  input.type = "search";
  input.name = "q";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.enterKeyHint = "search";
  input.setAttribute("aria-label", label);
  input.placeholder = label;
  return input;
}

export { el };
