// Links from what is shown to the line where it is written. They are only here, in
// the preview: one for the page in the corner, and one at the block under the
// pointer or the keyboard's focus.
import { home, link, say, shadow, type Origin } from "./words";

let origins: Promise<Map<string, Origin>> | null = null;
let path = "";
const chip = link("", "source");
const file = link("", "source page");

const line = (o: Origin): string => (o.line ? `${o.file}:${o.line}` : o.file);

function aim(a: HTMLAnchorElement, o: Origin): void {
  a.href = o.href;
  a.textContent = `✎ ${line(o)}`;
  a.title = say("打开这一行", "open this line");
}

async function ask(): Promise<Map<string, Origin>> {
  const answer = await fetch(new URL(`origins?path=${encodeURIComponent(path)}`, home));
  const list = (await answer.json()) as Origin[];
  return new Map(list.map((o) => [o.id ?? "", o]));
}

/** The page was made anew: its lines may be others. */
export async function renew(): Promise<void> {
  chip.hidden = true;
  origins = ask();
  const page = (await origins).get("");
  file.hidden = !page;
  if (page) aim(file, page);
}

/** The nearest block around an element that is written somewhere. */
function block(e: Element, known: Map<string, Origin>): [Element, Origin] | null {
  for (let at: Element | null = e; at; at = at.parentElement) {
    const o = known.get(at.id || "-") ?? (at.matches("h1, figure[data-map]") ? known.get("") : undefined);
    if (o) return [at, o];
  }
  return null;
}

async function point(e: Event): Promise<void> {
  if (!(e.target instanceof Element) || e.target.localName === "atlas-preview") return;
  const found = block(e.target, await (origins ?? new Map<string, Origin>()));
  chip.hidden = !found;
  if (!found) return;
  aim(chip, found[1]);
  // At the corner of the block, half above it: on the way there the pointer does
  // not leave the block.
  const r = found[0].getBoundingClientRect();
  const right = Math.min(r.right, document.documentElement.clientWidth);
  chip.style.left = `${Math.max(0, right - chip.offsetWidth)}px`;
  chip.style.top = `${Math.max(0, r.top - chip.offsetHeight + 6)}px`;
}

export function openSources(page: string, corner: HTMLElement): void {
  path = page;
  chip.hidden = file.hidden = true;
  chip.tabIndex = -1; // the one in the corner is for the keyboard
  corner.prepend(file);
  shadow.append(chip);
  document.addEventListener("pointerover", (e) => void point(e));
  document.addEventListener("focusin", (e) => void point(e));
  addEventListener(
    "scroll",
    () => {
      chip.hidden = true;
    },
    { passive: true, capture: true },
  );
  document.documentElement.addEventListener("pointerleave", () => {
    chip.hidden = true;
  });
  void renew();
}
