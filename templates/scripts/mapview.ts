// What part of a map is shown: a scale and a shift of everything inside the neat
// line. Letters grow more slowly than the map; the scale bar tells the truth.
export interface Point { x: number; y: number }

const most = 12; // times

export class View {
  k = 1;
  private x = 0;
  private y = 0;
  private frame = 0;
  private readonly moving: SVGGElement[];
  private readonly letters: { el: Element; size: number }[];
  private readonly neat: { x: number; y: number; w: number; h: number };
  private readonly bar: ScaleBar | undefined;
  changed: () => void = () => {};

  constructor(readonly svg: SVGSVGElement) {
    const view = svg.querySelector<SVGGElement>("g.m-view");
    const labels = svg.querySelector<SVGGElement>("g.m-labels");
    const rect = svg.querySelector("rect.m-sheet");
    const n = (a: string) => Number(rect?.getAttribute(a) ?? 0);
    this.neat = { x: n("x"), y: n("y"), w: n("width"), h: n("height") };
    this.moving = [view, labels].filter((g) => g !== null);
    // The clip must not move with what it clips: it goes to a group around.
    if (view) {
      const around = document.createElementNS("http://www.w3.org/2000/svg", "g");
      around.setAttribute("clip-path", view.getAttribute("clip-path") ?? "");
      view.removeAttribute("clip-path");
      view.before(around);
      around.append(...this.moving);
    }
    this.letters = [...(labels?.querySelectorAll("g[font-size]") ?? [])].map((el) => ({ el, size: Number(el.getAttribute("font-size")) }));
    const scale = svg.querySelector("g.m-scale");
    if (scale) this.bar = new ScaleBar(scale);
  }

  /** A place on the drawing, in px of its viewBox. */
  at(e: { clientX: number; clientY: number }): Point {
    const m = this.svg.getScreenCTM();
    return m ? new DOMPoint(e.clientX, e.clientY).matrixTransform(m.inverse()) : { x: 0, y: 0 };
  }

  private middle(): Point {
    return { x: this.neat.x + this.neat.w / 2, y: this.neat.y + this.neat.h / 2 };
  }

  /** The centre of what is shown, as shares of the map's width and height. */
  centre(): Point {
    const c = this.middle();
    return { x: ((c.x - this.x) / this.k - this.neat.x) / this.neat.w, y: ((c.y - this.y) / this.k - this.neat.y) / this.neat.h };
  }

  show(k: number, x: number, y: number): void {
    const c = this.middle();
    this.k = Math.min(most, Math.max(1, k));
    this.x = c.x - this.k * (this.neat.x + x * this.neat.w);
    this.y = c.y - this.k * (this.neat.y + y * this.neat.h);
    this.draw();
  }

  zoom(by: number, about: Point = this.middle()): void {
    const k = Math.min(most, Math.max(1, this.k * by));
    this.x = about.x - ((about.x - this.x) / this.k) * k;
    this.y = about.y - ((about.y - this.y) / this.k) * k;
    this.k = k;
    this.draw();
  }

  pan(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.draw();
  }

  reset(): void {
    this.k = 1;
    this.x = this.y = 0;
    this.draw();
  }

  /** Keeps the sheet filled and draws at the next frame. */
  private draw(): void {
    const hold = (v: number, from: number, size: number) => Math.min(from * (1 - this.k), Math.max((from + size) * (1 - this.k), v));
    if (this.k < 1.01) this.k = 1;
    this.x = hold(this.x, this.neat.x, this.neat.w) + 0;
    this.y = hold(this.y, this.neat.y, this.neat.h) + 0;
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const t = this.k === 1 ? "" : `translate(${this.x.toFixed(2)} ${this.y.toFixed(2)}) scale(${this.k.toFixed(4)})`;
      for (const g of this.moving) t ? g.setAttribute("transform", t) : g.removeAttribute("transform");
      for (const l of this.letters) l.el.setAttribute("font-size", String(+(l.size / this.k ** 0.75).toFixed(2)));
      this.svg.classList.toggle("m-zoomed", this.k > 1);
      this.bar?.draw(this.k);
      this.changed();
    });
  }
}

/** The scale bar: at each scale a round length. */
class ScaleBar {
  private readonly rects: SVGRectElement[];
  private readonly texts: SVGTextElement[];
  private readonly left: number;
  private readonly length: number;
  private readonly km: number;
  private readonly unit: string;

  constructor(g: Element) {
    this.rects = [...g.querySelectorAll("rect")];
    this.texts = [...g.querySelectorAll("text")];
    const last = /^([\d.e+]+)\s*(.*)$/.exec(this.texts[2]?.textContent ?? "");
    this.km = Number(last?.[1] ?? 0);
    this.unit = last?.[2] ?? "";
    this.left = Number(this.rects[0]?.getAttribute("x") ?? 0);
    this.length = 2 * Number(this.rects[0]?.getAttribute("width") ?? 0);
  }

  draw(k: number): void {
    if (!this.km || this.rects.length < 2 || this.texts.length < 3) return;
    let km = this.km;
    if (k > 1) {
      const p = 10 ** Math.floor(Math.log10(this.km / k));
      km = p * [5, 2, 1].find((m) => m * p <= this.km / k)!;
    }
    const length = (this.length * k * km) / this.km;
    const half = length / 2;
    this.rects.forEach((r, i) => {
      r.setAttribute("x", String(this.left + i * half));
      r.setAttribute("width", String(half));
    });
    const write = (i: number, x: number, text: string) => {
      this.texts[i]!.setAttribute("x", x.toFixed(1));
      this.texts[i]!.textContent = text;
    };
    const round = (v: number) => String(Number(v.toPrecision(3)));
    write(1, this.left + half, round(km / 2));
    write(2, this.left + length - 8, `${round(km)} ${this.unit}`);
  }
}
