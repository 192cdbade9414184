import assert from "node:assert/strict";
import { test } from "node:test";
import { View } from "../../templates/scripts/mapview";
import { body, page } from "./dom";

// A map of 200 × 100 px whose neat line begins at (10, 20); two labels, one of which
// waits for room; a scale bar of 100 km in 80 px.
function map() {
  const p = page(
    body(`<div><svg viewBox="0 0 220 140"><rect class="m-sheet" x="10" y="20" width="200" height="100"></rect>
<g class="m-view"><g transform="translate(50 60)"></g></g>
<g class="m-labels"><text transform="translate(60 70)">a</text><text transform="translate(90 70)" data-from="3" display="none">b</text></g>
<g class="m-scale"><rect x="20" width="40"></rect><rect x="60" width="40"></rect><text>0</text><text>50</text><text>100 km</text></g></svg></div>`),
  );
  const svg = p.document.querySelector("svg") as unknown as SVGSVGElement;
  const $ = (s: string) => p.document.querySelector(s) as SVGElement;
  return { view: new View(svg), frame: p.frame, $ };
}

test("a map is enlarged about a point, which stays where it is", () => {
  const { view, frame, $ } = map();
  view.zoom(2, { x: 110, y: 70 });
  frame();
  assert.equal($(".m-view").style.transform, "translate(-110.00px,-70.00px) scale(2.0000)");
  assert.deepEqual(view.centre(), { x: 0.5, y: 0.5 });
});

test("it is never smaller than the sheet nor more than twelve times as large", () => {
  const { view } = map();
  view.zoom(0.2);
  assert.equal(view.k, 1);
  view.zoom(100);
  assert.equal(view.k, 12);
});

test("the sheet stays filled, however far it is dragged", () => {
  const { view, frame, $ } = map();
  view.zoom(2);
  view.pan(1000, -1000);
  frame();
  assert.equal($(".m-view").style.transform, "translate(-10.00px,-120.00px) scale(2.0000)");
  view.reset();
  frame();
  assert.equal($(".m-view").style.transform ?? "", "");
});

test("what an address shows is what the address of it says", () => {
  const { view } = map();
  view.show(4, 0.3, 0.6);
  const c = view.centre();
  assert.deepEqual([view.k, Number(c.x.toFixed(6)), Number(c.y.toFixed(6))], [4, 0.3, 0.6]);
});

test("letters keep their size, and those that waited appear when there is room", () => {
  const { view, frame, $ } = map();
  const waiting = () => $("[data-from]").getAttribute("display");
  view.zoom(2);
  frame();
  assert.equal($(".m-labels text").getAttribute("transform"), "translate(60 70)scale(0.5000)");
  assert.equal(waiting(), "none");
  view.zoom(2);
  frame();
  assert.equal(waiting(), null);
  view.reset();
  frame();
  assert.equal($(".m-labels text").getAttribute("transform"), "translate(60 70)");
  assert.equal(waiting(), "none");
});

test("the scale bar says a round length, and is as long as it says", () => {
  const { view, frame, $ } = map();
  view.zoom(3);
  frame();
  assert.equal($(".m-scale text:last-child").textContent, "20 km"); // of at most 100 / 3 km
  assert.equal(Number($(".m-scale rect").getAttribute("width")), (80 * 3 * 20) / 100 / 2);
});
