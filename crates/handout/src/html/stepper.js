/* The stepper: shows a recorded run, one state at a time. The markup says how its data are written
   (stepper.rs). A state is what the machine held before an instruction ran; the last one is the end. */
(() => {
  const words = JSON.parse(document.getElementById('words').textContent);
  const opcodes = JSON.parse(document.getElementById('opcodes').textContent);
  const make = (tag, content, cls) => {
    const element = document.createElement(tag);
    if (content !== undefined) element.append(content);
    if (cls) element.className = cls;
    return element;
  };
  const WINDOW = 15, PRINTED = 150;

  document.querySelectorAll('.stepper').forEach(stepper => {
    const data = JSON.parse(stepper.querySelector('script').textContent);
    const text = number => data.t[number];
    const code = number => {
      const [name, file, instructions] = data.c[number];
      return { name: text(name), file, instructions };
    };
    const codes = data.c.map((_, index) => code(index));
    const instruction = (c, i) => {
      const [op, argument, line, from, endLine, to, takes, gives] = codes[c].instructions[i];
      return { op: text(op), argument: text(argument), line, from, endLine, to, takes, gives, file: codes[c].file };
    };

    /* All states; what did not change is shared. */
    const states = [];
    let frames = [], output = '';
    for (const [kept, fresh, written = 0, handled = 0, events = []] of data.s) {
      const below = frames.slice(0, kept);
      fresh.forEach(([number, c, at, same, values, locals], index) => {
        const old = frames[kept + index];
        const before = old?.number === number ? old : { stack: [], locals: new Map() };
        const stack = before.stack.slice(0, same);
        for (let i = 0; i < values.length; i += 2) stack.push([text(values[i]), text(values[i + 1])]);
        let variables = before.locals;
        if (locals.length) {
          variables = new Map(variables);
          for (let i = 0; i < locals.length; i += 2) {
            if (locals[i + 1] < 0) variables.delete(text(locals[i])); else variables.set(text(locals[i]), text(locals[i + 1]));
          }
        }
        below.push({ number, code: c, at, stack, locals: variables });
      });
      frames = below;
      states.push({ frames, output, writes: written ? text(written - 1) : '', handled: handled ? text(handled - 1) : '', events });
      if (written) output += text(written - 1);
    }
    if (!states.length) return;
    const last = states.length - 1;
    const top = state => state.frames.at(-1);
    const current = state => instruction(top(state).code, top(state).at);
    const given = index => {
      const state = states[index], after = states[index + 1], { gives } = current(state);
      if (!after || top(after).number !== top(state).number) return null;
      return gives ? top(after).stack.slice(-gives).map(([value]) => value) : [];
    };
    const taken = state => {
      const { takes } = current(state);
      return takes ? top(state).stack.slice(-takes).map(([value]) => value) : [];
    };

    const part = selector => stepper.querySelector(selector);
    const slider = part('input'), say = part('.say'), lines = part('.lines'), win = part('.win');
    const stack = part('.stack'), list = part('.frames'), out = part('.pan .out'), count = part('output');
    stepper.querySelectorAll('.ctl, .pan').forEach(element => { element.hidden = false; });
    slider.max = last + 1;
    let at = 0, shownFile = null, rows = [];

    const drawFile = file => {
      if (shownFile === file) return;
      shownFile = file;
      const used = new Set(codes.filter(c => c.file === file).flatMap(c => c.instructions.map(i => i[2])));
      rows = data.f[file][1].map((line, index) => {
        const row = make('div', undefined, 'sl'), number = index + 1;
        const runs = used.has(number);
        const label = make(runs ? 'button' : 'span', String(number), 'no');
        if (runs) {
          label.type = 'button';
          label.tabIndex = -1;
          label.dataset.line = number;
          label.setAttribute('aria-label', words.line + ' ' + number);
        }
        row.append(label, make('code', line || ' '));
        return row;
      });
      lines.replaceChildren(...rows);
    };
    const drawSource = now => {
      drawFile(now.file);
      lines.querySelectorAll('.now').forEach(row => row.classList.remove('now'));
      lines.querySelectorAll('mark').forEach(mark => mark.replaceWith(...mark.childNodes));
      lines.querySelectorAll('code').forEach(line => line.normalize());
      lines.querySelectorAll('button').forEach(button => { button.tabIndex = -1; button.removeAttribute('aria-current'); });
      const row = rows[now.line - 1];
      if (!row) return;
      row.classList.add('now');
      const button = row.querySelector('button');
      if (button) { button.tabIndex = 0; button.setAttribute('aria-current', 'true'); }
      for (let line = now.line; line <= Math.min(now.endLine, now.line + 60) && now.from >= 0; line++) {
        const words = rows[line - 1]?.querySelector('code').firstChild;
        if (!words || !words.data.trim()) continue;
        const start = line === now.line ? now.from : words.data.search(/\S/);
        const end = Math.min(line === now.endLine ? now.to : words.length, words.length);
        if (start < 0 || end <= start) continue;
        const range = document.createRange();
        range.setStart(words, start);
        range.setEnd(words, end);
        range.surroundContents(document.createElement('mark'));
      }
      const box = lines.getBoundingClientRect(), place = row.getBoundingClientRect();
      if (place.top < box.top || place.bottom > box.bottom) lines.scrollTop += place.top - box.top - box.height / 3;
    };
    const drawWindow = frame => {
      const { name, instructions } = codes[frame.code];
      part('.of').textContent = name;
      const from = Math.max(0, Math.min(frame.at - (WINDOW >> 1), instructions.length - WINDOW));
      win.start = from + 1;
      win.replaceChildren(...instructions.slice(from, from + WINDOW).map((row, index) => {
        const item = make('li'), here = from + index === frame.at;
        item.append(make('span', text(row[0]), 'op'), ' ', make('span', text(row[1]), 'ar'));
        if (here) { item.className = 'now'; item.setAttribute('aria-current', 'step'); }
        else if (Math.abs(from + index - frame.at) < 3) item.className = 'near';
        return item;
      }));
    };
    const drawStack = (frame, takes) => {
      const items = frame.stack.map(([value, term], index) => {
        const item = make('li', make('code', value));
        if (term && term !== value) item.append(make('code', term, 'dim'));
        if (index >= frame.stack.length - takes) item.className = 'take';
        return item;
      }).reverse();
      stack.replaceChildren(...(items.length ? items : [make('li', words.empty, 'none')]));
    };
    const drawFrames = (state, before) => {
      const shown = state.frames.map((frame, depth) => {
        const box = make('div', undefined, depth === state.frames.length - 1 ? 'fr now' : 'fr');
        const { line } = instruction(frame.code, frame.at);
        box.append(make('p', make('code', codes[frame.code].name)));
        if (line) box.firstChild.append(make('small', ' ' + words.line + ' ' + line));
        const old = before?.frames.find(other => other.number === frame.number);
        const variables = make('dl');
        frame.locals.forEach((value, name) => {
          const cell = make('dd', make('code', value));
          if (old && old.locals.get(name) !== value) cell.className = 'new';
          variables.append(make('dt', make('code', name)), cell);
        });
        if (frame.locals.size) box.append(variables);
        return box;
      }).reverse();
      list.replaceChildren(...shown.slice(0, 8), ...(shown.length > 8 ? [make('p', '… ' + (shown.length - 8), 'dim')] : []));
    };
    const happenings = state => state.events.map(([kind, first, second]) => {
      if (kind === 'raised') return words.raises + ' ' + text(first) + (second ? ', ' + words.caught + ' ' + second : '');
      if (kind === 'rounds') return '';
      const name = codes[first].name;
      if (kind === 'entered') {
        const pairs = [];
        for (let i = 0; i < second.length && pairs.length < 4; i += 2) pairs.push(text(second[i]) + ' = ' + text(second[i + 1]));
        return words.calls + ' ' + name + (pairs.length ? ' (' + pairs.join(', ') + ')' : '');
      }
      if (kind === 'resumed') return words.goes_on + ' ' + name;
      return (kind === 'yielded' ? words.yields : kind === 'left' ? words.raises : words.returns) + ' ' + text(second);
    }).filter(Boolean);

    const show = to => {
      at = Math.max(0, Math.min(to, last + 1));
      const ended = at > last, state = states[Math.min(at, last)];
      const now = current(state), frame = top(state);
      slider.value = at;
      const label = ended ? words.ended : words.step + ' ' + (at + 1) + ' ' + words.of + ' ' + (last + 1);
      slider.setAttribute('aria-valuetext', label);
      count.textContent = label;
      // Not `disabled`: whoever steps with the keyboard would lose the place.
      for (const [name, off] of [['first', at === 0], ['back', at === 0], ['on', ended], ['line', ended]]) {
        part(`[data-go=${name}]`).setAttribute('aria-disabled', off);
      }
      drawSource(now);
      drawWindow(frame);
      if (ended) {
        win.querySelectorAll('.now').forEach(item => { item.className = 'near'; });
        stack.replaceChildren(make('li', words.empty, 'none'));
        list.replaceChildren();
        out.textContent = output;
        say.replaceChildren(words.ended + (data.rest ? ' ' + data.rest + ' ' + words.more + '.' : ''));
        return;
      }
      drawStack(frame, now.takes);
      drawFrames(state, states[at - 1]);
      out.textContent = state.output;
      if (state.writes) out.append(make('ins', state.writes));
      const takes = taken(state), gives = given(at);
      const facts = [];
      if (takes.length) facts.push(words.takes + ' ' + takes.join(', '));
      if (gives?.length) facts.push(words.gives + ' ' + gives.join(', '));
      const events = happenings(state);
      if (state.writes) events.push(words.prints + ' ' + state.writes.trimEnd());
      say.replaceChildren(make('b', (now.op + ' ' + now.argument).trim()), ' ' + (opcodes[now.op] ?? ''));
      if (facts.length || events.length) say.append(make('span', [facts.join('; '), ...events].filter(Boolean).join(' · ')));
      if (data.rest && at === last) say.append(' (' + data.rest + ' ' + words.more + ')');
    };
    const place = index => index > last ? null : top(states[index]).number + ':' + current(states[index]).line;
    const nextLine = () => {
      let to = at;
      while (to <= last && (place(to) === place(at) || !current(states[to]).line)) to++;
      show(to);
    };
    const toLine = (file, line) => {
      const there = index => current(states[index]).line === line && current(states[index]).file === file
        && (index === 0 || place(index) !== place(index - 1));
      for (let step = 1; step <= last + 1; step++) {
        const index = (at + step) % (last + 1);
        if (there(index)) { show(index); return; }
      }
    };
    const go = { first: () => show(0), back: () => show(at - 1), on: () => show(at + 1), line: nextLine, end: () => show(last + 1) };
    stepper.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (button?.dataset.go) go[button.dataset.go]();
      else if (button?.dataset.line) { toLine(shownFile, Number(button.dataset.line)); rows[Number(button.dataset.line) - 1].querySelector('button').focus(); }
    });
    slider.addEventListener('input', () => show(Number(slider.value)));
    stepper.addEventListener('keydown', event => {
      if (event.target === slider || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('details')) return;
      const onLine = event.target.dataset.line;
      if (onLine && ['ArrowUp', 'ArrowDown'].includes(event.key)) {
        const buttons = [...lines.querySelectorAll('button')];
        buttons[buttons.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
        event.preventDefault();
        return;
      }
      const key = { ArrowRight: 'on', ArrowLeft: 'back', ArrowDown: 'line', Home: 'first', End: 'end' }[event.key];
      if (!key) return;
      event.preventDefault();
      go[key]();
    });

    /* The table, for paper and for who prefers it: made when it is asked for. */
    const all = part('.all'), box = part('.rows');
    const table = most => {
      if (box.dataset.rows >= most) return;
      box.dataset.rows = most;
      box.replaceChildren();
      const head = make('tr');
      [words.step, words.line, words.function, words.instruction, words.takes, words.gives, ''].forEach(title => {
        const cell = make(title ? 'th' : 'td', title);
        if (title) cell.scope = 'col';
        head.append(cell);
      });
      const body = make('tbody');
      states.slice(0, most).forEach((state, index) => {
        const now = current(state), row = make('tr');
        const cells = [String(data.first + index), now.line ? String(now.line) : '', codes[top(state).code].name,
          (now.op + ' ' + now.argument).trim(), taken(state).join(', '), (given(index) ?? []).join(', ')];
        cells.forEach((cell, column) => row.append(make('td', column > 1 ? make('code', cell) : cell)));
        const events = happenings(state);
        if (state.writes) events.push(words.prints + ' ' + state.writes.trimEnd());
        row.append(make('td', events.join(' · ')));
        body.append(row);
      });
      const whole = make('table');
      whole.append(make('thead', head), body);
      box.append(whole);
      const rest = states.length - body.childElementCount + data.rest;
      if (rest > 0) box.append(make('p', '… ' + rest + ' ' + words.more));
    };
    all.addEventListener('toggle', () => table(1000));
    addEventListener('beforeprint', () => table(PRINTED));
    show(0);
  });
})();
