// Where an enlarged map is shown: a window of the page over the drawing's neat
// line, with a drawing of its own in it. Such a drawing the browser shifts as it
// is; what is shifted inside a larger drawing it paints anew, with all around it.
export interface Neat {
  x: number;
  y: number;
  w: number;
  h: number;
}

export class Pane {
  private readonly frame = document.createElement("div");
  private readonly inner: SVGSVGElement;
  private readonly home: SVGSVGElement; // where the groups stand while nothing is enlarged
  private scale = 1; // px of the page in one of the drawing

  constructor(
    private readonly svg: SVGSVGElement,
    private readonly box: HTMLElement,
    private readonly neat: Neat,
    private readonly groups: SVGGElement[],
  ) {
    const drawing = (attributes: object) => {
      const el = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      const { x, y, w, h } = neat;
      for (const [a, v] of Object.entries({ viewBox: `${x} ${y} ${w} ${h}`, ...attributes })) if (v) el.setAttribute(a, String(v));
      return el;
    };
    // What is clipped must not move with the clip.
    this.home = drawing({ x: neat.x, y: neat.y, width: neat.w, height: neat.h });
    groups[0]?.removeAttribute("clip-path");
    groups[0]?.before(this.home);
    this.home.append(...groups);
    const same = (a: string) => svg.getAttribute(a);
    this.inner = drawing({
      class: same("class"),
      lang: same("lang"),
      role: same("role"),
      "aria-labelledby": same("aria-labelledby"),
      "aria-describedby": same("aria-describedby"),
    });
    this.frame.className = "m-window";
    this.frame.append(this.inner);
    new ResizeObserver(() => this.fit()).observe(svg);
  }

  /** Opens the window, or puts everything back into the drawing. */
  open(open: boolean): void {
    if (open === this.frame.isConnected) return;
    const at = document.activeElement;
    if (open) {
      this.inner.append(...this.groups);
      this.svg.after(this.frame);
      this.fit();
    } else {
      this.home.append(...this.groups);
      this.frame.remove();
    }
    // Who described the links goes on doing so; and who was on one stays on it.
    this.svg.setAttribute("role", open ? "presentation" : (this.inner.getAttribute("role") ?? "img"));
    if (at && this.groups.some((g) => g.contains(at))) (at as SVGElement).focus({ preventScroll: true });
  }

  /** Lays the window over the neat line. */
  private fit(): void {
    const m = this.svg.getScreenCTM();
    if (!this.frame.isConnected || !m) return;
    const b = this.box.getBoundingClientRect(),
      { x, y, w, h } = this.neat;
    this.scale = m.a;
    const px = {
      left: m.a * x + m.e - b.left - this.box.clientLeft,
      top: m.d * y + m.f - b.top - this.box.clientTop,
      width: m.a * w,
      height: m.d * h,
    };
    for (const [name, v] of Object.entries(px)) this.frame.style.setProperty(name, `${v.toFixed(2)}px`);
  }

  /** Shifts what the window shows, in px of the drawing, as it is. */
  shift(dx: number, dy: number): void {
    this.inner.style.transform = dx || dy ? `translate(${(dx * this.scale).toFixed(2)}px,${(dy * this.scale).toFixed(2)}px)` : "";
  }

  /** Says that it will be shifted often, or no more. */
  ready(yes: boolean): void {
    this.inner.classList.toggle("m-moving", yes);
  }
}
