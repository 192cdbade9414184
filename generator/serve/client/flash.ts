// Shows for a moment what has changed.

const parts = "p, li, tr, dd, dt, h1, h2, h3, h4, h5, h6, blockquote, pre, figure, article, [id]";

/** The block that an element belongs to; null for what frames the page. */
function block(e: Element): HTMLElement | null {
  let at: Element | null = e;
  while (at && !(at instanceof HTMLElement && at.matches(parts))) at = at.parentElement;
  return at instanceof HTMLElement && at.closest("main") && at.localName !== "main" ? at : null;
}

/** Highlights the blocks of these elements. Who wants no motion gets a frame that
 * stands still and goes; the others a colour that fades. */
export function flash(elements: Element[]): void {
  const blocks = new Set<HTMLElement>();
  for (const e of elements) {
    const b = e.isConnected ? block(e) : null;
    if (b) blocks.add(b);
  }
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const frame = "2px solid #b59410";
  const frames: Keyframe[] = still
    ? [
        { outline: frame, outlineOffset: "2px" },
        { outline: frame, outlineOffset: "2px" },
      ]
    : [
        { backgroundColor: "rgb(255 214 10 / 25%)", outline: frame, outlineOffset: "2px" },
        { backgroundColor: "rgb(255 214 10 / 25%)", outline: frame, outlineOffset: "2px", offset: 0.35 },
        { backgroundColor: "transparent", outline: "2px solid transparent", outlineOffset: "2px" },
      ];
  for (const b of blocks) b.animate(frames, { id: "atlas-changed", duration: still ? 1500 : 2200 });
}
