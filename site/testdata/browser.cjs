// Uses a site as a reader does: browser.cjs CHROMIUM FOLDER-URL… opens the
// first page, searches in three scripts, follows a result, and has axe-core
// look at every kind of page. A folder URL may be file: or http:.
const { chromium } = require("playwright-core");
const axe = require("fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [browserPath, ...roots] = process.argv.slice(2);
const failures = [];
const want = (ok, what) => { if (!ok) failures.push(what); };

async function searched(page, query) {
  await page.fill("#q", "");
  await page.waitForFunction(() => !document.querySelector(".found li") && !document.getElementById("found").textContent);
  await page.fill("#q", query);
  await page.waitForFunction(() => document.querySelector(".found li") || document.getElementById("found").textContent, null, { timeout: 10000 });
  return page.evaluate(() => ({
    count: document.querySelectorAll(".found li").length,
    titles: [...document.querySelectorAll(".found h3")].map(e => e.textContent),
    marks: [...document.querySelectorAll(".found mark")].map(e => e.textContent),
    says: document.getElementById("found").textContent,
  }));
}

(async () => {
  const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--allow-file-access-from-files=false"] });
  for (const root of roots) {
    const context = await browser.newContext({ bypassCSP: false });
    const page = await context.newPage();
    page.on("pageerror", e => failures.push(`${root}: ${e.message}`));
    page.on("console", m => { if (m.type() === "error") failures.push(`${root}: ${m.text()}`); });
    await page.goto(root + "en/index.html");
    want(await page.isVisible("#q"), `${root}: the search is not shown`);

    let r = await searched(page, "燈塔第 7 次");
    want(r.count > 0 && r.titles[0].startsWith("Harbour night"), `${root}: Traditional Chinese: ${JSON.stringify(r)}`);
    r = await searched(page, "灯塔");
    want(r.count === 20 && r.marks[0] === "燈塔" && r.says !== "", `${root}: Simplified finds Traditional: ${JSON.stringify(r)}`);
    r = await searched(page, "FISHING boa");
    want(r.marks.includes("fishing") && r.marks.includes("boa"), `${root}: English, the last word begun: ${JSON.stringify(r)}`);
    r = await searched(page, "塔燈");
    want(r.count === 0 && r.says !== "", `${root}: what stands nowhere: ${JSON.stringify(r)}`);
    r = await searched(page, "<img src=x onerror=alert(1)>");
    want(r.count === 0, `${root}: markup: ${JSON.stringify(r)}`);
    r = await searched(page, "number 7");
    want(r.titles.length >= 1, `${root}: two words: ${JSON.stringify(r)}`);
    await searched(page, "結了冰");
    await page.click(".found .hit a");
    want(/#sa$/.test(page.url()) && /texts\//.test(page.url()), `${root}: a result leads to ${page.url()}`);

    await page.goto(root + "ko/index.html");
    r = await searched(page, "어선");
    want(r.marks[0] === "어선", `${root}: Korean, a particle follows: ${JSON.stringify(r)}`);
    await page.goto(root + "index.html");
    r = await searched(page, "漁船");
    want(r.count === 40, `${root}: the first page searches both languages: ${JSON.stringify(r.count)}`);
    for (const name of ["index.html", "en/index.html", "en/glossary.html", "ko/undated.html"]) {
      for (const colorScheme of ["light", "dark"]) {
        const p = await browser.newPage({ bypassCSP: true, colorScheme });
        await p.goto(root + name);
        await p.evaluate(axe);
        const result = await p.evaluate(() => axe.run());
        for (const v of result.violations) failures.push(`${root}${name} (${colorScheme}): ${v.id}: ${v.help}: ${v.nodes.map(n => n.html).slice(0, 3).join(" | ")}`);
        await p.close();
      }
    }
    await context.close();
  }
  await browser.close();
  for (const f of failures) console.log(f);
  process.exit(failures.length ? 1 : 0);
})().catch(e => { console.log(e); process.exit(1); });
