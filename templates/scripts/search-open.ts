// Makes the link to the search page open the search in place, and fetches the
// search itself when it is first wanted.
interface Opener {
  open(link: HTMLAnchorElement): void;
}

let loading: Promise<void> | undefined;

function load(root: string): Promise<void> {
  loading ??= new Promise((done, failed) => {
    const s = document.createElement("script");
    s.src = `${root}assets/search.js`;
    s.onload = () => done();
    s.onerror = () => failed(new Error("search.js"));
    document.head.append(s);
  });
  return loading;
}

export function searchLink(): void {
  const page = document.querySelector<HTMLElement>(".search-page");
  if (page) {
    void load(page.dataset.root ?? "");
    return; // the field is on the page already
  }
  const link = document.querySelector<HTMLAnchorElement>("a.find");
  if (!link) return;
  const open = () => {
    load(link.dataset.root ?? "").then(
      () => (globalThis as unknown as { atlasSearch: Opener }).atlasSearch.open(link),
      () => location.assign(link.href),
    );
  };
  link.addEventListener("click", (e) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return; // into a new tab
    e.preventDefault();
    open();
  });
  document.addEventListener("keydown", (e) => {
    const at = e.target as HTMLElement;
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable) return;
    e.preventDefault();
    open();
  });
}
