// A page to test scripts in, without a browser: what they ask of the globals of a
// window, linkedom answers.
import { parseHTML } from "linkedom";

const names = ["Node", "Element", "CharacterData", "HTMLElement", "HTMLTableCellElement"] as const;

const children = (e: Element, ...kinds: string[]) => [...e.children].filter((c) => kinds.includes(c.localName));
const added = (e: Element, kind: string) => {
  const c = e.ownerDocument.createElement(kind);
  e.append(c);
  return c;
};

// What of tables and drawings linkedom does not know: here any element does.
const more = {
  get tBodies() {
    return children(this as unknown as Element, "tbody");
  },
  get tHead() {
    return children(this as unknown as Element, "thead")[0] ?? null;
  },
  get rows() {
    return children(this as unknown as Element, "tr");
  },
  get cells() {
    return children(this as unknown as Element, "th", "td");
  },
  createTHead() {
    return added(this as unknown as Element, "thead");
  },
  createTBody() {
    return added(this as unknown as Element, "tbody");
  },
  insertRow() {
    return added(this as unknown as Element, "tr");
  },
  getScreenCTM() {
    return { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
  },
};

/** Makes html the page. Frames are drawn when the returned function is called. */
export function page(html: string): { document: Document; frame: () => void } {
  const window = parseHTML(html);
  const waiting: FrameRequestCallback[] = [];
  const globals: Record<string, unknown> = {
    window,
    document: window.document,
    requestAnimationFrame: (f: FrameRequestCallback) => waiting.push(f),
    cancelAnimationFrame: (n: number) => delete waiting[n - 1],
    ResizeObserver: class {
      observe(): void {}
    },
  };
  for (const name of names) globals[name] = (window as unknown as Record<string, unknown>)[name];
  Object.assign(globalThis, globals);
  const known = Object.getOwnPropertyDescriptors(more);
  const select = window.document.createElement("select").constructor as { prototype: object };
  Object.defineProperty(select.prototype, "value", { value: "", writable: true, configurable: true });
  Object.defineProperties((globals.Element as typeof Element).prototype, known);
  return {
    document: window.document,
    frame: () => {
      for (const f of waiting.splice(0)) f?.(0);
    },
  };
}

/** What stands in the body. */
export const body = (html: string): string => `<!DOCTYPE html><html lang="en"><head></head><body>${html}</body></html>`;
