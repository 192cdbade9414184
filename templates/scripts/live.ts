// Charts come alive: ECharts draws the drawing that is on the page once more, at
// the same place in the same size, with tooltips and a legend to switch. What
// stood there before stays below for the keyboard, for those who listen and for
// print; its links are the ones that are followed.
import { init, setPlatformAPI, use, type EChartsType } from "echarts/core";
import { BarChart, GraphChart, HeatmapChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";
import { atlasPrepare, inks } from "atlas:chart";

use([BarChart, GraphChart, HeatmapChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

// eslint-disable-next-line -- an option is whatever ECharts takes
type Option = Record<string, any>;

// One is a chart at one width.
interface One {
  width: number;
  height: number;
  option: Option;
}

// Text is as wide as it was taken to be when the drawing on the page was made,
// whatever the face: so everything stays where it is.
const em = new Map<string, number>();
setPlatformAPI({
  measureText: (text: string, font?: string) => {
    const size = parseFloat(/([\d.]+)px/.exec(font ?? "")?.[1] ?? "12");
    let width = 0;
    for (const c of text) width += em.get(c) ?? 0.6;
    return { width: width * size };
  },
});

const alive = new Map<HTMLElement, EChartsType>();

// painted puts the theme's colours, as the drawing's own classes have them, in
// the places of the inks.
function painted(option: Option, drawing: SVGSVGElement): Option {
  const probe = drawing.cloneNode(false) as SVGSVGElement;
  probe.setAttribute("aria-hidden", "true");
  const shapes = inks.map(([, name]) => {
    const shape = document.createElementNS("http://www.w3.org/2000/svg", "text");
    shape.setAttribute("class", name);
    probe.append(shape);
    return shape;
  });
  drawing.parentElement?.append(probe);
  const looks = new Map<string, { colour: string; weight: string }>();
  inks.forEach(([ink, , line], i) => {
    const style = getComputedStyle(shapes[i]);
    looks.set(ink, { colour: line ? style.stroke : style.fill, weight: style.fontWeight });
  });
  probe.remove();
  const walk = (value: unknown): unknown => {
    if (typeof value === "string") return looks.get(value)?.colour ?? value;
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    const out: Option = {};
    for (const [k, v] of Object.entries(value)) out[k] = walk(v);
    const look = typeof (value as Option).color === "string" ? looks.get((value as Option).color) : undefined;
    if (look && "fontSize" in value) out.fontWeight = look.weight;
    return out;
  };
  return walk(option) as Option;
}

function rest(place: HTMLElement): void {
  alive.get(place)?.dispose();
  alive.delete(place);
  place.querySelector(".chart-live")?.remove();
  place.classList.remove("is-live");
}

function dressed(one: One, drawing: SVGSVGElement): Option {
  const option = painted(atlasPrepare(structuredClone(one.option)) as Option, drawing);
  const style = getComputedStyle(drawing);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  option.animation = false;
  option.textStyle = { fontFamily: style.fontFamily };
  option.tooltip = {
    ...option.tooltip,
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: colour("--c-paper"),
    borderColor: colour("--c-base"),
    borderWidth: 1,
    shadowBlur: 0,
    padding: 8,
    extraCssText: "",
    textStyle: { color: colour("--c-ink"), fontSize: 13, width: Math.min(300, one.width - 60), overflow: "break" },
  };
  for (const series of option.series as Option[]) {
    series.emphasis = {
      itemStyle: { color: "inherit", borderColor: colour("--c-act"), borderWidth: 1.5 },
      lineStyle: { color: colour("--c-act"), width: 1.5 },
    };
    series.cursor = "default";
  }
  return option;
}

// wake draws a chart at its place; it does nothing where it is awake.
function wake(place: HTMLElement, drawing: SVGSVGElement, one: One, widths: Record<string, number>): void {
  if (alive.has(place)) return;
  for (const c of Object.keys(widths)) em.set(c, widths[c]);
  const box = drawing.getBoundingClientRect();
  if (!box.width) return;
  const layer = document.createElement("div");
  layer.className = "chart-live";
  layer.setAttribute("aria-hidden", "true");
  layer.style.width = `${one.width}px`;
  layer.style.height = `${one.height}px`;
  layer.style.transform = `scale(${box.width / one.width})`;
  place.append(layer);
  const option = dressed(one, drawing);
  const chart = init(layer, null, { renderer: "svg", width: one.width, height: one.height });
  chart.setOption(option);
  // A point and its link have the same words, in the tooltip and as the title.
  const links = new Map([...drawing.querySelectorAll("a")].map((a) => [a.querySelector("title")?.textContent ?? "", a]));
  const linkOf = (e: { seriesIndex?: number; dataIndex?: number; dataType?: string }) => {
    const series = (one.option.series as Option[])[e.seriesIndex ?? -1];
    return links.get((e.dataType === "edge" ? series?.links : series?.data)?.[e.dataIndex ?? -1]?.tooltip?.formatter ?? "");
  };
  let touched: Element | undefined;
  chart.on("mouseover", (e) => layer.classList.toggle("on-link", linkOf(e as object) !== undefined));
  chart.on("mouseout", () => layer.classList.remove("on-link"));
  chart.on("click", (e) => {
    const link = linkOf(e as object);
    const event = e.event?.event as unknown as PointerEvent | undefined;
    if (!link) return;
    if (event?.pointerType === "touch" && touched !== link) {
      touched = link; // the first touch shows the tooltip
      return;
    }
    link.dispatchEvent(
      new MouseEvent("click", {
        bubbles: true,
        cancelable: true,
        ctrlKey: event?.ctrlKey,
        metaKey: event?.metaKey,
        shiftKey: event?.shiftKey,
      }),
    );
  });
  // The sums behind stacked bars are those of all parts; without some they go.
  const sums = (option.series as Option[]).filter((s) => !s.name && s.stack);
  chart.on("legendselectchanged", (e) => {
    const all = Object.values((e as { selected: Record<string, boolean> }).selected).every(Boolean);
    chart.setOption({ series: sums.map((s) => ({ id: s.id, data: all ? s.data : [] })) });
  });
  alive.set(place, chart);
  place.classList.add("is-live");
}

function restAll(): void {
  for (const place of [...alive.keys()]) rest(place);
}

addEventListener("resize", restAll);
addEventListener("beforeprint", restAll);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", restAll);
new MutationObserver(restAll).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

(globalThis as unknown as { atlasLive: object }).atlasLive = { wake, rest };
