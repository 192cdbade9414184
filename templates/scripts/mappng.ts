// A map as PNG: the drawing that is on the page, with what is switched on and as
// far as it is enlarged, in the colours of day, under its title and over its
// lines: sources, projection, review number. Nothing is fetched.

import type { View } from "./mapview";

const inherited = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linejoin",
  "stroke-linecap",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "letter-spacing",
  "text-anchor",
];

/** Writes the looks of an element and of all in it into the attributes of its copy. */
function paint(from: Element, to: Element, above: string[]): void {
  const style = getComputedStyle(from);
  if (style.display === "none" || from.localName === "title" || from.localName === "desc") {
    to.remove();
    return;
  }
  const now = inherited.map((name) => style.getPropertyValue(name));
  now.forEach((value, i) => {
    if (value !== above[i]) to.setAttribute(inherited[i], value);
  });
  if (style.vectorEffect !== "none") to.setAttribute("vector-effect", style.vectorEffect);
  if (style.backgroundColor && from.localName === "svg") to.removeAttribute("style");
  const moved = (from as SVGElement).style.transform;
  if (moved) {
    to.setAttribute("transform", moved.replaceAll("px", ""));
    to.removeAttribute("style");
  }
  const copies = [...to.children];
  [...from.children].forEach((child, i) => paint(child, copies[i], now));
}

/** Breaks a text into lines that are no wider than width. */
function lines(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const out = [""];
  for (const word of text
    .trim()
    .replace(/\s+/g, " ")
    .match(/[ -\u2e7f]*? |[ -\u2e7f]+|./gu) ?? []) {
    const last = out.length - 1;
    if (out[last] && pen.measureText(out[last] + word.trimEnd()).width > width) out.push(word);
    else out[last] += word;
  }
  return out;
}

/** Draws a map with a title above it and lines of words below, twice as large as on the page. */
export async function mapPNG(view: View, title: string, below: string[]): Promise<string> {
  const root = document.documentElement;
  const chosen = root.dataset.theme;
  root.dataset.theme = "light"; // for as long as the looks are read, which nobody sees
  const { svg } = view;
  let copy = svg;
  view.whole(() => {
    copy = svg.cloneNode(true) as SVGSVGElement;
    paint(svg, copy, []);
  });
  const { backgroundColor: paper, color: ink } = getComputedStyle(root);
  const face = getComputedStyle(svg).fontFamily;
  if (chosen === undefined) delete root.dataset.theme;
  else root.dataset.theme = chosen;

  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();

  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen) return "";
  const margin = 24,
    scale = 2;
  const head = `600 22px ${face}`,
    foot = `12px ${face}`;
  pen.font = head;
  const above = lines(pen, title, width);
  pen.font = foot;
  const words = below.flatMap((text) => lines(pen, text, width));
  canvas.width = scale * (width + 2 * margin);
  canvas.height = scale * (3 * margin + above.length * 28 + height + words.length * 18);
  pen.scale(scale, scale);
  pen.fillStyle = paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = ink;
  let y = margin;
  const write = (font: string, texts: string[], lead: number) => {
    pen.font = font;
    for (const text of texts) pen.fillText(text, margin, (y += lead) - lead * 0.25);
  };
  write(head, above, 28);
  pen.drawImage(image, margin, (y += 6), width, height);
  y += height + 6;
  write(foot, words, 18);
  return canvas.toDataURL("image/png");
}
