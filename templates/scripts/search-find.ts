// Answers a question from the index.
import { chunkOf, need, pageCount, pagePath, piece, root, start } from "./search-index";
import type { Entry, Page } from "./search-index";
import { fold, isHan } from "./search-fold";
import { both, either, filesOf, pagesOf, units } from "./search-lists";
import { find as findTerm, pieces, ready, term } from "./search-match";
import type { Folded, Piece, Term } from "./search-match";

export interface Item {
  href: string; // from the root of the site
  title: Piece[];
  note: string;
  text: Piece[]; // the words found, or another name
  tag: string; // the language of text, where it is not the page's
}

export interface Group {
  id: string;
  total: number;
  items: Item[];
}

export interface Result {
  question: string;
  groups: Group[];
  rest: string[]; // pages of large sites that were not read yet
}

// A term of the question with what else it is called.
interface Slot {
  terms: Term[];
}

// One of several ways to meet the question: all of its slots.
type Way = Slot[];

const room = (spaced: boolean) => (spaced ? 190 : 90);

// Entries made ready, by the name of their file.
interface Made {
  entry: Entry;
  names: string[];
  folded: Folded[];
}
const madeEntries = new Map<string, Made[]>();

function entriesOf(name: string): Made[] {
  let m = madeEntries.get(name);
  if (!m) {
    m = piece<Entry[]>(name).map((entry) => {
      const names = [entry[2], ...(entry[4] ?? [])];
      return { entry, names, folded: names.map(ready) };
    });
    madeEntries.set(name, m);
  }
  return m;
}

// Pages made ready: the whole, to be looked through first, and each block.
interface MadePage {
  page: Page;
  whole: Folded;
  blocks: Folded[];
}
const madePages = new Map<string, MadePage>();

function pageOf(lang: number, page: number): MadePage {
  const [chunk, at] = chunkOf(lang, page);
  const key = `${chunk}/${at}`;
  let m = madePages.get(key);
  if (!m) {
    const p = piece<Page[]>(chunk)[at];
    const blocks = p[1].map((b) => ready(b[2]));
    const text = blocks.map((b) => b.text).join("\n");
    m = { page: p, blocks, whole: { text, bare: blocks.some((b) => b.bare !== b.text) ? blocks.map((b) => b.bare).join("\n") : text } };
    madePages.set(key, m);
  }
  return m;
}

