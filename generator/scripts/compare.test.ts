import assert from "node:assert/strict";
import { test } from "node:test";
import { comparePlaces } from "../../templates/scripts/compare";
import { body, page } from "./dom";

const table = `<table class="place-matrix"><thead><tr><th>Place</th><th>Area</th></tr></thead>
<tbody><tr class="rank"><th>Cities</th></tr><tr data-slug="north"><th><a href="north.html">North</a></th><td>12</td></tr><tr data-slug="south"><th>South</th><td>7</td></tr></tbody></table>`;

// The page of all places, opened at an address.
function opened(search: string) {
  const { document } = page(
    body(`<a class="lang" href="../fr/compare.html">Français</a>
<main id="compare"><form class="chooser" hidden data-label="Choose" data-none="none" data-clear="Clear"></form><div class="beside-each-other" hidden></div>${table}</main>`),
  );
  const location = { search, pathname: "/en/compare.html" };
  const history = { replaceState: (_: unknown, __: string, url: string) => (location.search = url.startsWith("?") ? url : "") };
  const Option = function (text: string, value: string) {
    const o = document.createElement("option");
    o.textContent = text;
    o.setAttribute("value", value);
    return o;
  };
  Object.assign(globalThis, { location, history, Option, addEventListener: () => {} });
  return { document, location };
}

test("what the page is asked for stands side by side", () => {
  const { document } = opened("?a=north&b=nowhere&c=south");
  comparePlaces();
  const out = document.querySelector(".beside-each-other table")!;
  assert.deepEqual(
    [...out.querySelectorAll("tr")].map((r) => [...r.children].map((c) => c.textContent)),
    [
      ["Place", "North", "South"],
      ["Area", "12", "7"],
    ],
  );
  assert.equal(out.querySelector("a")?.getAttribute("href"), "north.html");
  assert.equal(document.querySelector("a.lang")?.getAttribute("href"), "../fr/compare.html?a=north&b=nowhere&c=south");
});
