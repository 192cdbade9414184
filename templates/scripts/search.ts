// The search: loaded when it is first used. On the search page it works in the
// page, elsewhere in a dialog over it.
import { find } from "./search-find";
import { fold } from "./search-fold";
import { loader, put } from "./search-index";
import { answers, el, field, words } from "./search-view";

// What the scripts of the index call, and what tests use.
const api = { put, find, fold, loader, open: (_link: HTMLAnchorElement): void => undefined };
Object.assign(globalThis, { atlasSearch: api });

if (typeof document !== "undefined") {
  const here = (document.currentScript as HTMLScriptElement).src.replace(/search\.js[^/]*$/, "search/");
  loader.load = (name, stamp) =>
    new Promise((done, failed) => {
      const s = document.createElement("script");
      s.src = `${here}${name}.js${stamp ? `?v=${stamp}` : ""}`;
      s.onload = () => {
        s.remove();
        done();
      };
      s.onerror = () => {
        s.remove();
        failed(new Error(name));
      };
      document.head.append(s);
    });

  let dialog: HTMLDialogElement | undefined;
  let input: HTMLInputElement;
  let ask: () => void;

  api.open = (link) => {
    const lang = link.dataset.lang ?? "";
    const base = link.dataset.root ?? "";
    if (!dialog) {
      const label = link.dataset.label ?? link.textContent ?? "";
      const close = el("button", "s-close", "×");
      close.type = "button";
      const status = el("p", "s-status");
      status.setAttribute("role", "status");
      const out = el("div", "s-out");
      input = field(label);
      const form = el("form", "s-form", input, close);
      form.setAttribute("role", "search");
      dialog = el("dialog", "s-dialog", form, status, out);
      dialog.setAttribute("aria-label", label);
      document.body.append(dialog);
      ask = answers(input, out, status, { lang, base, few: 4 });
      form.addEventListener("submit", (e) => {
        e.preventDefault();
        location.href = `${link.href.replace(/[?#].*/, "")}?q=${encodeURIComponent(input.value)}`;
      });
      const d = dialog;
      close.addEventListener("click", () => d.close());
      d.addEventListener("click", (e) => {
        // On the dialog itself is beside its content; a link is followed, maybe
        // to another place of this very page.
        if (e.target === d || (e.target as Element).closest("a")) d.close();
      });
      void words(lang).then((t) => {
        close.setAttribute("aria-label", t("close"));
        status.textContent ||= t("hint");
      });
    }
    dialog.showModal();
    input.select();
    input.focus();
  };

  // The search page.
  const page = document.querySelector<HTMLElement>(".search-page");
  if (page) {
    const form = page.querySelector("form") as HTMLFormElement;
    const own = form.querySelector("input") as HTMLInputElement;
    const still = page.querySelector<HTMLElement>(".search-still");
    const out = page.querySelector(".s-out") as HTMLElement;
    const status = page.querySelector(".s-status") as HTMLElement;
    const again = answers(own, out, status, {
      lang: page.dataset.lang ?? "",
      base: page.dataset.root ?? "",
      few: 12,
      typed: (q) => {
        if (still) still.hidden = q.trim() !== "";
        try {
          history.replaceState(null, "", location.pathname + (q.trim() ? `?q=${encodeURIComponent(q)}` : ""));
        } catch {
          // from disk some browsers forbid it
        }
      },
    });
    form.hidden = false;
    form.addEventListener("submit", (e) => {
      e.preventDefault();
      again();
    });
    own.value = new URLSearchParams(location.search).get("q") ?? "";
    if (own.value) again();
    else own.focus({ preventScroll: true });
  }
}
