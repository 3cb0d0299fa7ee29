// What is checked of editions in a browser. Prints a line for each check, "ok"
// first when it holds. Usage: node browser.cjs CHROMIUM BASE-URL NAME…
const { chromium } = require('playwright-core');
const axe = require('axe-core');

const [, , executablePath, base, ...names] = process.argv;

let current = '';
function check(what, ok, detail) {
  console.log((ok ? 'ok ' : 'FAIL ') + current + ': ' + what + (ok ? '' : ' ' + JSON.stringify(detail)));
}

// shown lists the texts of the cells that can be seen in the row of an element.
const shown = (page) => page.evaluate(() =>
  [...document.querySelectorAll('.text .r')].slice(0, 4).map((r) =>
    [...r.querySelectorAll('.c')].filter((c) => c.checkVisibility() || [...c.querySelectorAll('.g')].some((g) => g.checkVisibility()))
      .map((c) => c.lang).join('+')));

const background = (page, selector) => page.evaluate((s) => getComputedStyle(document.querySelector(s)).backgroundColor, selector);

const plain = 'rgba(0, 0, 0, 0)';

async function accessible(page) {
  // axe is put in as a debugger would: the page's policy allows no script.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return violations.map((v) => v.id + ': ' + v.help + ' ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160) + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | '));
}

async function everyPage(browser, name) {
  current = name;
  const requests = [], errors = [];
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on('request', (r) => { if (!r.url().startsWith('data:')) requests.push(r.url()); });
  page.on('console', (m) => { if (m.type() !== 'log') errors.push(m.text()); });
  page.on('pageerror', (e) => errors.push(String(e)));
  await page.goto(`${base}/${name}.html`, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(100);
  check('one request, the page itself', requests.length === 1, requests);
  check('nothing on the console', errors.length === 0, errors);
  check('the style sheet is in force', await page.evaluate(() => getComputedStyle(document.body).marginTop) === '0px' &&
    await page.evaluate(() => document.styleSheets[0].cssRules.length > 50), '');
  for (const scheme of name === 'three' ? ['light', 'dark'] : ['light']) {
    await page.emulateMedia({ colorScheme: scheme });
    const found = await accessible(page);
    check(`axe, ${scheme}`, found.length === 0, found);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  if (name === 'three' || name === 'parts') {
    const found = await accessible(page);
    check('axe, narrow', found.length === 0, found);
  }
  check('nothing sticks out of a narrow window', await page.evaluate(() => document.documentElement.scrollWidth <= 360),
    await page.evaluate(() => document.documentElement.scrollWidth));
  const images = await page.evaluate(() => [...document.images].every((i) => i.complete && i.naturalWidth > 0));
  check('pictures are shown', images, images);
  await page.close();
}

async function sideBySide(browser) {
  current = 'en, wide and narrow';
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}/en.html`);
  const boxes = () => page.evaluate(() => [...document.querySelectorAll('.text .r')].filter((r) => !r.querySelector('.none')).map((r) =>
    [...r.querySelectorAll(':scope .c')].map((c) => { const b = c.getBoundingClientRect(); return { left: b.left, top: b.top, bottom: b.bottom }; })));
  let rows = await boxes();
  check('cells of a row stand beside each other', rows.length > 15 && rows.every(([a, b]) => b.left > a.left + 200 && Math.abs(a.top - b.top) < 12), rows[0]);
  await page.setViewportSize({ width: 390, height: 800 });
  rows = await boxes();
  check('and below each other on a narrow screen', rows.every(([a, b]) => b.top >= a.bottom - 1), rows[0]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ media: 'print' });
  rows = await boxes();
  check('beside each other in print', rows.every(([a, b]) => b.left > a.left + 100), rows[0]);
  check('no switches in print', !(await page.locator('.bar').isVisible()), '');
  await page.close();
}

async function tables(browser) {
  current = 'parts, tables';
  const page = await browser.newPage();
  await page.goto(`${base}/parts.html`);
  for (const [width, media] of [[1280, 'screen'], [1200, 'screen'], [390, 'screen'], [680, 'print']]) {
    await page.emulateMedia({ media });
    await page.setViewportSize({ width, height: 900 });
    const out = await page.evaluate(() => [...document.querySelectorAll('.tb')].filter((t) => {
      const b = t.getBoundingClientRect(), c = t.closest('.c').getBoundingClientRect();
      return b.left < c.left - 1 || b.right > c.right + 1 || c.right > document.documentElement.clientWidth + 1;
    }).map((t) => t.textContent.slice(0, 40)));
    check(`within their cells, ${media} ${width}`, out.length === 0, out);
    if (media === 'print') {
      const wide = await page.evaluate(() => [...document.querySelectorAll('.tb')].filter((t) => t.querySelector('table').offsetWidth > t.clientWidth + 1).map((t) => t.textContent.slice(0, 40)));
      check('nothing is cut off on paper', wide.length === 0, wide);
    }
    const standing = await page.evaluate(() => [...document.querySelectorAll('td, th')].filter((t) => /^\S{1,4}$/.test(t.textContent) &&
      t.querySelector('.s').getClientRects().length > 1).map((t) => t.textContent));
    check(`no short cell is broken, ${media} ${width}`, standing.length === 0, standing);
  }
  await page.close();
}

async function views(browser) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${base}/three.html`);
  for (const [id, want] of [
    ['a', 'zh-Hant+en+ko'], ['0', 'zh-Hant'], ['1', 'en'], ['2', 'ko'], ['0-1', 'zh-Hant+en'], ['0-2', 'zh-Hant+ko'], ['i', 'zh-Hant+en+ko'],
  ]) {
    current = 'three, view ' + id;
    await page.click('label[for=x-v' + id + ']');
    const rows = await shown(page);
    check('shows ' + want, rows.every((r) => r === want), rows);
    check('shows no empty rows', await page.evaluate(() => [...document.querySelectorAll('.text .r')].every((r) =>
      !r.checkVisibility() || r.innerText.trim() !== '' || r.querySelector('img'))), '');
  }
  current = 'three, interleaved';
  const found = await accessible(page);
  check('axe', found.length === 0, found);
  const order = await page.evaluate(() => [...document.querySelectorAll('.text .r:not(.w) .g')].filter((g) => g.checkVisibility())
    .map((g) => ({ top: g.getBoundingClientRect().top, text: g.innerText })).sort((a, b) => a.top - b.top).slice(2, 7).map((g) => g.text.slice(0, 4)));
  check('sentences follow each other pair by pair', JSON.stringify(order) === JSON.stringify(['11월 ', '傍晚六點', 'At s', '저녁 여', '碼頭上的']), order);
  await page.close();
}

