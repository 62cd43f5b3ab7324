// Opens handouts in a real browser and does what readers do: steps, points, tabs, searches, prints.
//
//   node check.mjs PAGES SHOTS
//
// PAGES is a folder with fib.html, nasty.html, lesson.html and atlas/ (run.sh makes it), SHOTS a folder for pictures.
// playwright-core and axe-core are found through NODE_PATH. ONLY=NAME runs the tests with that in their name.

import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(join(process.env.NODE_PATH ?? '.', 'package.json'));
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

const only = process.env.ONLY;
const [folder, shots] = process.argv.slice(2).map(path => resolve(path));
mkdirSync(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
});

let checks = 0;
const failures = [];
let where = '';
const check = (holds, what) => {
  checks += 1;
  if (!holds) failures.push(`${where}: ${what}`);
};
const equal = (found, wanted, what) => check(
  JSON.stringify(found) === JSON.stringify(wanted), `${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`,
);

/** Opens a page; whatever the console complains of and whatever asks for a network is a failure. */
async function open(file, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) check(false, `console: ${message.text()}`); });
  page.on('pageerror', error => check(false, `error: ${error}`));
  page.on('request', request => { if (!/^(file|data|blob):/.test(request.url())) check(false, `asks for ${request.url()}`); });
  await page.goto(pathToFileURL(join(folder, file)).href);
  return page;
}

async function test(name, file, work, options) {
  if (only && !name.includes(only)) return;
  where = name;
  const page = await open(file, options);
  try {
    await work(page);
  } catch (error) {
    failures.push(`${name}: ${error.message.split('\n')[0]}`);
  }
  await page.context().close();
}

const lit = (page, kind) => page.$$eval(`${kind}.on`, found => found.map(element => element.textContent.trim()));
const count = async (page, selector) => (await page.$$(selector)).length;

await test('stepping', 'fib.html', async page => {
  const say = () => page.textContent('.say b');
  const label = () => page.textContent('.ctl output');
  const first = await say();
  check(/^(RESUME|LOAD|MAKE)/.test(first), `starts with ${first}`);
  await page.click('[data-go=on]');
  const second = await say();
  check(second !== first, 'a step changes what is said');
  await page.click('[data-go=back]');
  equal(await say(), first, 'back again');
  equal(await page.getAttribute('[data-go=back]', 'aria-disabled'), 'true', 'nothing before the first step');
  await page.click('[data-go=line]');
  const line = await page.textContent('.sl.now .no');
  await page.keyboard.press('ArrowDown');
  check(await page.textContent('.sl.now .no') !== line, 'the key goes on to the next line');
  await page.keyboard.press('End');
  check(/45|ended/.test(await page.textContent('.say')) , 'End goes to the end');
  check((await page.textContent('.pan .out')).includes('34'), 'the output is there at the end');
  await page.keyboard.press('Home');
  equal(await say(), first, 'Home goes to the start');
  await page.focus('.stepper input');
  await page.keyboard.press('ArrowRight');
  equal(await say(), second, 'the slider steps');
  await page.fill('.stepper input', '40');
  check((await label()).includes('41'), 'the slider jumps');
  check(await count(page, '.fr') >= 2, 'frames are shown');
  const target = await page.$('.lines button[data-line="9"]');
  await target.click();
  equal(await page.textContent('.sl.now .no'), '9', 'a line number goes to that line');
  check(await count(page, '.lines mark') === 1, 'the piece of source is marked');
  await page.click('.all summary');
  check(await count(page, '.rows tbody tr') > 100, 'all steps are in the table');
});

await test('linking with the mouse', 'fib.html', async page => {
  const call = page.locator('.co li.i', { hasText: 'BINARY_OP' }).first();
  await call.hover();
  check((await lit(page, '.p')).some(text => text.includes('n - 1')), 'an instruction lights up its source');
  check((await page.textContent('.bar')).includes('BINARY_OP'), 'the bar says what it does');
  const piece = page.locator('.co .p', { hasText: /^fib\(n - 2\)$/ }).first();
  await piece.hover({ position: { x: 30, y: 8 } });
  check((await lit(page, 'li.i')).some(text => /CALL/.test(text)), 'source lights up its instruction');
  check((await lit(page, '.nd')).some(text => /Call/.test(text)), 'and its node in the tree');
  await call.click();
  await piece.hover({ position: { x: 30, y: 8 } });
  check((await page.textContent('.bar')).includes('BINARY_OP'), 'a click keeps it');
  await page.keyboard.press('Escape');
  equal(await count(page, '.on'), 0, 'Esc lets go');
});

await test('linking with the keyboard', 'fib.html', async page => {
  await page.locator('.co li.i[tabindex="0"]').last().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const at = () => page.evaluate(() => document.activeElement.textContent.trim().replace(/\s+/g, ' '));
  const third = await at();
  check((await page.textContent('.bar')).length > 20, 'the bar follows the focus');
  await page.keyboard.press('ArrowUp');
  check(await at() !== third, 'up goes up');
  await page.keyboard.press('End');
  check((await at()).startsWith('RETURN'), `End goes to the end: ${await at()}`);
  await page.keyboard.press('Home');
  check((await at()).includes('RESUME'), 'Home goes to the start');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  equal(await page.evaluate(() => document.activeElement.classList.contains('p')), true, 'left goes to the source');
  await page.keyboard.press('ArrowRight');
  equal(await page.evaluate(() => document.activeElement.classList.contains('i')), true, 'right goes back');
  await page.locator('.tree li[tabindex="0"]').first().focus();
  await page.keyboard.press('ArrowDown');
  const shown = () => page.$$eval('.tree li', all => all.filter(item => item.checkVisibility()).length);
  const before = await shown();
  await page.keyboard.press('ArrowLeft');
  check(await shown() < before, 'left folds a node');
  await page.keyboard.press('ArrowRight');
  equal(await shown(), before, 'right unfolds it');
});

