// Keeps the reader at the same block when the language is switched: the links to
// the other languages follow the block that the address names, or else the one at
// the top of the window.
export function keepPlace(): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>("a.lang")];
  if (links.length === 0) return;
  const blocks = [...document.querySelectorAll<HTMLElement>("main [id]")].filter((e) => /^(ch|box|fig)\d/.test(e.id));
  if (blocks.length === 0) return;
  for (const link of links) {
    const base = link.getAttribute("href") ?? "";
    const aim = () => {
      const named = blocks.find((b) => `#${b.id}` === location.hash && inView(b));
      const top = named ?? blocks.findLast((b) => b.getBoundingClientRect().top <= 120);
      link.setAttribute("href", top && (named || window.scrollY > 80) ? `${base}#${top.id}` : base);
    };
    for (const event of ["click", "focus", "pointerdown", "auxclick"]) link.addEventListener(event, aim);
  }
}

function inView(e: Element): boolean {
  const r = e.getBoundingClientRect();
  return r.bottom > 0 && r.top < window.innerHeight;
}
