// The page as it is shown, made like the page as it is now written. What is shown
// is not what was sent: scripts have added buttons, sorted rows, zoomed a map.
// Therefore the page that was sent is kept beside it, node for node. What differs
// between that and the new page is done to what is shown, and nothing else.

/** What an update did to the page that is shown. */
export interface Done {
  changed: Element[]; // their text, their attributes, or something in them is another
  inserted: Element[];
  attributes: Element[];
}

type Pair = [Node | null, Node | null];

export class Twin {
  private shown = new WeakMap<Node, Node>(); // of a node as it was sent: the one on the page

  private constructor(private sent: Element) {}

  /** Must be made while no script has changed the page yet. */
  static of(page: Element, own: Element | null): Twin {
    const sent = page.cloneNode(true) as Element;
    const t = new Twin(sent);
    t.carry(page, sent, (n) => n);
    if (own) for (const s of sent.querySelectorAll("script")) if (t.shown.get(s) === own) s.remove();
    return t;
  }

  /** An element of the page has been put in the place of another. */
  swapped(old: Element, by: Element): void {
    for (const e of this.sent.querySelectorAll(by.localName)) if (this.shown.get(e) === old) this.shown.set(e, by);
  }

  /** Makes the page like another one, of which it keeps the nodes. */
  become(next: Element): Done {
    const done: Done = { changed: [], inserted: [], attributes: [] };
    this.node(this.sent, next, done, true);
    this.sent = next;
    return done;
  }

  /** Pairs equal trees: what b's nodes are on the page, by way of a's. */
  private carry(a: Node, b: Node, way: (n: Node) => Node | undefined): void {
    const at = way(a);
    if (at) this.shown.set(b, at);
    let x = a.firstChild,
      y = b.firstChild;
    for (; x && y; x = x.nextSibling, y = y.nextSibling) this.carry(x, y, way);
  }

  private node(a: Node, b: Node, done: Done, top = false): void {
    const at = this.shown.get(a);
    if (!at) return;
    this.shown.set(b, at);
    if (a instanceof CharacterData) {
      const text = (b as CharacterData).data;
      if (a.data === text) return;
      (at as CharacterData).data = text;
      if (at.parentElement && (a.data.trim() || text.trim())) done.changed.push(at.parentElement);
      return;
    }
    const from = a as Element,
      to = b as Element,
      e = at as Element;
    // The root's attributes are the theme switch's, but for the language. What is
    // in a noscript is text to a page with scripts and elements to one without.
    if (top) e.setAttribute("lang", to.getAttribute("lang") ?? "");
    else if (attributes(from, to, e)) (done.attributes.push(e), done.changed.push(e));
    if (e.localName !== "noscript") this.children(from, to, e, done);
  }

  private children(a: Element, b: Element, parent: Element, done: Done): void {
    let last: Node | null = null;
    for (const [x, y] of pairs([...a.childNodes], [...b.childNodes])) {
      const at = x ? this.shown.get(x) : undefined;
      if (x && y) {
        if (x.isEqualNode(y)) this.carry(x, y, (n) => this.shown.get(n));
        else this.node(x, y, done);
        if (at?.isConnected) last = at;
      } else if (x) {
        if (x instanceof Element || x.textContent?.trim()) done.changed.push(parent);
        (at as ChildNode | undefined)?.remove();
      } else if (y) {
        const fresh = document.importNode(y, true);
        this.carry(fresh, y, (n) => n);
        if (last) (last as ChildNode).after(fresh);
        else parent.prepend(fresh);
        last = fresh;
        if (fresh instanceof Element) (done.inserted.push(fresh), done.changed.push(fresh));
        else if (fresh.textContent?.trim()) done.changed.push(parent);
      }
    }
  }
}

