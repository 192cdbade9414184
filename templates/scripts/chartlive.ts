// Brings ECharts to a chart when a pointer first comes to it, or the keyboard:
// never before. The chart on the page is complete without.
interface Live {
  wake(place: HTMLElement, drawing: SVGSVGElement, one: unknown, widths: Record<string, number>): void;
}

const asked = new Map<string, Promise<void>>();
const options = new Map<string, { sizes: unknown[]; widths: Record<string, number> }>();

// fetched runs a script of the site, once.
function fetched(src: string): Promise<void> {
  let p = asked.get(src);
  if (!p) {
    p = new Promise<void>((done, failed) => {
      const s = document.createElement("script");
      s.src = src;
      s.onload = () => done();
      s.onerror = () => failed(new Error(src));
      document.head.append(s);
    });
    asked.set(src, p);
  }
  return p;
}

export function liveCharts(): void {
  const root = document.querySelector<HTMLElement>("a.find")?.dataset.root;
  const charts = document.querySelectorAll<HTMLElement>(".chart[data-live]");
  if (root === undefined || charts.length === 0) return;
  (globalThis as unknown as { atlasChart: object }).atlasChart = (id: string, sizes: unknown[], widths: Record<string, number>) =>
    options.set(id, { sizes, widths });
  charts.forEach((chart) => {
    const id = chart.dataset.live ?? "";
    chart.querySelectorAll<HTMLElement>(".chart-svg, .chart-svg-narrow").forEach((place, size) => {
      const drawing = place.querySelector("svg");
      if (!drawing) return;
      const fetch = () => Promise.all([fetched(`${root}assets/live.js`), fetched(`${root}data/charts/${id}.js`)]);
      const wake = () => {
        void fetch().then(
          () => {
            const known = options.get(id);
            if (known) (globalThis as unknown as { atlasLive: Live }).atlasLive.wake(place, drawing, known.sizes[size], known.widths);
          },
          () => undefined, // then the chart stays as it is
        );
      };
      place.addEventListener("pointerenter", wake);
      place.addEventListener("touchstart", wake, { passive: true });
      // Under the keyboard the drawing itself is shown: its links have the focus.
      place.addEventListener("focusin", () => {
        void fetch().catch(() => undefined);
        if (drawing.querySelector(":focus-visible")) place.classList.add("at-keys");
      });
      place.addEventListener("focusout", () => place.classList.remove("at-keys"));
    });
  });
}
