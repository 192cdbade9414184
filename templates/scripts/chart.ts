// Charts as PNG: the SVG that is on the page, with the colours it has there, put
// on a canvas at three times its size. Nothing is fetched.

const painted = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-linejoin",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-decoration-line",
  "text-decoration-color",
];

// carried is a copy of a drawing that carries its looks in attributes.
function carried(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of painted) to[i].setAttribute(name, style.getPropertyValue(name));
  });
  return copy;
}

async function png(svg: SVGSVGElement): Promise<string> {
  const { width, height } = svg.viewBox.baseVal;
  const copy = carried(svg);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const margin = 16,
    scale = 3;
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (height + 2 * margin) * scale;
  const paper = canvas.getContext("2d");
  if (!paper) return "";
  paper.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  if (paper.fillStyle === "#000000") paper.fillStyle = getComputedStyle(document.body).backgroundColor;
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(image, margin * scale, margin * scale, width * scale, height * scale);
  return canvas.toDataURL("image/png");
}

export function charts(): void {
  document.querySelectorAll<HTMLElement>(".chart").forEach((chart) => {
    const places = chart.querySelector(".downloads");
    const svg = chart.querySelector<SVGSVGElement>(".chart-svg svg");
    if (!places || !svg) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "as-link";
    button.textContent = "PNG";
    button.addEventListener("click", async () => {
      const wide = svg.checkVisibility();
      const shown = wide ? svg : (chart.querySelector<SVGSVGElement>(".chart-svg-narrow svg") ?? svg);
      const link = document.createElement("a");
      link.href = await png(shown);
      link.download = `${chart.id}.png`;
      link.click();
    });
    places.append(button);
  });
}
