/* Links every view of a program by the bytes of the source: what is pointed at, focused or clicked lights up its
   partners everywhere. A list is one stop of the Tab key; arrow keys move inside it. */
(() => {
  const words = JSON.parse(document.getElementById('words').textContent);
  const opcodes = JSON.parse(document.getElementById('opcodes').textContent);
  const make = (tag, text, cls) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (cls) element.className = cls;
    return element;
  };
  const text = (element, selector) => element.querySelector(selector)?.textContent ?? '';

  // One program may be shown in several places.
  const groups = {};
  document.querySelectorAll('.prog').forEach(prog => (groups[prog.dataset.g] ??= []).push(prog));
  Object.values(groups).forEach(progs => {
    const items = progs.flatMap(prog => [...prog.querySelectorAll('[data-p]')]).map(element => {
      const [from, to] = element.dataset.p.split('-').map(Number);
      return { element, from, to, kind: kindOf(element), object: element.closest('.co') };
    });
    const known = new Map(items.map(item => [item.element, item]));
    let pinned = null, lit = [];

    function kindOf(element) {
      return element.matches('.i') ? 'i' : element.matches('.p') ? 'p' : element.matches('.nd') ? 'n' : 't';
    }

    const clear = () => {
      lit.forEach(element => element.classList.remove('on', 'in', 'cur'));
      lit = [];
    };
    const light = (element, ...classes) => {
      element.classList.add(...classes);
      lit.push(element);
    };
    const show = item => {
      clear();
      for (const other of items) {
        if (other.object && item.object && other.object !== item.object) continue;
        const same = other.from === item.from && other.to === item.to;
        if (same && (other.kind !== 'i' || item.kind !== 'i')) light(other.element, 'on');
        else if (other.from >= item.from && other.to <= item.to) {
          if (other.kind === 't') light(other.element, 'on');
          else if (other.kind === 'i' && item.kind !== 'i') light(other.element, 'in');
        }
      }
      light(item.element, 'on', 'cur');
      const bar = item.element.closest('.prog').querySelector('.bar');
      if (bar) tell(item, bar);
    };
    const slice = item => {
      const parts = items.filter(other => other.kind === 'p' && other.from === item.from && other.to === item.to);
      const home = parts.filter(part => !item.object || part.object === item.object || !part.object);
      const element = home[0]?.element;
      const line = element?.closest('.src, .cl')?.querySelector('.no')?.textContent;
      return element && { words: element.textContent.trim(), line };
    };
    const tell = (item, bar) => {
      const found = slice(item);
      const second = make('div');
      const first = document.createDocumentFragment();
      if (item.kind === 'i') {
        const op = text(item.element, '.op');
        first.append(make('b', (op + ' ' + text(item.element, '.ar')).trim()), ' ', opcodes[op] ?? '');
        const stack = text(item.element, '.st');
        if (found?.line) second.append(words.from + ' ' + found.line + ': ', make('code', found.words));
        if (stack) {
          if (found?.line) second.append(' · ');
          second.append(words.after + ': ', make('code', stack === '·' ? words.empty : stack === '—' ? words.never : stack));
        }
      } else {
        const inside = items.filter(other => other.kind === 'i' && other.from >= item.from && other.to <= item.to
          && (!item.object || other.object === item.object));
        const what = item.kind === 'n' ? text(item.element, 'b') + ' ' + text(item.element, '.w') : found?.words ?? item.element.textContent.trim();
        first.append(make('b', what.trim().split('\n')[0]));
        if (inside.length) {
          const own = inside.filter(other => other.from === item.from && other.to === item.to);
          const names = (own.length ? own : inside).map(other => text(other.element, '.op'));
          first.append(' ', inside.length + ' ' + (inside.length === 1 ? words.instruction : words.instructions));
          second.append(names.slice(0, 6).join(', ') + (names.length > 6 ? ' …' : ''));
          const last = own.at(-1);
          if (last) second.append('. ' + (opcodes[text(last.element, '.op')] ?? ''));
        }
      }
      bar.replaceChildren(first, second);
    };

    const at = target => known.get(target.closest?.('[data-p]'));
    progs.forEach(prog => {
      prog.addEventListener('mouseover', event => {
        const item = at(event.target);
        if (!pinned && item) show(item);
      });
      prog.addEventListener('mouseleave', () => { if (!pinned && !prog.contains(document.activeElement)) clear(); });
      prog.addEventListener('focusin', event => {
        const item = known.get(event.target) ?? known.get(event.target.querySelector?.(':scope > .nd'));
        if (item) { pinned = null; show(item); }
      });
      prog.addEventListener('click', event => {
        const item = at(event.target);
        if (!item || event.target.closest('summary, button, a')) return;
        pinned = pinned === item ? null : item;
        show(item);
      });
      prog.addEventListener('keydown', event => {
        if (event.key !== 'Escape') return;
        pinned = null;
        clear();
        prog.querySelector('.bar')?.replaceChildren();
      });
    });

    /* Lists with one tab stop each: the instructions and the pieces of source of every code object. */
    const rove = (list, extra) => {
      if (!list.length) return;
      list.forEach((element, index) => { element.tabIndex = index ? -1 : 0; });
      const go = to => {
        if (!to) return;
        list.forEach(element => { element.tabIndex = -1; });
        to.tabIndex = 0;
        to.focus();
      };
      list.forEach((element, index) => element.addEventListener('keydown', event => {
        if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
        const to = {
          ArrowDown: list[index + 1], ArrowUp: list[index - 1], Home: list[0], End: list.at(-1),
        }[event.key] ?? extra?.(event.key, element);
        if (!to) return;
        event.preventDefault();
        if (list.includes(to)) go(to); else to.focus();
      }));
      return go;
    };
    progs.flatMap(prog => [...prog.querySelectorAll('.co')]).forEach(object => {
      const own = items.filter(item => item.object === object);
      const instructions = own.filter(item => item.kind === 'i');
      const pieces = own.filter(item => item.kind === 'p');
      object.querySelectorAll('ul.ins').forEach(list => {
        list.setAttribute('role', 'listbox');
        list.querySelectorAll('.i').forEach(item => {
          item.setAttribute('role', 'option');
          item.setAttribute('aria-selected', 'false');
        });
        list.querySelectorAll('.gap').forEach(gap => gap.setAttribute('role', 'presentation'));
      });
      const rows = [...object.querySelectorAll('li.i')];
      const partner = (from, list) => {
        const item = known.get(from);
        return item && (list.find(other => other.from === item.from && other.to === item.to)
          ?? list.find(other => other.from <= item.from && other.to >= item.to))?.element;
      };
      rove(rows, (key, from) => key === 'ArrowLeft' ? partner(from, pieces) : null);
      const stops = pieces.filter((piece, index) => pieces.findIndex(other => other.from === piece.from && other.to === piece.to) === index);
      rove(stops.map(piece => piece.element), (key, from) => key === 'ArrowRight' ? partner(from, instructions) : null);
    });

    /* The tree: folds, and arrow keys walk it as trees are walked everywhere. */
    progs.flatMap(prog => [...prog.querySelectorAll('.tree')]).forEach(tree => {
      tree.setAttribute('role', 'tree');
      const nodes = [...tree.querySelectorAll('li')];
      nodes.forEach((node, index) => {
        node.setAttribute('role', 'treeitem');
        node.tabIndex = index ? -1 : 0;
        const list = node.querySelector(':scope > ul');
        if (!list) return;
        list.setAttribute('role', 'group');
        node.setAttribute('aria-expanded', 'true');
      });
      const fold = (node, open) => node.hasAttribute('aria-expanded') && node.setAttribute('aria-expanded', open);
      tree.addEventListener('dblclick', event => {
        const node = event.target.closest('li');
        if (node) fold(node, node.getAttribute('aria-expanded') === 'false');
      });
      tree.addEventListener('click', event => {
        // The mark behind the name folds.
        const name = event.target.closest('.nd b');
        if (!name || event.offsetX < name.clientWidth && event.offsetX < name.offsetWidth - 18) return;
        const node = name.closest('li');
        fold(node, node.getAttribute('aria-expanded') === 'false');
      });
      tree.addEventListener('keydown', event => {
        const node = event.target;
        if (!node.matches('li')) return;
        const seen = nodes.filter(other => !other.parentElement.closest('li[aria-expanded=false]'));
        const index = seen.indexOf(node), open = node.getAttribute('aria-expanded');
        let to = { ArrowDown: seen[index + 1], ArrowUp: seen[index - 1], Home: seen[0], End: seen.at(-1) }[event.key];
        if (event.key === 'ArrowRight') { if (open === 'false') fold(node, true); else to = node.querySelector('li'); }
        else if (event.key === 'ArrowLeft') { if (open === 'true') fold(node, false); else to = node.parentElement.closest('li'); }
        else if (event.key === 'Enter' || event.key === ' ') fold(node, open === 'false');
        else if (!to) return;
        event.preventDefault();
        if (!to) return;
        nodes.forEach(other => { other.tabIndex = -1; });
        to.tabIndex = 0;
        to.focus();
      });
    });
  });
})();