async function pairs(browser) {
  current = 'three, pairs';
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.goto(`${base}/three.html`);
  const pair = (id) => `.g:has(> #${id})`;
  const lit = async (ids) => { const out = []; for (const id of ids) out.push(await background(page, pair(id)) !== plain); return out.join(); };
  const all = ['s003', 'en003', 'ko003', 's004', 'en004', 'ko005'];
  check('nothing is lit at first', await lit(all) === 'false,false,false,false,false,false', '');
  await page.hover('#en004');
  check('a sentence lights up its counterparts, and the second of two', await lit(all) === 'false,false,false,true,true,true', await lit(all));
  await page.hover('#ko003');
  check('the next one the next', await lit(all) === 'true,true,true,false,false,false', await lit(all));
  await page.mouse.move(0, 0);
  await page.goto(`${base}/three.html#en003`);
  check('an address lights up its pair', await lit(all) === 'true,true,true,false,false,false', await lit(all));
  check('and its sentence is in the window', await page.locator('#en003').evaluate((e) => { const b = e.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }), '');
  await page.close();
}

async function keyboard(browser) {
  current = 'en, keyboard';
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}/en.html`);
  const stops = [];
  for (let i = 0; i < 400; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => { const e = document.activeElement; return e === document.body ? null : { cls: e.className, href: e.getAttribute('href'), id: e.id }; });
    if (!at) break;
    stops.push(at);
  }
  const links = stops.filter((s) => s.cls === 'l').map((s) => s.href);
  const groups = await page.evaluate(() => new Set([...document.querySelectorAll('.r')].flatMap((r, i) => [...r.querySelectorAll('.g')].map((g) => i + ' ' + g.classList[1]))).size);
  check('one tab stop a pair', links.length === groups && new Set(links).size === groups, [links.length, groups]);
  const terms = stops.filter((s) => /^t /.test(s.cls));
  check('each term once in each column', terms.length === 6, terms);
  await page.goto(`${base}/en.html?again`);
  await page.evaluate(() => document.querySelector('.l[href="#s003"]').focus());
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  check('a focused pair is lit in both columns', await background(page, '.g:has(> #en003)') !== plain && await background(page, '.g:has(> #s003)') !== plain, '');
  await page.keyboard.press('Enter');
  check('and Enter gives its address', page.url().endsWith('#s003'), page.url());
  await page.close();
}

async function cards(browser) {
  current = 'en, cards';
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}/en.html`);
  const visible = () => page.evaluate(() => [...document.querySelectorAll('.cards dl')].filter((c) => c.checkVisibility({ visibilityProperty: true })).map((c) => c.previousSibling.id).join());
  check('none at first', await visible() === '', await visible());
  const term = page.locator('#en005 .t');
  await term.hover();
  await page.waitForTimeout(500);
  check('the term under the pointer shows its own', await visible() === 'x-g2', await visible());
  const near = await page.evaluate(() => { const t = document.querySelector('#en005 .t').getBoundingClientRect(), c = document.querySelector('#x-g2+dl').getBoundingClientRect(); return [t.left, t.bottom, c.left, c.top]; });
  check('beside it', Math.abs(near[1] - near[3]) < 40 && Math.abs(near[0] - near[2]) < 40, near);
  check('and its counterpart is lit', await background(page, '#s005 .t') === await background(page, '#en005 .t') && await background(page, '#s005 .t') !== plain, '');
  const y = await page.evaluate(() => scrollY);
  await term.click();
  await page.mouse.move(2, 2);
  await page.waitForTimeout(100);
  check('followed, it stays', await visible() === 'x-g2', await visible());
  check('and the text does not move', await page.evaluate(() => scrollY) === y, '');
  await page.locator('#x-g2+dl .x a').click();
  await page.waitForTimeout(100);
  check('it can be closed', await visible() === '' && await page.evaluate(() => scrollY) === y, await visible());
  await page.close();
}