/** Does to e what changed from one element to the other; reports whether anything did. */
function attributes(from: Element, to: Element, e: Element): boolean {
  let any = false;
  for (const { name, namespaceURI, localName } of [...from.attributes]) {
    if (to.hasAttribute(name)) continue;
    any = true;
    e.removeAttributeNS(namespaceURI, localName);
  }
  for (const { name, namespaceURI, value } of [...to.attributes]) {
    if (from.getAttribute(name) === value) continue;
    any = true;
    if (name === "class") {
      // scripts have classes of their own on it
      const was = new Set(from.classList),
        is = new Set(to.classList);
      e.classList.remove(...[...was].filter((c) => !is.has(c)));
      e.classList.add(...is);
    } else e.setAttributeNS(namespaceURI, name, value);
  }
  return any;
}

/** What two lists of children have in common, in the order of the second; what is
 * in one only stands alone. */
function pairs(a: Node[], b: Node[]): Pair[] {
  const head: Pair[] = [],
    tail: Pair[] = [];
  let i = 0,
    m = a.length,
    n = b.length;
  for (; i < m && i < n && a[i]!.isEqualNode(b[i]!); i++) head.push([a[i]!, b[i]!]);
  for (; m > i && n > i && a[m - 1]!.isEqualNode(b[n - 1]!); m--, n--) tail.unshift([a[m - 1]!, b[n - 1]!]);
  const out = head;
  let x = i,
    y = i;
  for (const [p, q] of [...anchors(a.slice(i, m), b.slice(i, n)), [m - i, n - i]] as [number, number][]) {
    out.push(...gap(a.slice(x, i + p), b.slice(y, i + q)));
    if (i + p < m && i + q < n) out.push([a[i + p]!, b[i + q]!]);
    x = i + p + 1;
    y = i + q + 1;
  }
  return [...out, ...tail];
}

/** By what a child is known again: its id, or else all of it. */
const key = (n: Node): string => (n instanceof Element ? (n.id ? `#${n.localName} ${n.id}` : n.outerHTML) : `${n.nodeType} ${n.nodeValue}`);

/** The places of children that both lists have once, as many as stand in the same
 * order: the longest increasing run, as in a patience diff. */
function anchors(a: Node[], b: Node[]): [number, number][] {
  const once = (list: Node[]) => {
    const at = new Map<string, number>();
    list.forEach((n, i) => {
      const k = key(n);
      at.set(k, at.has(k) ? -1 : i);
    });
    return at;
  };
  const inB = once(b);
  const both = [...once(a)].map(([k, i]): [number, number] => [i, inB.get(k) ?? -1]).filter(([i, j]) => i >= 0 && j >= 0);
  both.sort((p, q) => p[0] - q[0]);
  const ends: number[] = [],
    before: number[] = []; // ends[k] ends the run of k+1 with the least place in b
  both.forEach(([, j], at) => {
    let low = 0;
    for (let high = ends.length; low < high;) {
      const mid = (low + high) >> 1;
      if (both[ends[mid]!]![1] < j) low = mid + 1;
      else high = mid;
    }
    before[at] = low ? ends[low - 1]! : -1;
    ends[low] = at;
  });
  const run: [number, number][] = [];
  for (let at = ends.length ? ends[ends.length - 1]! : -1; at >= 0; at = before[at]!) run.unshift(both[at]!);
  return run;
}

/** Pairs what lies between two anchors: in order, like with like. */
function gap(a: Node[], b: Node[]): Pair[] {
  const out: Pair[] = [];
  const alike = (x: Node, y: Node) =>
    x.nodeName === y.nodeName && (!(x instanceof Element) || x.id === (y as Element).id || (!x.id && !(y as Element).id));
  let next = 0;
  for (const y of b) {
    const at = a.findIndex((x, i) => i >= next && alike(x, y));
    if (at < 0) {
      out.push([null, y]);
      continue;
    }
    for (; next < at; next++) out.push([a[next]!, null]);
    out.push([a[at]!, y]);
    next = at + 1;
  }
  for (; next < a.length; next++) out.push([a[next]!, null]);
  return out;
}
