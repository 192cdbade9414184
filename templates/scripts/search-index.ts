// Fetches the pieces of the index: classic scripts that call atlasSearch.put.

export interface Language {
  code: string;
  tag: string;
  spaced: boolean;
  chunks: number[];
}

export interface Root {
  v: string;
  lang: number;
  languages: Language[];
  pages: (string | [string, number, number, string])[];
  entries: number;
  shards?: string[];
  words: Record<string, string>;
}

type Block = [id: string, where: string, text: string];
export type Page = [title: string, blocks: Block[]];
export type Entry = [group: string, href: string, title: string, note: string, also?: string[], pinyin?: string, alias?: number];

const got = new Map<string, unknown>();
const asked = new Map<string, Promise<void>>();

export function put(name: string, value: unknown): void {
  got.set(name, value);
}

// Makes the script of that name run; the page sets it, and a test its own.
export const loader = { load: (_name: string, _stamp: string): Promise<void> => Promise.reject(new Error("no loader")) };

// Waits until the pieces are here.
export async function need(names: string[]): Promise<void> {
  const stamp = root?.v ?? "";
  await Promise.all(
    names.map((name) => {
      let p = asked.get(name);
      if (!p) {
        p = loader.load(name, stamp).catch((e) => {
          asked.delete(name); // so that the next question tries again
          throw e;
        });
        asked.set(name, p);
      }
      return p;
    }),
  );
}

export function piece<T>(name: string): T {
  return got.get(name) as T;
}

export let root: Root;
let paths: string[] = [];

export async function start(lang: string): Promise<void> {
  if (root) return;
  await need([lang]);
  root = piece<Root>(lang);
  paths = [];
  for (const p of root.pages) {
    if (typeof p === "string") paths.push(p);
    else for (let n = p[1]; n <= p[2]; n++) paths.push(p[0] + n + p[3]);
  }
}

export function pageCount(): number {
  return paths.length;
}

export function pagePath(page: number): string {
  return paths[page];
}

// The chunk that a page's text lies in, and its place there.
export function chunkOf(lang: number, page: number): [name: string, at: number] {
  const l = root.languages[lang];
  let k = l.chunks.length - 1;
  while (l.chunks[k] > page) k--;
  return [`${l.code}-${k}`, page - l.chunks[k]];
}
