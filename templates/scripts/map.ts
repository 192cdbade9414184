// Maps gain zooming and panning (mouse, touch, keyboard), tooltips, a view that
// stands in the address, full screen, and the tie between map and table. Without
// it they are drawings whose parts are links.
import { View, type Point } from "./mapview";
import { mapPNG } from "./mappng";

export function maps(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("[data-map]")) {
    const svgs = [...figure.querySelectorAll<SVGSVGElement>("svg.m-map")];
    const views = svgs.map((svg) => new View(svg));
    const first = views[0];
    if (!first) continue;
    buttons(figure, views);
    views.forEach((v) => gestures(v));
    tips(figure, views);
    rows(figure, views);
    picture(figure, views);
    address(figure, views);
  }
}

/** The view that is shown: the wide drawing or the narrow one. */
const shown = (views: View[]): View => views.find((v) => v.svg.getBoundingClientRect().width > 0) ?? views[0]!;

function buttons(figure: HTMLElement, views: View[]): void {
  const bar = document.createElement("div");
  bar.className = "map-tools";
  const button = (label: string, text: string, act: () => void) => {
    const b = document.createElement("button");
    b.type = "button";
    b.textContent = text;
    b.title = label;
    b.setAttribute("aria-label", label);
    b.addEventListener("click", act);
    bar.append(b);
  };
  const words = figure.dataset;
  button(words.in ?? "+", "+", () => shown(views).zoom(1.6));
  button(words.out ?? "−", "−", () => shown(views).zoom(1 / 1.6));
  button(words.whole ?? "0", words.whole ?? "0", () => shown(views).reset());
  if (figure.requestFullscreen) {
    button(words.full ?? "", words.full ?? "", () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void figure.requestFullscreen();
    });
  }
  figure.querySelector(".sheet-map")?.before(bar);
  for (const v of views) {
    const box = v.box;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", words.keys ?? "");
    box.addEventListener("keydown", (e) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      const step = 60;
      const act: Record<string, () => void> = {
        ArrowLeft: () => v.pan(step, 0),
        ArrowRight: () => v.pan(-step, 0),
        ArrowUp: () => v.pan(0, step),
        ArrowDown: () => v.pan(0, -step),
        "+": () => v.zoom(1.6),
        "=": () => v.zoom(1.6),
        "-": () => v.zoom(1 / 1.6),
        "0": () => v.reset(),
      };
      const f = act[e.key];
      // Where the whole map is shown, the arrows go on scrolling the page.
      if (!f || (e.key.startsWith("Arrow") && v.k === 1)) return;
      e.preventDefault();
      f();
    });
  }
}

