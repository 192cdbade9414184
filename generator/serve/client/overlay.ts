// Problems over the last good page, in its language, and a quiet corner for what
// forbids nothing.
import { colon, el, home, lang, link, say, shadow, windToMarks, type Place, type Problem, type Problems } from "./words";

const corner = el("button", "corner");
const bar = el("div", "bar", corner);
let panel: HTMLElement | null = null;
let problems: Problems = { forbids: false, errors: 0, releaseErrors: 0, warnings: 0, items: [] };
let online = true;
let broken = false; // the page that is open cannot be made

export function openCorner(): HTMLElement {
  corner.type = "button";
  corner.hidden = true;
  corner.addEventListener("click", () => {
    if (online) openPanel();
  });
  shadow.append(bar);
  return bar;
}

export function setOnline(now: boolean): void {
  online = now;
  drawCorner();
}

function where(p: Place, ...more: string[]): HTMLElement {
  const text = p.line ? `${p.file}:${p.line}:${Math.max(p.col, 1)}` : p.file;
  return el("p", "where", p.href ? link(p.href, "", text) : text, ...more);
}

function excerpt(p: Place): Node[] {
  if (!p.text) return [];
  const pad = " ".repeat(String(p.line).length);
  return [el("pre", "", `${p.line} | ${p.text}\n${pad} | `, p.marks.replace(/\S.*/, ""), el("span", "mark", p.marks.trim()))];
}

function article(p: Problem): HTMLElement {
  const kind = { error: say("错误", "error"), "release-error": say("发布错误", "release error"), warning: say("警告", "warning") }[
    p.severity
  ];
  const a = el(
    "article",
    p.severity,
    where(p.place),
    el("p", "what", el("span", "kind", kind), colon, p.message[lang], ` [${p.rule}]`),
    ...excerpt(p.place),
  );
  for (const n of p.notes ?? []) a.append(where(n.place, colon, n.message[lang]), ...excerpt(n.place));
  if (p.hint) a.append(el("p", "hint", say("提示：", "hint: "), p.hint[lang]));
  return a;
}

function closePanel(): void {
  panel?.remove();
  panel = null;
}

/** The address of the page that lists everything. */
const list = (): string => new URL(`problems?lang=${lang}`, home).href;

function openPanel(): void {
  closePanel();
  const grave = problems.forbids || broken;
  const title =
    broken && !problems.forbids
      ? say("这个页面无法生成", "This page cannot be made")
      : problems.forbids
        ? say("这里显示的是上一次无误的版本，因为现在的内容有错误", "You see the last good version, because what was saved has errors")
        : say("检查的结果", "What the check says");
  const heading = el("h2", "", title);
  heading.id = "title";
  const close = el("button", "close", say("关闭", "Close"));
  close.type = "button";
  close.addEventListener("click", () => {
    closePanel();
    corner.focus();
  });
  const sheet = el("div", grave ? "sheet" : "sheet mild", el("header", "", heading, close));
  const shown = grave ? problems.items.filter((p) => p.severity === "error") : problems.items;
  sheet.append(...shown.map(article));
  const all = grave ? problems.errors : problems.errors + problems.releaseErrors + problems.warnings;
  if (all > shown.length) sheet.append(el("p", "more", say(`还有 ${all - shown.length} 个`, `and ${all - shown.length} more`)));
  sheet.append(el("p", "all", link(list(), "", say("按文件列出全部问题", "Everything, by file"))));
  panel = el("div", "panel", sheet);
  panel.setAttribute("role", "alertdialog");
  panel.setAttribute("aria-labelledby", "title");
  panel.addEventListener("keydown", (e) => {
    if (e.key === "Escape") close.click();
  });
  shadow.append(panel);
  windToMarks(panel);
}

function drawCorner(): void {
  const n = problems.errors + problems.releaseErrors + problems.warnings;
  corner.hidden = online && n === 0;
  corner.className = !online ? "corner offline" : problems.errors > 0 ? "corner error" : "corner";
  corner.textContent = !online
    ? say("预览已断开", "preview disconnected")
    : problems.errors > 0
      ? say(`${problems.errors} 个错误`, `errors: ${problems.errors}`)
      : say(`${n} 条提醒`, `notices: ${n}`);
}

export function show(next: Problems): void {
  const same = JSON.stringify(next) === JSON.stringify(problems);
  const asked = panel !== null && !problems.forbids; // someone opened it to read
  problems = next;
  drawCorner();
  if (!same) draw(asked);
}

function draw(asked: boolean): void {
  if (problems.forbids || (broken && problems.errors > 0) || (asked && problems.items.length > 0)) openPanel();
  else closePanel();
}

/** Whether the page that is open can be made; the problems say why not. */
export function setBroken(now: boolean): void {
  if (now === broken) return;
  broken = now;
  draw(false);
}

/** Says that the page's address leads nowhere any more, and where to go. */
let lost: HTMLElement | null = null;

export function found(): void {
  lost?.remove();
  lost = null;
}

export async function missing(path: string): Promise<void> {
  const answer = await fetch(new URL(`nearest?path=${encodeURIComponent(path)}`, home));
  const near = ((await answer.json()) as { path: string }).path;
  found();
  lost = el("div", "lost", el("p", "", say(`${path} 这个地址没有页面了。`, `There is no page at ${path} any more.`)));
  lost.setAttribute("role", "alert");
  if (near)
    lost.append(
      el(
        "p",
        "",
        say("最接近的是 ", "The nearest is "),
        link(new URL(`../${near.split("/").map(encodeURIComponent).join("/")}`, home).href, "", near),
      ),
    );
  shadow.append(lost);
}
