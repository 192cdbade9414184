// The live preview in the page: it loads the page again when it changed, swaps
// style sheets and pictures in place, and shows problems over the last good
// page. It is added by the preview server and is never published.

interface Text { zh: string; en: string }
interface Place { file: string; line: number; col: number; text: string; marks: string }
interface Note { place: Place; message: Text }
interface Problem { rule: string; severity: 'error' | 'release-error' | 'warning'; place: Place; message: Text; hint?: Text; notes?: Note[] }
interface Problems { forbids: boolean; errors: number; releaseErrors: number; warnings: number; items: Problem[] }
interface Hello { boot: string; generation: number; problems: Problems }
interface Change { generation: number; all: boolean; paths: string[] }

const script = document.currentScript as HTMLScriptElement;
const home = new URL('./', script.src); // …/__atlas/
const root = new URL('../', home); // the site's own root
const boot = script.dataset.boot;
let generation = Number(script.dataset.generation);
const lang: 'zh' | 'en' = /^zh\b/i.test(document.documentElement.lang) ? 'zh' : 'en';
const say = (zh: string, en: string): string => (lang === 'zh' ? zh : en);
const scrollKey = 'atlas-preview-scroll';

// --- loading again, at the same place -------------------------------------

function reload(): void {
  try {
    sessionStorage.setItem(scrollKey, JSON.stringify([location.pathname, scrollX, scrollY]));
  } catch { /* private mode: the browser's own memory has to do */ }
  location.reload();
}

function restoreScroll(): void {
  try {
    const saved = sessionStorage.getItem(scrollKey);
    sessionStorage.removeItem(scrollKey);
    if (!saved) return;
    const [path, x, y] = JSON.parse(saved) as [string, number, number];
    if (path !== location.pathname) return;
    const go = (): void => scrollTo({ left: x, top: y, behavior: 'instant' as ScrollBehavior });
    go();
    addEventListener('load', go, { once: true }); // again when pictures have their size
  } catch { /* nothing was saved */ }
}

// outputPath is the path of a URL inside the site, or null if it lies outside.
function outputPath(address: string): string | null {
  const url = new URL(address, document.baseURI);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null;
  const path = decodeURIComponent(url.pathname.slice(root.pathname.length));
  return path === '' || path.endsWith('/') ? path + 'index.html' : path;
}

function fresh(address: string): string {
  const url = new URL(address, document.baseURI);
  url.searchParams.set('v', String(generation));
  return url.href;
}

// swapStyle loads the new sheet beside the old one, which goes when the new one
// is there, so that the page is never bare.
function swapStyle(link: HTMLLinkElement): void {
  const next = link.cloneNode() as HTMLLinkElement;
  next.href = fresh(link.href);
  const drop = (): void => link.remove();
  next.addEventListener('load', drop, { once: true });
  next.addEventListener('error', drop, { once: true });
  link.after(next);
}

function apply(change: Change): void {
  generation = change.generation;
  if (change.all) return reload();
  const changed = new Set(change.paths);
  const touched = (address: string | null): boolean => {
    const path = address ? outputPath(address) : null;
    return path !== null && changed.has(path);
  };
  const other = document.querySelectorAll<HTMLElement>('script[src], iframe[src], object[data], embed[src], use[href], source[srcset]');
  const needs = (e: HTMLElement): boolean =>
    touched((e.getAttribute('src') ?? e.getAttribute('data') ?? e.getAttribute('href') ?? e.getAttribute('srcset')?.split(/\s/)[0]) ?? null);
  if (touched(location.href) || [...other].some(needs)) return reload();
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"][href]')) {
    if (touched(link.href)) swapStyle(link);
  }
  for (const img of document.querySelectorAll<HTMLImageElement>('img[src]')) {
    if (touched(img.src)) img.src = fresh(img.src);
  }
}

// --- problems ---------------------------------------------------------------

const host = document.createElement('atlas-preview');
const shadow = host.attachShadow({ mode: 'open' });
const corner = document.createElement('button');
let panel: HTMLElement | null = null;
let problems: Problems = { forbids: false, errors: 0, releaseErrors: 0, warnings: 0, items: [] };
let online = true;

function el<K extends keyof HTMLElementTagNameMap>(name: K, className: string, ...inner: (Node | string)[]): HTMLElementTagNameMap[K] {
  const e = document.createElement(name);
  if (className) e.className = className;
  e.append(...inner);
  return e;
}

function where(p: Place): string {
  return p.line ? `${p.file}:${p.line}:${Math.max(p.col, 1)}` : p.file;
}

