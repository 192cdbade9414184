// The lists of large sites: in which units a word or pair of characters stands.
// generator/search/lists.go says how they are written.
import { need, pageCount, piece, root } from "./search-index";
import { isHan, isWord } from "./search-fold";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const value = new Map([...digits].map((c, i) => [c, i]));

function unpack(s: string): number[] {
  const out: number[] = [];
  if (s[0] === "!") {
    for (let i = 1; i < s.length; i++) {
      const v = value.get(s[i]) ?? 0;
      for (let b = 0; b < 6; b++) if (v & (1 << b)) out.push((i - 1) * 6 + b);
    }
    return out;
  }
  let next = 0;
  for (let i = 0; i < s.length;) {
    let gap = 0;
    let shift = 1;
    for (;;) {
      const v = value.get(s[i++]) ?? 0;
      gap += (v & 31) * shift;
      shift *= 32;
      if (v < 32) break;
    }
    next += gap;
    out.push(next++);
  }
  return out;
}

// Keys are sorted by code point, which is not how strings compare.
function before(a: string, b: string): boolean {
  for (let i = 0; i < a.length && i < b.length;) {
    const x = a.codePointAt(i) ?? 0;
    const y = b.codePointAt(i) ?? 0;
    if (x !== y) return x < y;
    i += x > 0xffff ? 2 : 1;
  }
  return a.length < b.length;
}

// The shard in which a key stands if it stands anywhere.
function shardOf(key: string): number {
  const first = root.shards ?? [];
  let lo = 0;
  let hi = first.length - 1;
  while (lo < hi) {
    const mid = (lo + hi + 1) >> 1;
    if (before(key, first[mid])) hi = mid - 1;
    else lo = mid;
  }
  return lo;
}

async function shard(k: number): Promise<string> {
  await need([`g${k}`]);
  return "\n" + piece<string>(`g${k}`);
}

function line(text: string, key: string): string | undefined {
  const i = text.indexOf(`\n${key}\t`);
  return i < 0 ? undefined : text.slice(i + key.length + 2, text.indexOf("\n", i + 1));
}

async function exact(key: string): Promise<number[]> {
  const l = line(await shard(shardOf(key)), key);
  return l === undefined ? [] : unpack(l);
}

async function prefix(word: string): Promise<number[]> {
  const all = `.${word}*`;
  let k = shardOf(all);
  let text = await shard(k);
  const l = line(text, all);
  if (l !== undefined) return unpack(l);
  const found = new Set<number>();
  const first = root.shards ?? [];
  for (;;) {
    for (let i = text.indexOf(`\n.${word}`); i >= 0; i = text.indexOf(`\n.${word}`, i + 1)) {
      for (const u of unpack(text.slice(text.indexOf("\t", i) + 1, text.indexOf("\n", i + 1)))) found.add(u);
    }
    if (++k >= first.length || !(first[k].startsWith(`.${word}`) || before(first[k], `.${word}`))) break;
    text = await shard(k);
  }
  return [...found].sort((a, b) => a - b);
}

export function both(a: number[], b: number[]): number[] {
  const set = new Set(b);
  return a.filter((u) => set.has(u));
}

export function either(a: number[], b: number[]): number[] {
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

// The lists of all; the next one is fetched only while something is left.
async function all(list: (() => Promise<number[]>)[]): Promise<number[]> {
  let out: number[] | undefined;
  for (const f of list) {
    const next = await f();
    out = out ? both(out, next) : next;
    if (out.length === 0) break;
  }
  return out ?? [];
}

// A stretch of characters: its pairs, of long ones every second, which suffices
// to miss nothing.
function stretch(s: string): (() => Promise<number[]>)[] {
  const c = [...s];
  if (c.length === 1) return [() => exact(c[0])];
  const out: (() => Promise<number[]>)[] = [];
  for (let i = 0; i + 1 < c.length; i += c.length > 4 ? 2 : 1) out.push(() => exact(c[i] + c[i + 1]));
  if (c.length > 4 && c.length % 2) out.push(() => exact(c[c.length - 2] + c[c.length - 1]));
  return out;
}

// The units in which a term may stand, as texts of a spaced or other language.
export function units(term: string, spaced: boolean): Promise<number[]> {
  if (!spaced) return all(stretch(term));
  const list: (() => Promise<number[]>)[] = [];
  let run = "";
  let kind = 0;
  const flush = () => {
    const s = run;
    if (kind === 1) list.push(() => prefix(s));
    if (kind === 2) list.push(...stretch(s));
    run = "";
  };
  for (const c of term) {
    const n = c.codePointAt(0) ?? 0;
    const k = isWord(n) ? 1 : isHan(n) ? 2 : 0;
    if (k !== kind) flush();
    kind = k;
    run += c;
  }
  flush();
  return all(list);
}

// The units of pages of a language, as pages; and those of entries, as files.
export function pagesOf(list: number[], lang: number): number[] {
  const n = pageCount();
  return list.filter((u) => u >= lang * n && u < (lang + 1) * n).map((u) => u - lang * n);
}

export function filesOf(list: number[]): number[] {
  const n = pageCount() * root.languages.length;
  return list.filter((u) => u >= n).map((u) => u - n);
}
