// What the server tells, and the words of the preview in its two languages.

export interface Text {
  zh: string;
  en: string;
}
export interface Place {
  file: string;
  line: number;
  col: number;
  text: string;
  marks: string;
  href?: string;
}
export interface Note {
  place: Place;
  message: Text;
}
export interface Problem {
  rule: string;
  severity: "error" | "release-error" | "warning";
  place: Place;
  message: Text;
  hint?: Text;
  notes?: Note[];
}
export interface Problems {
  forbids: boolean;
  errors: number;
  releaseErrors: number;
  warnings: number;
  items: Problem[];
}
export interface Hello {
  boot: string;
  generation: number;
  problems: Problems;
}
export interface Change {
  generation: number;
  all: boolean;
  paths: string[];
}
/** Where a page, or what has an id on it, is written. */
export interface Origin {
  id?: string;
  file: string;
  line: number;
  href: string;
}

export const script = document.currentScript as HTMLScriptElement;
export const home = new URL("./", script.src); // …/__atlas/
export const root = new URL("../", home); // the site's own root

/** The path of an address in the output, or null if it lies outside the site. */
export function outputPath(address: string): string | null {
  const url = new URL(address, document.baseURI);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null;
  const path = decodeURIComponent(url.pathname.slice(root.pathname.length));
  return path === "" || path.endsWith("/") ? path + "index.html" : path;
}

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...inner: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...inner);
  return e;
}

export function link(href: string, className: string, ...inner: (Node | string)[]): HTMLAnchorElement {
  const a = el("a", className, ...inner);
  a.href = href;
  return a;
}

// A page that stands in for one that is missing speaks the site's first language;
// the address says which one was asked for.
const asked = script.dataset.missing ? outputPath(location.href)?.split("/")[0] : undefined;
export const lang: "zh" | "en" = /^zh\b/i.test(asked && /^[a-z]{2,3}(-|$)/.test(asked) ? asked : document.documentElement.lang)
  ? "zh"
  : "en";
export const say = (zh: string, en: string): string => (lang === "zh" ? zh : en);
export const colon = say("：", ": ");

/** All that the preview puts over the page lies in one tree of its own, so that
 * the site's style sheet and ours do not meet. */
const host = document.createElement("atlas-preview");
export const shadow = host.attachShadow({ mode: "open" });

export function open(): void {
  const style = el("link", "");
  style.rel = "stylesheet";
  style.href = new URL("preview.css", home).href;
  shadow.prepend(style);
  document.documentElement.append(host);
}

/** Long lines are wound to the spot. */
export function windToMarks(within: ParentNode): void {
  for (const mark of within.querySelectorAll<HTMLElement>("pre .mark")) {
    const pre = mark.closest("pre")!;
    pre.scrollLeft = Math.max(0, mark.offsetLeft - pre.offsetLeft - pre.clientWidth / 3);
  }
}
