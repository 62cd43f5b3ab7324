(() => {
  const root = document.documentElement, button = document.querySelector('button');
  const system = matchMedia('(prefers-color-scheme:dark)');
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
  const label = () => { button.textContent = dark() ? 'Light' : 'Dark'; };
  button.onclick = () => { root.dataset.theme = dark() ? 'light' : 'dark'; label(); };
  system.onchange = label;
  label();
  button.hidden = false;

  const words = JSON.parse(document.getElementById('words').textContent);
  const bar = document.getElementById('bar');
  const items = [...document.querySelectorAll('.i[data-p]')];
  const span = e => e.dataset.p.split('-').map(Number);
  const mark = (object, inside) => object.querySelectorAll('[data-p]').forEach(e => {
    if (inside(e, span(e))) e.classList.add('on');
  });
  const clear = () => document.querySelectorAll('.on').forEach(e => e.classList.remove('on'));
  const show = item => {
    clear();
    const [from, to] = span(item), text = c => item.querySelector(c)?.textContent ?? '';
    mark(item.closest('.co'), (e, [a, b]) => e === item || (to > 0 && e.matches('code *') && a >= from && b <= to));
    const head = document.createElement('b'), more = document.createElement('div');
    head.textContent = (text('.op') + ' ' + text('.ar')).trim();
    const stack = text('.st');
    more.textContent = 'stack after: ' + (stack === '·' ? 'empty' : stack);
    bar.replaceChildren(head, '  ' + (words[text('.op')] ?? ''), more);
  };
  const find = piece => {
    clear();
    const own = piece.dataset.p;
    mark(piece.closest('.co'), e => e.dataset.p === own);
  };
  document.addEventListener('mouseover', event => {
    const item = event.target.closest('.i[data-p]'), piece = event.target.closest('code [data-p]');
    if (item) show(item); else if (piece) find(piece);
  });
  document.addEventListener('focusin', event => {
    const item = event.target.closest('.i[data-p]');
    if (item) show(item);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') { clear(); bar.replaceChildren(); return; }
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (at < 0 || to === undefined || !items[to]) return;
    event.preventDefault();
    items[at].tabIndex = -1;
    items[to].tabIndex = 0;
    items[to].focus();
  });
  if (items.length) items[0].tabIndex = 0;
})();