/** Drag, pinch, and the wheel with Ctrl (without it the page scrolls). */
function gestures(v: View): void {
  const down = new Map<number, Point>();
  let moved = 0;
  let at = v.places(); // measured once a gesture: to measure means to lay the page out
  // Two fingers are for the map, whatever the browser would do with them.
  for (const event of ["touchstart", "touchmove"] as const) {
    v.box.addEventListener(
      event,
      (e) => {
        if (e.touches.length > 1) e.preventDefault();
      },
      { passive: false },
    );
  }
  v.box.addEventListener("dragstart", (e) => e.preventDefault());
  v.box.addEventListener("pointerdown", (e) => {
    if (e.button !== 0) return;
    if (down.size === 0) {
      moved = 0;
      at = v.places();
      v.ready();
    }
    down.set(e.pointerId, at(e));
  });
  window.addEventListener("pointermove", (e) => {
    const before = down.get(e.pointerId);
    if (!before) return;
    const now = at(e);
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    const other = [...down].find(([id]) => id !== e.pointerId)?.[1];
    if (other) {
      const span = (p: Point) => Math.hypot(p.x - other.x, p.y - other.y);
      v.zoom(span(now) / Math.max(1, span(before)), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
      v.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else if (v.k > 1) {
      v.pan(now.x - before.x, now.y - before.y);
    }
    down.set(e.pointerId, now);
  });
  for (const event of ["pointerup", "pointercancel"] as const) {
    window.addEventListener(event, (e) => down.delete(e.pointerId));
  }
  v.box.addEventListener(
    "click",
    (e) => {
      if (moved > 6) e.preventDefault();
    },
    true,
  );
  v.box.addEventListener(
    "wheel",
    (e) => {
      if (!e.ctrlKey && !document.fullscreenElement) return;
      e.preventDefault();
      v.zoom(Math.exp(-e.deltaY * (e.deltaMode ? 0.05 : 0.002)), v.places()(e));
    },
    { passive: false },
  );
  v.box.addEventListener("dblclick", (e) => {
    if ((e.target as Element).closest("a")) return;
    v.zoom(1.6, v.places()(e));
  });
}

/** The feature that an event is about. */
const feature = (e: Event): Element | null => (e.target as Element).closest?.(".m-link, [data-id]") ?? null;

const rowOf = (id: string | undefined) => (id ? document.querySelector<HTMLElement>(`tr[data-for="${CSS.escape(id)}"]`) : null);

/** Tooltips: the words of a feature's title, and of its row the sentence and the numbers; at once, and on focus too. */
function tips(figure: HTMLElement, views: View[]): void {
  const tip = document.createElement("div");
  tip.className = "map-tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true"); // the title and the table say the same to a screen reader
  figure.append(tip);
  let shownFor: Element | null = null;
  const hide = () => {
    tip.hidden = true;
    shownFor = null;
  };
  const fill = (el: Element): boolean => {
    const title = el.querySelector("title")?.textContent;
    if (!title) return false;
    tip.textContent = title;
    const row = rowOf((el as SVGElement).dataset.id);
    for (const cell of row?.querySelectorAll<HTMLElement>("td.n") ?? []) {
      const value = cell.textContent!.trim();
      if (cell.dataset.head && value && !title.includes(value)) tip.append(document.createElement("br"), `${cell.dataset.head} ${value}`);
    }
    const quote = row?.querySelector("q");
    if (quote) tip.append(quote.cloneNode(true));
    return true;
  };
  const show = (el: Element, x: number, y: number) => {
    if (el !== shownFor && !fill(el)) return hide();
    shownFor = el;
    tip.hidden = false;
    const box = figure.getBoundingClientRect();
    tip.style.left = `${Math.max(0, Math.min(x - box.left + 14, box.width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${y - box.top + 18}px`;
  };
  for (const { box: map } of views) {
    map.addEventListener("pointermove", (e) => {
      const el = e.pointerType === "touch" || e.buttons ? null : feature(e);
      if (el) show(el, e.clientX, e.clientY);
      else hide();
    });
    map.addEventListener("pointerleave", hide);
    map.addEventListener("focusin", (e) => {
      const el = feature(e);
      const r = el?.getBoundingClientRect();
      if (el && r) show(el, r.left + r.width / 2, r.top + r.height / 2);
    });
    map.addEventListener("focusout", hide);
  }
  figure.addEventListener("keydown", (e) => {
    if (e.key === "Escape") hide();
  });
}

/** A row of the table lights its feature up, and the other way round; its button shows the feature on the map. */
function rows(figure: HTMLElement, views: View[]): void {
  const boxes = views.map((v) => v.box);
  const on = (box: HTMLElement, id: string) => box.querySelector<SVGGraphicsElement>(`[data-id="${CSS.escape(id)}"]`);
  const light = (id: string | undefined, lit: boolean) => {
    if (!id) return;
    rowOf(id)?.classList.toggle("m-row-on", lit);
    for (const box of boxes) on(box, id)?.classList.toggle("m-on", lit);
  };
  let found = "";
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-for]")) {
    const id = row.dataset.for!;
    if (!boxes.some((box) => on(box, id))) continue;
    for (const [event, lit] of [
      ["pointerenter", true],
      ["pointerleave", false],
      ["focusin", true],
      ["focusout", false],
    ] as const) {
      row.addEventListener(event, () => light(id, lit || id === found));
    }
    const name = row.querySelector("th a, th")?.textContent?.trim() ?? "";
    const find = document.createElement("button");
    find.type = "button";
    find.className = "map-find";
    find.title = figure.dataset.find ?? "";
    find.setAttribute("aria-label", `${figure.dataset.find ?? ""}: ${name}`);
    find.addEventListener("click", () => {
      light(found, false);
      found = id;
      light(id, true);
      const v = shown(views),
        el = on(v.box, id);
      if (el) v.find(el);
      figure.querySelector(".map-tools")?.scrollIntoView({ block: "start" });
      v.box.focus({ preventScroll: true });
    });
    row.querySelector("th")?.append(find);
  }
  const idOf = (e: Event) => (feature(e) as SVGElement | null)?.dataset.id;
  for (const [enter, leave] of [
    ["pointerover", "pointerout"],
    ["focusin", "focusout"],
  ] as const) {
    for (const box of boxes) {
      box.addEventListener(enter, (e) => light(idOf(e), true));
      box.addEventListener(leave, (e) => light(idOf(e), idOf(e) === found));
    }
  }
}

