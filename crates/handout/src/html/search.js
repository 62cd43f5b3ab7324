/* Search in all pages of the book, as far as their index came along. It has a piece for each heading of each page:
   `{page, title, anchor, heading, text}`, the first of a page without a heading. */
(() => {
  const form = document.querySelector('.search'), pieces = window.bytescopeSearch;
  if (!form || !pieces) return;
  form.hidden = false;
  const words = JSON.parse(document.getElementById('words').textContent);
  const field = form.querySelector('input'), list = form.querySelector('ul'), status = form.querySelector('p');
  const pages = pieces.map(({ page, title, anchor, heading, text }) => ({
    page, title, anchor, heading, text,
    fields: [[title.toLowerCase(), heading ? 6 : 40], [heading.toLowerCase(), 15], [text.toLowerCase(), heading ? 3 : 10]],
  }));
  const excerpt = (piece, term) => {
    const text = piece.text.trim().replace(/\s+/g, ' '), at = text.toLowerCase().indexOf(term);
    const start = piece.heading && at > 40 ? text.lastIndexOf(' ', at - 30) + 1 : 0;
    return (start ? '… ' : '') + text.slice(start, start + 90) + (text.length > start + 90 ? ' …' : '');
  };
  let chosen = -1;
  const score = (page, terms) => {
    let sum = 0;
    for (const term of terms) {
      let best = 0;
      for (const [field, weight] of page.fields) {
        const at = (' ' + field).search(new RegExp('[^\\p{L}\\p{N}_]' + term.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'u'));
        if (at >= 0) best = Math.max(best, weight * (at === 0 ? 1.5 : 1));
        else if (field.includes(term)) best = Math.max(best, weight / 2);
      }
      if (!best) return 0;
      sum += best;
    }
    return sum;
  };
  const mark = index => {
    const items = [...list.children];
    items.forEach((item, other) => item.setAttribute('aria-selected', other === index));
    chosen = items[index] ? index : -1;
    if (chosen < 0) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', items[chosen].id);
      items[chosen].scrollIntoView({ block: 'nearest' });
    }
  };
  const close = () => {
    list.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    mark(-1);
  };
  const look = () => {
    const terms = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (!terms.length) { close(); status.textContent = ''; return; }
    const taken = {};
    const found = pages.map(piece => [score(piece, terms), piece]).filter(([points]) => points)
      .sort((a, b) => b[0] - a[0]).map(([, piece]) => piece)
      .filter(({ page }) => (taken[page] = (taken[page] ?? 0) + 1) <= 2).slice(0, 12);
    list.replaceChildren(...found.map((piece, index) => {
      const item = document.createElement('li'), link = document.createElement('a'), more = document.createElement('small');
      item.id = 'found' + index;
      item.setAttribute('role', 'option');
      link.href = piece.page + '.html' + (piece.anchor ? '#' + piece.anchor : '');
      link.tabIndex = -1;
      link.textContent = piece.title + (piece.heading ? ' › ' + piece.heading : '');
      more.textContent = excerpt(piece, terms[0]);
      link.append(more);
      item.append(link);
      return item;
    }));
    list.hidden = !found.length;
    field.setAttribute('aria-expanded', String(!!found.length));
    status.textContent = found.length ? found.length + ' ' + words.found : words.none;
    status.classList.toggle('vh', !!found.length);
    mark(-1);
  };
  field.addEventListener('input', look);
  field.addEventListener('keydown', event => {
    const count = list.children.length;
    if (event.key === 'ArrowDown' && count) mark((chosen + 1) % count);
    else if (event.key === 'ArrowUp' && count) mark((chosen + count - 1) % count);
    else if (event.key === 'Escape') { field.value = ''; look(); }
    else return;
    event.preventDefault();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const item = list.children[Math.max(chosen, 0)];
    if (item) location.href = item.firstChild.href;
  });
  document.addEventListener('click', event => { if (!form.contains(event.target)) close(); });
  field.addEventListener('focus', look);
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.target.matches('input, textarea')) return;
    event.preventDefault();
    field.focus();
  });
})();
