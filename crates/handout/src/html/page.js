/* The theme: the system's, unless the button says otherwise. And what only matters on some screens. */
(() => {
  const root = document.documentElement, button = document.getElementById('theme');
  const words = JSON.parse(document.getElementById('words').textContent);
  const system = matchMedia('(prefers-color-scheme:dark)');
  const keep = theme => { try { if (theme) localStorage.setItem('theme', theme); return localStorage.getItem('theme'); } catch { return null; } };
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const label = () => { button.textContent = dark() ? words.light : words.dark; };
  if (['dark', 'light'].includes(keep())) root.dataset.theme = keep();
  button.onclick = () => { root.dataset.theme = dark() ? 'light' : 'dark'; keep(root.dataset.theme); label(); };
  system.addEventListener('change', label);
  label();
  button.hidden = false;

  // What scrolls can be scrolled with the keyboard.
  const reach = () => document.querySelectorAll('.sc, pre, .scope').forEach(box => {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (scrolls) { box.dataset.scrolls = 1; box.tabIndex = 0; box.setAttribute('role', 'group'); box.setAttribute('aria-label', box.dataset.label ?? words.scroll); }
    else if (box.dataset.scrolls) { delete box.dataset.scrolls; box.removeAttribute('tabindex'); box.removeAttribute('role'); box.removeAttribute('aria-label'); }
  });
  reach();
  addEventListener('resize', reach);

  // The section that is being read.
  const links = new Map([...document.querySelectorAll('.bar0 a[href^="#"]')].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
  const spy = new IntersectionObserver(entries => entries.forEach(entry => {
    if (!entry.isIntersecting) return;
    links.forEach((a, id) => {
      const here = id === entry.target.id;
      a.classList.toggle('here', here);
      if (here) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current');
    });
  }), { rootMargin: '-20% 0px -70% 0px' });
  links.forEach((_, id) => { const section = document.getElementById(id); if (section) spy.observe(section); });
})();