function excerpt(p: Place): Node[] {
  if (!p.text) return [];
  const pad = ' '.repeat(String(p.line).length);
  return [el('pre', '', `${p.line} | ${p.text}\n${pad} | `, el('span', 'mark', p.marks))];
}

function article(p: Problem): HTMLElement {
  const kind = { 'error': say('错误', 'error'), 'release-error': say('发布错误', 'release error'), 'warning': say('警告', 'warning') }[p.severity];
  const a = el('article', p.severity,
    el('p', 'where', where(p.place)),
    el('p', 'what', el('span', 'kind', kind), say('：', ': '), p.message[lang], ` [${p.rule}]`),
    ...excerpt(p.place));
  for (const n of p.notes ?? []) a.append(el('p', 'where', `${where(n.place)}${say('：', ': ')}${n.message[lang]}`), ...excerpt(n.place));
  if (p.hint) a.append(el('p', 'hint', say('提示：', 'hint: '), p.hint[lang]));
  return a;
}

function closePanel(): void {
  panel?.remove();
  panel = null;
}

function openPanel(): void {
  closePanel();
  const title = problems.forbids
    ? say('这里显示的是上一次无误的版本，因为现在的内容有错误', 'you see the last good version, because what was saved has errors')
    : say('检查的结果', 'what the check says');
  const heading = el('h2', '', title);
  heading.id = 'title';
  const close = el('button', 'close', say('关闭', 'close'));
  close.addEventListener('click', closePanel);
  const sheet = el('div', problems.forbids ? 'sheet' : 'sheet mild', el('header', '', heading, close));
  const shown = problems.forbids ? problems.items.filter(p => p.severity === 'error') : problems.items;
  sheet.append(...shown.map(article));
  const all = problems.forbids ? problems.errors : problems.errors + problems.releaseErrors + problems.warnings;
  if (all > shown.length) sheet.append(el('p', 'more', say(`还有 ${all - shown.length} 个`, `and ${all - shown.length} more`)));
  panel = el('div', 'panel', sheet);
  panel.setAttribute('role', 'alertdialog');
  panel.setAttribute('aria-labelledby', 'title');
  panel.addEventListener('keydown', e => { if (e.key === 'Escape') closePanel(); });
  shadow.append(panel);
}

function drawCorner(): void {
  const n = problems.errors + problems.releaseErrors + problems.warnings;
  corner.hidden = online && n === 0;
  corner.className = !online ? 'corner offline' : problems.forbids ? 'corner error' : 'corner';
  corner.textContent = !online ? say('预览已断开', 'preview disconnected')
    : problems.forbids ? say(`${problems.errors} 个错误`, `errors: ${problems.errors}`)
    : say(`${n} 条提醒`, `notices: ${n}`);
}

function show(next: Problems): void {
  const same = JSON.stringify(next.items) === JSON.stringify(problems.items) && next.forbids === problems.forbids;
  problems = next;
  if (!host.isConnected) document.documentElement.append(host);
  drawCorner();
  if (same) return;
  if (problems.forbids) openPanel();
  else closePanel();
}

// --- the connection ---------------------------------------------------------

let source: EventSource | null = null;

function connect(): void {
  // Browsers allow six connections to a server: only pages that are seen hold
  // one. A page that is seen again is greeted, and loads again if it is old.
  if (document.visibilityState === 'hidden') {
    source?.close();
    source = null;
    return;
  }
  if (source) return;
  source = new EventSource(new URL('events', home));
  source.addEventListener('hello', e => {
    const hello = JSON.parse((e as MessageEvent<string>).data) as Hello;
    online = true;
    if (hello.boot !== boot || hello.generation !== generation) return reload();
    show(hello.problems);
  });
  source.addEventListener('change', e => apply(JSON.parse((e as MessageEvent<string>).data) as Change));
  source.addEventListener('problems', e => show(JSON.parse((e as MessageEvent<string>).data) as Problems));
  source.addEventListener('error', () => { online = false; drawCorner(); });
}

// A page in a frame is loaded again with the page around it.
if (window.top === window) {
  const style = el('link', '');
  style.rel = 'stylesheet';
  style.href = new URL('preview.css', home).href;
  corner.type = 'button';
  corner.addEventListener('click', () => { if (online) openPanel(); });
  shadow.append(style, corner);
  corner.hidden = true;
  restoreScroll();
  connect();
  document.addEventListener('visibilitychange', connect);
  addEventListener('pagehide', () => { source?.close(); source = null; });
  addEventListener('pageshow', connect);
}