/** The map as a picture: the wide drawing, with the view that is shown. */
function picture(figure: HTMLElement, views: View[]): void {
  const list = document.querySelector(".map-downloads");
  if (!list || !figure.dataset.png) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "as-link";
  button.textContent = figure.dataset.png;
  button.addEventListener("click", async () => {
    const now = shown(views),
      wide = views[0]!;
    if (now !== wide) {
      const c = now.centre();
      wide.show(now.k, c.x, c.y);
    }
    const below = [...figure.querySelectorAll("figcaption .credit")].map((p) => p.firstChild?.textContent?.replace(/ · $/, "") ?? "");
    const link = document.createElement("a");
    link.href = await mapPNG(wide, document.querySelector("h1")?.textContent ?? "", [...below, document.title]);
    link.download = `${location.pathname
      .split("/")
      .pop()!
      .replace(/\.html$/, "")}.png`;
    link.click();
  });
  list.append(" · ", button);
}

/** The view and the layers that are off stand in the address: #map=K,X,Y,off,N… */
function address(figure: HTMLElement, views: View[]): void {
  const boxes = [...figure.querySelectorAll<HTMLInputElement>(".map-switches input")];
  let known = location.hash;
  const read = () => {
    known = location.hash;
    const m = /^#map=([\d.]+),(-?[\d.]+),(-?[\d.]+)((?:,\d+)*)$/.exec(location.hash);
    if (!m) return;
    views.forEach((v) => v.show(Number(m[1]), Number(m[2]), Number(m[3])));
    const off = new Set(m[4]!.split(",").filter(Boolean));
    for (const b of boxes) b.checked = !off.has(b.id.replace(/\D+/, ""));
  };
  let timer = 0;
  const write = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (location.hash !== known) return; // somebody has just asked for another view
      const v = shown(views);
      const off = boxes.filter((b) => !b.checked).map((b) => b.id.replace(/\D+/, ""));
      const plain = v.k === 1 && off.length === 0;
      if (plain && !location.hash.startsWith("#map=")) return;
      const c = v.centre();
      const hash = plain ? " " : `#map=${[v.k.toFixed(2), c.x.toFixed(3), c.y.toFixed(3), ...off].join(",")}`;
      try {
        history.replaceState(null, "", plain ? location.pathname + location.search : hash);
        known = location.hash;
      } catch {
        // some browsers keep the address of a file as it is
      }
    }, 250);
  };
  read();
  window.addEventListener("hashchange", read);
  for (const v of views) v.changed = write;
  for (const b of boxes) b.addEventListener("change", write);
}
