// What a term matches: in a language without blanks any stretch of the text, in
// others the beginnings of words.
import { fold, foldMapped, isHan, isWord } from "./search-fold";

export interface Term {
  raw: string; // folded
  word: string; // without punctuation around it; may be empty
  plain: string; // that without apostrophes
}

export function term(folded: string): Term {
  let i = 0;
  let j = folded.length;
  const letter = (k: number) => isWord(folded.charCodeAt(k)) || isHan(folded.charCodeAt(k));
  while (i < j && !letter(i)) i++;
  while (j > i && !letter(j - 1)) j--;
  const word = folded.slice(i, j);
  return { raw: folded, word, plain: word.replace(/'/g, "") };
}

// A text made ready.
export interface Folded {
  text: string;
  bare: string; // without apostrophes; the same string where it has none
}

export function ready(s: string): Folded {
  const text = fold(s);
  return { text, bare: text.includes("'") ? text.replace(/'/g, "") : text };
}

// Where a word next begins; Han may begin anywhere.
export function next(text: string, word: string, from: number): number {
  const han = isHan(word.charCodeAt(0));
  for (let i = text.indexOf(word, from); i >= 0; i = text.indexOf(word, i + 1)) {
    if (i === 0 || han || !isWord(text.charCodeAt(i - 1))) return i;
  }
  return -1;
}

// Where a term first stands in a text; -1 for nowhere.
export function find(f: Folded, t: Term, spaced: boolean): number {
  if (!spaced) return f.text.indexOf(t.raw);
  if (t.word === "") return -1;
  const i = next(f.text, t.word, 0);
  if (i >= 0 || (f.bare === f.text && t.plain === t.word)) return i;
  return next(f.bare, t.plain, 0);
}

export interface Piece {
  text: string;
  hit: boolean;
}

// The stretches of a text that terms match, in order and apart.
function stretches(s: string, terms: Term[], spaced: boolean): [number, number][] {
  const { text, at } = foldMapped(s);
  const out: [number, number][] = [];
  const collect = (hay: string, word: string, where: number[], free: boolean) => {
    if (word === "") return;
    for (let i = free ? hay.indexOf(word) : next(hay, word, 0); i >= 0; i = free ? hay.indexOf(word, i + 1) : next(hay, word, i + 1))
      out.push([where[i], where[i + word.length - 1] + 1]);
  };
  let bare = text;
  let bareAt = at;
  if (spaced && text.includes("'")) {
    bareAt = at.filter((_, i) => text[i] !== "'");
    bare = text.replace(/'/g, "");
  }
  for (const t of terms) {
    if (!spaced) collect(text, t.raw, at, true);
    else {
      collect(text, t.word, at, false);
      if (bare !== text || t.plain !== t.word) collect(bare, t.plain, bareAt, false);
    }
  }
  out.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: [number, number][] = [];
  for (const [a, b] of out) {
    const last = joined[joined.length - 1];
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else joined.push([a, b]);
  }
  return joined;
}

// The text in pieces, hit or not. Of a longer text than room the part around the
// first hits is taken.
export function pieces(s: string, terms: Term[], spaced: boolean, room = Infinity): Piece[] {
  const hits = stretches(s, terms, spaced);
  let from = 0;
  let to = s.length;
  if (s.length > room) {
    const first = hits[0]?.[0] ?? 0;
    from = first < room * 0.6 ? 0 : Math.max(0, first - Math.floor(room * 0.3));
    to = Math.min(s.length, from + room);
    if (spaced) {
      while (from > 0 && s[from - 1] !== " ") from--;
      while (to < s.length && s[to] !== " ") to++;
    }
  }
  const out: Piece[] = [];
  const add = (text: string, hit: boolean) => text && out.push({ text, hit });
  if (from > 0) add("…", false);
  let at = from;
  for (const [a, b] of hits) {
    if (b <= from || a >= to) continue;
    add(s.slice(at, Math.max(a, at)), false);
    add(s.slice(Math.max(a, from), Math.min(b, to)), true);
    at = Math.min(b, to);
  }
  add(s.slice(at, to), false);
  if (to < s.length) add("…", false);
  return out;
}
