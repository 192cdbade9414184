// What part of a map is shown: a scale and a shift of everything inside the neat
// line. Symbols and letters keep their size, and so their distance from the place
// they are about; labels that wait for room appear at the zoom that the drawing
// says. The scale bar tells the truth.
import { Pane, type Neat } from "./mapwindow";

export interface Point {
  x: number;
  y: number;
}

const most = 12; // times; the labels of a drawing are placed for no more

export class View {
  k = 1;
  private x = 0;
  private y = 0;
  private drawn = { k: 1, x: 0, y: 0 }; // what is painted
  private frame = 0;
  private rest = 0;
  private readonly moving: SVGGElement[];
  private sized: { el: Element; at: string; from: number }[] | undefined;
  private readonly neat: Neat;
  private readonly pane: Pane;
  /** What the drawing lies in, whether enlarged or not. */
  readonly box: HTMLElement;
  private readonly bar: ScaleBar | undefined;
  changed: () => void = () => {};

  constructor(readonly svg: SVGSVGElement) {
    const view = svg.querySelector<SVGGElement>("g.m-view");
    const labels = svg.querySelector<SVGGElement>("g.m-labels");
    const rect = svg.querySelector("rect.m-sheet");
    const n = (a: string) => Number(rect?.getAttribute(a) ?? 0);
    this.neat = { x: n("x"), y: n("y"), w: n("width"), h: n("height") };
    this.moving = [view, labels].filter((g) => g !== null);
    this.box = svg.parentElement!;
    this.pane = new Pane(svg, this.box, this.neat, this.moving);
    const scale = svg.querySelector("g.m-scale");
    if (scale) this.bar = new ScaleBar(scale);
  }

  /** What turns a place of the window into one of the drawing, in px of its viewBox. */
  places(): (e: { clientX: number; clientY: number }) => Point {
    const m = this.svg.getScreenCTM()?.inverse();
    return (e) => (m ? { x: m.a * e.clientX + m.c * e.clientY + m.e, y: m.b * e.clientX + m.d * e.clientY + m.f } : { x: 0, y: 0 });
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
    this.soon();
  }

  /** Shows the surroundings of a feature. */
  find(el: SVGGraphicsElement): void {
    const b = el.getBBox(),
      m = (this.moving[0]!.getScreenCTM() ?? new DOMMatrix()).inverse().multiply(el.getScreenCTM() ?? new DOMMatrix());
    const at = new DOMPoint(b.x + b.width / 2, b.y + b.height / 2).matrixTransform(m);
    const k = Math.min(6, 0.4 * Math.min(this.neat.w / (b.width * m.a || 1), this.neat.h / (b.height * m.d || 1)));
    this.show(Math.max(this.k, k), (at.x - this.neat.x) / this.neat.w, (at.y - this.neat.y) / this.neat.h);
  }

  zoom(by: number, about: Point = this.middle()): void {
    const k = Math.min(most, Math.max(1, this.k * by));
    this.x = about.x - ((about.x - this.x) / this.k) * k;
    this.y = about.y - ((about.y - this.y) / this.k) * k;
    this.k = k;
    this.soon();
  }

  pan(dx: number, dy: number): void {
    this.x += dx;
    this.y += dy;
    this.soon();
  }

  reset(): void {
    this.k = 1;
    this.x = this.y = 0;
    this.soon();
  }

  /** Keeps the sheet filled and draws at the next frame. */
  private soon(): void {
    const hold = (v: number, from: number, size: number) => Math.min(from * (1 - this.k), Math.max((from + size) * (1 - this.k), v));
    if (this.k < 1.01) this.k = 1;
    this.x = hold(this.x, this.neat.x, this.neat.w) + 0;
    this.y = hold(this.y, this.neat.y, this.neat.h) + 0;
    this.frame ||= requestAnimationFrame(() => this.draw());
  }

  /** While a map moves it is to the browser a picture of its own, which is only shifted; when it rests, it is painted anew. */
  ready(): void {
    clearTimeout(this.rest);
    if (this.k === 1) return;
    this.pane.ready(true);
    this.rest = window.setTimeout(() => this.paint(), 500);
  }

  /** Draws what is to be shown. */
  draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if (this.k === this.drawn.k && this.k > 1) {
      this.ready();
      this.pane.shift(this.x - this.drawn.x, this.y - this.drawn.y);
    } else {
      this.paint();
    }
    this.changed();
  }

  private paint(): void {
    clearTimeout(this.rest);
    this.pane.ready(false);
    this.pane.open(this.k > 1);
    this.pane.shift(0, 0);
    const t = this.k === 1 ? "" : `translate(${this.x.toFixed(2)}px,${this.y.toFixed(2)}px) scale(${this.k.toFixed(4)})`;
    for (const g of this.moving) g.style.transform = t;
    if (this.k !== this.drawn.k) this.size();
    this.drawn = { k: this.k, x: this.x, y: this.y };
  }

  /** Does something with the drawing put together as it is shown. */
  whole(act: (svg: SVGSVGElement) => void): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.paint();
    this.pane.open(false);
    act(this.svg);
    this.pane.open(this.k > 1);
  }

  /** Gives symbols and letters their size, and shows those that have room. */
  private size(): void {
    this.sized ??= this.moving
      .flatMap((g) => [...g.querySelectorAll("[transform]")])
      .map((el) => ({
        el,
        at: el.getAttribute("transform")!,
        from: Number(el.getAttribute("data-from") ?? 0),
      }));
    const s = this.k === 1 ? "" : `scale(${(1 / this.k).toFixed(4)})`;
    for (const o of this.sized) {
      o.el.setAttribute("transform", o.at + s);
      if (!o.from) continue;
      if (o.from <= this.k) o.el.removeAttribute("display");
      else o.el.setAttribute("display", "none");
    }
    this.box.classList.toggle("m-zoomed", this.k > 1);
    this.bar?.draw(this.k);
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
