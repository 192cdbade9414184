import assert from "node:assert/strict";
import { test } from "node:test";
import { find } from "../../templates/scripts/search-find";
import { fold, foldMapped } from "../../templates/scripts/search-fold";
import { chunkOf, loader, pagePath, put } from "../../templates/scripts/search-index";
import { both, either, filesOf, pagesOf } from "../../templates/scripts/search-lists";
import { find as place, next, pieces, ready, term } from "../../templates/scripts/search-match";

const hits = (s: string, question: string, spaced = true, room?: number) =>
  pieces(s, [term(fold(question))], spaced, room)
    .map((p) => (p.hit ? `[${p.text}]` : p.text))
    .join("");

test("fold: case, accents, width and kinds of quotation marks do not count", () => {
  for (const [given, want] of [
    ["Xi’an", "xi'an"],
    ["CAFÉ", "cafe"],
    ["ＡＢ１２", "ab12"],
    ["a–b—c−d", "a-b-c-d"],
    ["关中　平原", "关中 平原"],
    ["“q” «r»", '"q" "r"'],
    ["\u2ed3岗\u2f63产\ufa6c\u{2f800}", "长岗生产\u{242ee}丽"],
    ["㎡ m² ㎞ ㎩", "m2 m2 km pa"],
  ])
    assert.equal(fold(given!), want);
});

test("foldMapped: each folded letter knows where it stood", () => {
  const { text, at } = foldMapped("a…é");
  assert.equal(text, "a...e");
  assert.deepEqual(at, [0, 1, 1, 1, 2, 3]);
});

test("term: punctuation around a word does not count, within it does", () => {
  assert.deepEqual(term("(xi'an)"), { raw: "(xi'an)", word: "xi'an", plain: "xian" });
  assert.deepEqual(term("--"), { raw: "--", word: "", plain: "" });
});

test("words are found where they begin, Chinese ones anywhere", () => {
  assert.equal(next("in port import", "port", 0), 3);
  assert.equal(next("import", "port", 0), -1);
  assert.equal(next("北港新区", "港", 0), 1);
  assert.equal(place(ready("Old Xi'an"), term("xian"), true), 4);
  assert.equal(place(ready("Old Xian"), term("xi'an"), true), 4);
  assert.equal(place(ready("Old Xian"), term("--"), true), -1);
});

test("pieces: all hits are marked once, though they overlap", () => {
  assert.equal(hits("Ports and imports of PORT", "port"), "[Port]s and imports of [PORT]");
  assert.equal(hits("Xi’an and Xian", "xi'an"), "[Xi’an] and [Xian]");
  assert.equal(hits("港港港口", "港港", false), "[港港港]口");
});

test("pieces: of a long text the words around the first hit", () => {
  const text = `${"word ".repeat(40)}harbour ${"more ".repeat(40)}`;
  const cut = hits(text, "harbour", true, 60);
  assert.ok(/^… ?(word )+\[harbour\]( more)+…$/.test(cut), cut);
  assert.ok(cut.length < 80, cut);
});

test("lists of units", () => {
  assert.deepEqual(both([1, 3, 5], [5, 1, 9]), [1, 5]);
  assert.deepEqual(either([9, 1], [5, 1]), [1, 5, 9]);
});

test("a question is answered from the pieces of the index", async () => {
  const asked: string[] = [];
  const pieces: Record<string, unknown> = {
    en: {
      v: "7",
      lang: 1,
      languages: [
        { code: "zh", tag: "zh-CN", spaced: false, chunks: [0] },
        { code: "en", tag: "en", spaced: true, chunks: [0, 2] },
      ],
      pages: [["plan/ch", 1, 3, ".html"]],
      entries: 1,
      words: {},
    },
    "e-0": [["place", "places/north.html", "North Bay", "city", ["北湾"], "bei wan"]],
  };
  loader.load = async (name) => {
    asked.push(name);
    const chunk = /^(zh|en)-(\d)$/.exec(name);
    put(
      name,
      pieces[name] ?? (chunk ? Array(3).fill(["A chapter", [["p1", "1", chunk[1] === "en" ? "A harbour is built." : "建设港口。"]]]) : []),
    );
  };
  const r = await find("en", "harbour");
  assert.equal(pagePath(2), "plan/ch3.html");
  assert.deepEqual(chunkOf(1, 1), ["en-0", 1]);
  assert.deepEqual(chunkOf(1, 2), ["en-1", 0]);
  assert.deepEqual(pagesOf([0, 3, 5, 6], 1), [0, 2]);
  assert.deepEqual(filesOf([0, 5, 6, 7]), [0, 1]);
  const found = r.groups.find((g) => g.id === "paragraph");
  assert.ok(found, JSON.stringify(r));
  assert.equal(found?.items[0]?.text.find((p) => p.hit)?.text, "harbour");
  assert.equal(new Set(asked).size, asked.length, "each piece is fetched once");
});
