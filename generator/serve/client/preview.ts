// The live preview in the page: what changed is changed in place, style sheets and
// pictures are swapped, problems are shown over the last good page. It is added by
// the preview server and is never published.
import { flash } from "./flash";
import { Twin, type Done } from "./morph";
import { found, missing, openCorner, setBroken, setOnline, show } from "./overlay";
import { openSources, renew } from "./sources";
import { reload, restore } from "./state";
import { home, open, outputPath, script, shadow, windToMarks, type Change, type Hello, type Problems } from "./words";

const boot = script.dataset.boot;
const isList = script.dataset.page === "problems"; // the preview's own page of all problems
const here = outputPath(location.href) ?? "";
const twin = Twin.of(document.documentElement, script);
let generation = Number(script.dataset.generation);

// --- what the page is made of beside itself -----------------------------------

const made = "link[rel~=stylesheet][href], script[src], img[src], iframe[src], object[data], embed[src], source[srcset], use[href]";
const address = (e: Element): string =>
  e.getAttribute("src") ?? e.getAttribute("data") ?? e.getAttribute("href") ?? e.getAttribute("srcset")?.split(/\s/)[0] ?? "";

/** The files of the site that the page shows or runs, with the elements that do. */
function parts(): Map<string, Element[]> {
  const out = new Map<string, Element[]>();
  for (const e of document.querySelectorAll(made)) {
    const path = outputPath(address(e));
    if (e === script || path === null || path.startsWith("__atlas/") || address(e).startsWith("#")) continue;
    out.set(path, [...(out.get(path) ?? []), e]);
  }
  return out;
}

const tags = new Map<string, string | null>(); // by path: what the file was

/** Those of the files that are not what they were when asked last. */
async function others(paths: Iterable<string>): Promise<Set<string>> {
  const changed = new Set<string>();
  await Promise.all(
    [...paths].map(async (path) => {
      const answer = await fetch(new URL(`../${path}`, home), { method: "HEAD", cache: "no-store" });
      const tag = answer.headers.get("ETag");
      if (tags.has(path) && tags.get(path) !== tag) changed.add(path);
      tags.set(path, tag);
    }),
  );
  return changed;
}

function fresh(of: string): string {
  const url = new URL(of, document.baseURI);
  url.searchParams.set("v", String(generation));
  return url.href;
}

// swap loads the new sheet beside the old one, which goes when the new one is
// there, so that the page is never bare.
function swap(old: HTMLLinkElement): void {
  const next = old.cloneNode() as HTMLLinkElement;
  next.href = fresh(old.href);
  const drop = (): void => old.remove();
  next.addEventListener("load", drop, { once: true });
  next.addEventListener("error", drop, { once: true });
  twin.swapped(old, next);
  old.after(next);
}

/** Brings what changed; false where only the page's scripts can. */
function bring(changed: Set<string>, of: Map<string, Element[]>): boolean {
  for (const path of changed) {
    for (const e of of.get(path) ?? []) {
      if (e instanceof HTMLLinkElement) swap(e);
      else if (e instanceof HTMLImageElement) e.src = fresh(e.src);
      else return false;
    }
  }
  return true;
}

// --- the page itself -----------------------------------------------------------

/** What the page's scripts attend to from the start. */
const alive = "[data-map], svg.m-map, [data-filter], [data-sort], .chart, script[src], iframe";
const frames = "svg.m-map, .m-sheet, [data-map], [data-live], [data-filter]"; // whose measure scripts took

function needsScripts(d: Done): boolean {
  return (
    d.inserted.some((e) => e.matches(alive) || e.querySelector(alive)) ||
    d.attributes.some((e) => e.matches(frames)) ||
    d.changed.some((e) => e.closest(".chart-svg, .chart-svg-narrow")?.querySelector(".chart-live"))
  );
}

/** Fetches the page and makes the one that is open like it. */
async function update(): Promise<void> {
  const answer = await fetch(location.href.replace(/#.*/, ""), { cache: "no-store" });
  if (answer.status === 404) return void (await missing(here));
  setBroken(answer.status === 500);
  if (!answer.ok) return;
  if (script.dataset.missing || script.dataset.broken) return reload();
  found();
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const own = next.querySelector<HTMLScriptElement>("script[data-boot]");
  if (own?.dataset.boot !== boot) return reload();
  generation = Number(own?.dataset.generation);
  own?.remove();
  const done = twin.become(next.documentElement);
  if (needsScripts(done)) return reload();
  flash(done.changed);
  if (isList) windToMarks(document);
  else await renew();
}

async function apply(change: Change): Promise<void> {
  generation = change.generation;
  const all = parts(),
    named = new Set(change.paths);
  const changed = change.all ? await others(all.keys()) : new Set([...all.keys()].filter((p) => named.has(p)));
  if (!change.all) await others(changed); // to know them again
  if (!bring(changed, all)) return reload();
  if (change.all || named.has(here)) await update();
}

// --- the connection --------------------------------------------------------------

let source: EventSource | null = null;
let line: Promise<void> = Promise.resolve(); // one thing after the other

function next(what: () => void | Promise<void>): void {
  line = line.then(what).catch((e: unknown) => console.warn("atlas preview:", e));
}

function on<T>(name: string, what: (data: T) => void | Promise<void>): void {
  source?.addEventListener(name, (e) => next(() => what(JSON.parse((e as MessageEvent<string>).data) as T)));
}

function tell(problems: Problems): void | Promise<void> {
  return isList ? update() : show(problems);
}

function connect(): void {
  // Browsers allow six connections to a server: only pages that are seen hold
  // one. A page that is seen again is greeted, and brought up to date if it is old.
  if (document.visibilityState === "hidden") {
    source?.close();
    source = null;
    return;
  }
  if (source) return;
  source = new EventSource(new URL("events", home));
  on<Hello>("hello", async (hello) => {
    setOnline(true);
    if (hello.boot !== boot) return reload();
    const old = hello.generation !== generation;
    // Something changed before we knew what the page is made of.
    if (old && tags.size === 0) return reload();
    if (old) await apply({ generation: hello.generation, all: true, paths: [] });
    else await others(parts().keys());
    if (!isList) show(hello.problems);
    else if (!old) await update();
    (shadow.host as HTMLElement).dataset.ready = "true"; // from now on nothing is missed
  });
  on<Change>("change", apply);
  on<Problems>("problems", tell);
  source.addEventListener("error", () => setOnline(false));
}

// A page in a frame is brought with the page around it.
if (window.top === window) {
  restore();
  const corner = openCorner();
  open();
  if (isList) addEventListener("load", () => windToMarks(document));
  else openSources(here, corner);
  setBroken(Boolean(script.dataset.broken));
  if (script.dataset.missing) next(() => missing(here));
  connect();
  document.addEventListener("visibilitychange", connect);
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
  addEventListener("pageshow", connect);
}