async function colours(browser) {
  current = 'en, colours';
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await page.goto(`${base}/en.html`);
  const light = await background(page, '.text');
  await page.click('label[for=x-sdark]');
  const dark = await background(page, '.text');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.click('label[for=x-sauto]');
  check('dark by choice is dark by system', dark === await background(page, '.text') && dark !== light, [light, dark]);
  await page.click('label[for=x-slight]');
  check('and light wins over a dark system', light === await background(page, '.text'), '');
  await page.close();
}

async function policy(browser) {
  current = 'policy';
  const page = await browser.newPage();
  const requests = [];
  page.on('response', (r) => { if (!r.url().startsWith('data:')) requests.push(r.url()); }); // a blocked request has none
  // A page that was tampered with: another style sheet, a script, a picture
  // and a frame from elsewhere.
  await page.route('**/tampered.html', async (route) => {
    const response = await route.fetch({ url: `${base}/en.html` });
    const body = (await response.text()).replace('</body>', '<script>document.title="run"</script><style>body{margin-top:99px!important}</style>' +
      '<img src="/elsewhere.png"><iframe src="/frame.html"></iframe></body>');
    await route.fulfill({ response, body });
  });
  await fetch(`${base}/tampered.html`);
  await page.goto(`${base}/tampered.html`);
  await page.waitForTimeout(200);
  check('no script runs', await page.title() !== 'run', '');
  check('no other style sheet counts', await page.evaluate(() => getComputedStyle(document.body).marginTop) === '0px', '');
  check('nothing comes from elsewhere', requests.length === 1, requests);
  await page.close();
}

async function fonts(browser) {
  current = 'fonts';
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${base}/fonts.html`);
  await page.evaluate(() => document.fonts.ready);
  const faces = await page.evaluate(() => [...document.fonts].map((f) => f.family + ' ' + f.weight + ' ' + f.style + ' ' + f.status));
  check('every embedded font can be read', faces.length >= 3 && faces.every((f) => f.endsWith(' loaded') || f.endsWith(' unloaded')) && faces.some((f) => f.endsWith(' loaded')), faces);
  const client = await page.context().newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  const { root } = await client.send('DOM.getDocument');
  const foreign = [];
  for (const id of ['s003', 'en003', 's044', 'en004', 's010', 's007', 's018']) {
    const { nodeId } = await client.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#' + id });
    const { fonts } = await client.send('CSS.getPlatformFontsForNode', { nodeId });
    for (const f of fonts) if (!f.isCustomFont) foreign.push(id + ' ' + f.familyName);
  }
  check('the text is set in them alone', foreign.length === 0, foreign);
  await page.close();
}

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  for (const name of names) await everyPage(browser, name);
  for (const f of [sideBySide, tables, views, pairs, keyboard, cards, colours, policy, fonts]) await f(browser);
  await browser.close();
})().catch((e) => { console.log('FAIL ' + current + ': ' + (e.stack || e)); process.exitCode = 0; });