const squeeze = (s: string) => s.replace(/[ '-]/g, "");

// How well an entry answers; 0 for not at all.
function score(m: Made, terms: Term[], joined: string): number {
  let best = 0;
  const pinyin = m.entry[5];
  if (pinyin && /^[a-z]+$/.test(joined)) {
    const full = pinyin.replace(/ /g, "");
    if (full.startsWith(joined)) best = full === joined ? 5 : 3;
    else if (joined.length > 1 && pinyin.replace(/(\w)\w* ?/g, "$1").startsWith(joined)) best = 2;
  }
  if (terms.every((t) => m.folded.some((f) => findTerm(f, t, true) >= 0))) {
    best = Math.max(best, 1);
    for (const f of m.folded) {
      const s = squeeze(f.text);
      if (s === joined) best = Math.max(best, 6);
      else if (s.startsWith(joined)) best = Math.max(best, 4);
    }
  }
  return best;
}

// Whether a folded question without blanks is one of the names of an entry,
// written out or in pinyin.
function named(m: Made, joined: string): boolean {
  if (m.folded.some((f) => squeeze(f.text) === joined)) return true;
  const syllables = m.entry[5]?.split(" ") ?? [];
  return m.folded.some((f) => isHan(f.text.charCodeAt(0)) && syllables.slice(0, [...f.text].length).join("") === joined);
}

// The names of an entry that are no part of one another.
function namesOf(m: Made): Term[] {
  const out: Term[] = [];
  for (const f of [...m.folded].sort((a, b) => a.text.length - b.text.length)) {
    if (!out.some((t) => f.text.includes(t.raw))) out.push(term(f.text));
  }
  return out;
}

async function entryFiles(terms: Term[], joined: string): Promise<string[]> {
  const code = root.languages[root.lang].code;
  let files: number[] = [];
  if (!root.shards) for (let k = 0; k < root.entries; k++) files.push(k);
  else {
    let all: number[] | undefined;
    for (const t of terms) {
      if (t.word === "") continue;
      let list = filesOf(await units(t.word, true));
      if (t.plain !== t.word) list = either(list, filesOf(await units(t.plain, true)));
      all = all ? both(all, list) : list;
    }
    files = all ?? [];
    if (terms.length > 1 && /^[a-z]+$/.test(joined)) files = either(files, filesOf(await units(joined, true)));
    files = files.slice(0, 4);
  }
  return files.map((k) => `${code}-e${k}`);
}

function meets(way: Way, f: Folded, spaced: boolean): boolean {
  return way.every((s) => s.terms.some((t) => findTerm(f, t, spaced) >= 0));
}

// The pages of a language that may answer.
async function candidates(ways: Way[], lang: number): Promise<number[]> {
  if (!root.shards) return [...Array(pageCount()).keys()];
  const spaced = root.languages[lang].spaced;
  let out: number[] = [];
  for (const way of ways) {
    let all: number[] | undefined;
    for (const slot of way) {
      let any: number[] = [];
      for (const t of slot.terms) {
        const s = spaced ? t.word : t.raw;
        if (s) any = either(any, pagesOf(await units(s, spaced), lang));
        if (spaced && t.plain !== t.word) any = either(any, pagesOf(await units(t.plain, spaced), lang));
      }
      all = all ? both(all, any) : any;
      if (all.length === 0) break;
    }
    out = either(out, all ?? []);
  }
  return out;
}

// Answers a question for the pages of a language. Of a large site so many pages
// are read.
export async function find(lang: string, question: string, pages = 6): Promise<Result> {
  await start(lang);
  const asked = fold(question).trim();
  const result: Result = { question, groups: [], rest: [] };
  if (asked === "") return result;
  const terms = asked.split(/ +/).map(term);
  const joined = squeeze(asked);
  const own = root.lang;
  const groups = new Map<string, Group>();
  const add = (id: string, item: Item) => {
    let g = groups.get(id);
    if (!g) groups.set(id, (g = { id, total: 0, items: [] }));
    g.items.push(item);
    g.total++;
  };

  // What has a name, and what else the words of the question are called.
  const files = await entryFiles(terms, joined);
  await need(files);
  const slots: Slot[] = terms.map((t) => ({ terms: [t] }));
  const whole: Slot = { terms: [] };
  const found: { m: Made; n: number }[] = [];
  const partly: Made[] = [];
  for (const name of files) {
    for (const m of entriesOf(name)) {
      const n = score(m, terms, joined);
      if (n > 0) found.push({ m, n });
      if (!m.entry[6]) continue;
      if (named(m, joined)) whole.terms.push(...namesOf(m));
      else if (n >= 3) partly.push(m);
      if (terms.length > 1) terms.forEach((t, i) => t.plain && named(m, squeeze(t.plain)) && slots[i].terms.push(...namesOf(m)));
    }
  }
  // A name that is being written: as soon as only one place begins so.
  if (whole.terms.length === 0 && partly.length === 1 && joined.length > 3) whole.terms.push(...namesOf(partly[0]));
  found.sort((a, b) => b.n - a.n);
  for (const { m } of found) {
    const title = pieces(m.names[0], terms, true);
    let text: Piece[] = [];
    if (!title.some((p) => p.hit)) {
      const i = m.folded.findIndex((f) => terms.some((t) => findTerm(f, t, true) >= 0));
      if (i > 0) text = pieces(m.names[i], terms, true, room(true));
      else if (m.entry[5]) text = [{ text: m.entry[5], hit: false }];
    }
    add(m.entry[0], { href: `${lang}/${m.entry[1]}`, title, note: m.entry[3], text, tag: "" });
  }

  // The paragraphs: in the page's language, and in the others where that has none.
  const ways: Way[] = [slots];
  if (whole.terms.length > 0) ways.push([whole]);
  const marked = ways.flat().flatMap((s) => s.terms);
  const seen = new Set<string>();
  const order = [own, ...root.languages.map((_, i) => i).filter((i) => i !== own)];
  const later = new Set<number>();
  for (const k of order) {
    const list = await candidates(ways, k);
    const now = root.shards ? list.slice(0, pages) : list;
    if (root.shards) for (const p of list.slice(pages)) later.add(p);
    await need([...new Set(now.map((p) => chunkOf(k, p)[0]))]);
    const l = root.languages[k];
    for (const p of now) {
      const made = pageOf(k, p);
      const possible = ways.filter((w) => meets(w, made.whole, l.spaced));
      if (possible.length === 0) continue;
      made.page[1].forEach(([id, where, text], i) => {
        if (!possible.some((w) => meets(w, made.blocks[i], l.spaced))) return;
        const key = `${p}#${id}`;
        if (seen.has(key)) return;
        seen.add(key);
        add("paragraph", {
          href: `${l.code}/${pagePath(p)}#${id}`,
          title: [{ text: where, hit: false }],
          note: made.page[0],
          text: pieces(text, marked, l.spaced, room(l.spaced)),
          tag: k === own ? "" : l.tag,
        });
      });
    }
  }
  result.rest = [...later].sort((a, b) => a - b).map(pagePath);
  const rank = ["place", "name", "paragraph", "term", "target", "project", "map"];
  result.groups = [...groups.values()].sort((a, b) => rank.indexOf(a.id) - rank.indexOf(b.id));
  return result;
}
