import assert from "node:assert/strict";
import { test } from "node:test";
import { Twin } from "../serve/client/morph";
import { body, page } from "./dom";

// The page as it was sent, and what becomes of it.
function sent(html: string) {
  const { document } = page(body(html));
  const twin = Twin.of(document.documentElement, null);
  const become = (next: string) => {
    const other = document.createElement("html");
    other.setAttribute("lang", "en");
    other.innerHTML = `<head></head><body>${next}</body>`;
    return twin.become(other);
  };
  return { document, become, shown: () => document.body.innerHTML };
}

test("what changed is changed in place, and nothing else is touched", () => {
  const { document, become, shown } = sent(`<p id="a">one</p><p id="b">two</p>`);
  const a = document.getElementById("a"),
    b = document.getElementById("b");
  const done = become(`<p id="a">one</p><p id="b">three</p>`);
  assert.equal(shown(), `<p id="a">one</p><p id="b">three</p>`);
  assert.ok(document.getElementById("a") === a && document.getElementById("b") === b);
  assert.deepEqual(
    done.changed.map((e) => e.id),
    ["b"],
  );
});

test("paragraphs put in and taken out leave their neighbours alone", () => {
  const { document, become, shown } = sent(`<p>1</p><p>2</p><p>3</p><p>4</p>`);
  const last = document.body.lastChild;
  const done = become(`<p>1</p><p>new</p><p>3</p><p>4</p><p>5</p>`);
  assert.equal(shown(), `<p>1</p><p>new</p><p>3</p><p>4</p><p>5</p>`);
  assert.ok(document.body.childNodes[3] === last);
  assert.deepEqual(
    done.inserted.map((e) => e.textContent),
    ["5"],
  );
});

test("what scripts added stays, and so do their classes", () => {
  const { document, become, shown } = sent(`<table class="data"><tr><td>1</td></tr></table>`);
  const table = document.querySelector("table")!;
  table.classList.add("sorted");
  table.append(document.createElement("tfoot"));
  become(`<table class="data wide"><tr><td>2</td></tr></table>`);
  assert.equal(shown(), `<table class="data sorted wide"><tr><td>2</td></tr><tfoot></tfoot></table>`);
});

test("an attribute that goes, goes; one that comes, comes", () => {
  const { become, shown } = sent(`<a href="x" title="t">a</a>`);
  const done = become(`<a href="y" lang="fr">a</a>`);
  assert.equal(shown(), `<a lang="fr" href="y">a</a>`);
  assert.equal(done.attributes.length, 1);
});
