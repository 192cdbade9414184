// Answers a question from the index.
import { chunkOf, need, pageCount, pagePath, piece, root, start } from "./search-index";
import type { Entry, Page } from "./search-index";
import { fold, isHan } from "./search-fold";
import { both, either, filesOf, pagesOf, units } from "./search-lists";
import { find as findTerm, next as nextWord, pieces, ready, term } from "./search-match";
import type { Folded, Piece, Term } from "./search-match";

export interface Item {
  href: string; // from the root of the site
  title: Piece[];
  note: string;
  text: Piece[]; // the words found, or another name; worked out when it is read
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

const squeeze = (s: string) => s.replace(/[ '-]/g, "");

// An entry made ready.
interface Made {
  entry: Entry;
  names: string[];
  folded: Folded[];
  joined: string[]; // its names without blanks
  pinyin: string; // without blanks; "" where it has none
  initials: string;
}

// A file of entries made ready: all names in one text, each entry's on lines of
// its own, to be looked through first.
interface File {
  list: Made[];
  whole: Folded;
  starts: { text: number[]; bare: number[] };
  aliases: Map<string, Made[]>; // what the names that stand for one another belong to
}
const files = new Map<string, File>();

function fileOf(name: string): File {
  let f = files.get(name);
  if (f) return f;
  f = { list: [], whole: { text: "", bare: "" }, starts: { text: [], bare: [] }, aliases: new Map() };
  const text: string[] = [];
  const bare: string[] = [];
  let atText = 0;
  let atBare = 0;
  for (const entry of piece<Entry[]>(name)) {
    const names = [entry[2], ...(entry[4] ?? [])];
    const folded = names.map(ready);
    const syllables = (entry[5] ?? "").split(" ");
    const m: Made = {
      entry,
      names,
      folded,
      joined: folded.map((x) => squeeze(x.text)),
      pinyin: syllables.join(""),
      initials: syllables.map((x) => x[0]).join(""),
    };
    f.starts.text.push(atText);
    f.starts.bare.push(atBare);
    f.list.push(m);
    for (const x of folded) {
      text.push(x.text);
      bare.push(x.bare);
      atText += x.text.length + 1;
      atBare += x.bare.length + 1;
    }
    if (!entry[6]) continue;
    const keys = new Set(m.joined);
    if (m.pinyin) for (const x of folded) if (isHan(x.text.charCodeAt(0))) keys.add(syllables.slice(0, [...x.text].length).join(""));
    for (const k of keys) {
      const known = f.aliases.get(k);
      if (known) known.push(m);
      else f.aliases.set(k, [m]);
    }
  }
  f.whole.text = text.join("\n");
  f.whole.bare = bare.join("\n");
  files.set(name, f);
  return f;
}

// The entries of a file in one of whose names a term stands.
function holders(f: File, t: Term): Set<number> {
  const out = new Set<number>();
  const look = (text: string, starts: number[], word: string) => {
    for (let i = nextWord(text, word, 0); i >= 0;) {
      let lo = 0;
      let hi = starts.length - 1;
      while (lo < hi) {
        const mid = (lo + hi + 1) >> 1;
        if (starts[mid] <= i) lo = mid;
        else hi = mid - 1;
      }
      out.add(lo);
      if (lo + 1 >= starts.length) break;
      i = nextWord(text, word, starts[lo + 1]);
    }
  };
  if (t.word === "") return out;
  look(f.whole.text, f.starts.text, t.word);
  look(f.whole.bare, f.starts.bare, t.plain);
  return out;
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

// How well an entry answers; 0 for not at all. Held says that its names have all
// terms of the question.
function score(m: Made, held: boolean, joined: string): number {
  let best = 0;
  if (m.pinyin) {
    if (m.pinyin.startsWith(joined)) best = m.pinyin === joined ? 5 : 3;
    else if (joined.length > 1 && m.initials.startsWith(joined)) best = 2;
  }
  if (held) {
    best = Math.max(best, 1);
    for (const s of m.joined) {
      if (s === joined) best = Math.max(best, 6);
      else if (s.startsWith(joined)) best = Math.max(best, 4);
    }
  }
  return best;
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
  const names = await entryFiles(terms, joined);
  await need(names);
  const slots: Slot[] = terms.map((t) => ({ terms: [t] }));
  const whole: Slot = { terms: [] };
  const found: { m: Made; n: number }[] = [];
  const partly: Made[] = [];
  for (const name of names) {
    const f = fileOf(name);
    let held: Set<number> | undefined;
    for (const t of terms) {
      const now = holders(f, t);
      held = held ? new Set([...held].filter((i) => now.has(i))) : now;
    }
    const latin = /^[a-z]+$/.test(joined);
    const aliases = f.aliases.get(joined) ?? [];
    for (const m of aliases) whole.terms.push(...namesOf(m));
    if (terms.length > 1) terms.forEach((t, i) => f.aliases.get(squeeze(t.plain))?.forEach((m) => slots[i].terms.push(...namesOf(m))));
    const answer = (m: Made, i: number) => {
      const n = score(m, held?.has(i) ?? false, joined);
      if (n === 0) return;
      found.push({ m, n });
      if (n >= 3 && m.entry[6] && !aliases.includes(m)) partly.push(m);
    };
    if (latin) f.list.forEach(answer);
    else for (const i of [...(held ?? [])].sort((a, b) => a - b)) answer(f.list[i], i);
  }
  // A name that is being written: as soon as only one place begins so.
  if (whole.terms.length === 0 && partly.length === 1 && joined.length > 3) whole.terms.push(...namesOf(partly[0]));
  found.sort((a, b) => b.n - a.n);
  const ways: Way[] = [slots];
  if (whole.terms.length > 0) ways.push([whole]);
  const marked = ways.flat().flatMap((s) => s.terms);
  for (const { m } of found) {
    add(m.entry[0], {
      href: `${lang}/${m.entry[1]}`,
      note: m.entry[3],
      tag: "",
      get title() {
        return pieces(m.names[0], marked, true);
      },
      get text() {
        if (terms.some((t) => findTerm(m.folded[0], t, true) >= 0)) return [];
        const i = m.folded.findIndex((f) => terms.some((t) => findTerm(f, t, true) >= 0));
        if (i > 0) return pieces(m.names[i], terms, true, room(true));
        return m.entry[5] ? [{ text: m.entry[5], hit: false }] : [];
      },
    });
  }

  // The paragraphs: in the page's language, and in the others where that has none.
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
          tag: k === own ? "" : l.tag,
          get text() {
            return pieces(text, marked, l.spaced, room(l.spaced));
          },
        });
      });
    }
  }
  result.rest = [...later].sort((a, b) => a - b).map(pagePath);
  const rank = ["place", "name", "paragraph", "term", "target", "project", "map"];
  result.groups = [...groups.values()].sort((a, b) => rank.indexOf(a.id) - rank.indexOf(b.id));
  return result;
}
