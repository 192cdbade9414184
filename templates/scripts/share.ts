// Fills in what only the browser knows: the page's address in its citations. The
// manifest is for the web; from disk browsers refuse it loudly.
export function share(): void {
  if (!/^https?:$/.test(location.protocol)) return;
  const cite = document.querySelector<HTMLElement>(".cite");
  const unknown = cite?.dataset.address;
  if (cite && unknown) {
    const here = location.href.replace(/[?#].*/, "");
    for (const dd of cite.querySelectorAll("dd")) dd.textContent = (dd.textContent ?? "").replace(`<${unknown}>`, here);
  }
  const find = document.querySelector<HTMLElement>("a.find");
  if (find) {
    const link = document.createElement("link");
    link.rel = "manifest";
    link.href = `${find.dataset.root}${find.dataset.lang}/site.webmanifest`;
    document.head.append(link);
  }
}