await test('a compiled file', 'lesson.html', async page => {
  const listing = page.locator('.prog', { hasText: 'count.cpython-312.pyc' });
  check((await listing.textContent()).includes('CPython 3.12'), 'it says of which release it is');
  await listing.locator('li.i', { hasText: 'BINARY_OP' }).first().hover();
  check((await lit(page, '.p')).some(text => text.includes('total += 1')), 'an instruction lights up its source');
  check((await listing.locator('.bar').textContent()).includes('BINARY_OP'), 'the bar says what it does');
});

await test('theme', 'fib.html', async page => {
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  await page.click('#theme');
  const dark = await colour();
  check(dark !== light, 'the button changes the colours');
  await page.emulateMedia({ colorScheme: 'dark' });
  equal(await colour(), dark, 'the button overrides the system');
}, { colorScheme: 'light' });
await test('the system’s theme', 'fib.html', async page => {
  equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(22, 24, 28)', 'dark');
}, { colorScheme: 'dark' });

await test('text stays text', 'nasty.html', async page => {
  equal(await page.evaluate(() => window.owned), undefined, 'no script of the program ran');
  const code = await page.$$eval('.co .src code', all => all.map(element => element.textContent).join('\n'));
  for (const part of ['</script>', '<!--', '&amp;', '👩', 'U+202E', '␛']) check(code.includes(part), `${part} is there`);
  check(!/[\u202a-\u202e\u2066-\u2069]/.test(await page.content()), 'no bidi character is left');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  equal(wide, 0, 'a long line does not widen the page');
});

await test('without scripts', 'fib.html', async page => {
  check((await page.textContent('.co')).includes('LOAD_'), 'the listing is there');
}, { javaScriptEnabled: false });

await test('paper', 'lesson.html', async page => {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)', 'paper is white');
  check(!await page.isVisible('#theme'), 'no buttons on paper');
  await page.pdf({ path: join(shots, 'lesson.pdf'), format: 'A4' });
  check(await count(page, '.rows tbody tr') > 3, 'steps are a table');
});
await test('paper', 'fib.html', page => page.pdf({ path: join(shots, 'fib.pdf'), format: 'A4' }));

await test('search', 'atlas/index.html', async page => {
  await page.fill('#search', 'clos');
  check(await count(page, '#found li') >= 1, 'something is found');
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  check(/closures/i.test(page.url()), `Enter goes there: ${page.url()}`);
  check(await page.isVisible('nav.crumb a'), 'there is a way back');
  const next = page.locator('.pager a').last();
  if (await next.count()) {
    await Promise.all([page.waitForNavigation(), next.click()]);
    check(!/closures/.test(page.url()), 'the pager goes on');
  }
  await page.goto(pathToFileURL(join(folder, 'atlas/index.html')).href);
  await page.focus('.map a');
  check(await count(page, '.map a') >= 2, 'the map has links');
});

await test('the map of the atlas', 'foundations/index.html', async page => {
  const pages = await page.$$eval('.map a', links => links.map(link => link.getAttribute('href')));
  equal(pages.length, 65, 'every page is on the map');
  for (const href of pages) check(existsSync(join(folder, 'foundations', href)), `${href} is there`);
  const texts = await page.$$eval('.map text', texts => texts.map(text => {
    const { left, top, right, bottom } = text.getBoundingClientRect();
    return { left, top: top + 3, right, bottom: bottom - 3, name: text.textContent };
  }));
  for (const [at, one] of texts.entries()) for (const other of texts.slice(at + 1)) {
    check(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top,
      `${one.name} lies on ${other.name}`);
  }
  await page.fill('#search', 'reference cycle');
  check(await count(page, '#found li') >= 1, 'the search finds something');
  await Promise.all([page.waitForNavigation(), page.click('#found a, #found li')]);
  check(!/index/.test(page.url()), 'and leads there');
});

/* Accessibility and pictures: every page, light and dark, on three widths. */
for (const file of ['fib.html', 'lesson.html', 'nasty.html', 'atlas/index.html', 'foundations/index.html', 'foundations/python-3-8-eol.html']) {
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [390, 1024, 1440]) {
      await test(`${file} ${colorScheme} ${width}`, file, async page => {
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 0, `wider than the window by ${wide}`);
        await page.addScriptTag({ path: axe });
        const results = await page.evaluate(() => window.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'],
        }));
        for (const { id, nodes } of results.violations) check(false, `axe ${id}: ${nodes.slice(0, 3).map(node => node.target.join(' ')).join(', ')}`);
        check(true, 'axe');
        await page.screenshot({ path: join(shots, `${file.replace(/[/.]/g, '-')}-${colorScheme}-${width}.png`), fullPage: true });
      }, { colorScheme, viewport: { width, height: 900 } });
    }
  }
}

where = 'size';
const size = statSync(join(folder, 'fifty.html')).size;
check(size < 300_000, `a page for fifty lines has ${size} bytes`);
console.log(`fifty lines: ${size} bytes; pictures: ${readdirSync(shots).length}`);
await browser.close();
failures.forEach(failure => console.log(`FAILED ${failure}`));
console.log(`${checks - failures.length} of ${checks} checks hold`);
process.exit(failures.length ? 1 : 0);
