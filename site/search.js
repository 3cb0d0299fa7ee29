/* The search of a site made with duizhao. It needs no server and asks no one:
   it reads the parts of the index that a query needs, as scripts beside the
   pages, so it works from a disk as well. Tokens are those of tokens.go. The
   table of Traditional characters is from the dictionaries of OpenCC, by Carbo
   Kuo and its contributors, Apache License 2.0. */
(() => {
  "use strict";
  const box = document.querySelector("search");
  if (!box) return;
  // <tokens>
  const traditional = Array.from("TRADITIONAL"), simplified = Array.from("SIMPLIFIED");
  const table = new Map(traditional.map((c, i) => [c, simplified[i]]));
  // One by one, since toLowerCase writes a sigma by what stands around it.
  const fold = s => Array.from(s.normalize("NFKC"), c => { const x = c.toLowerCase(); return table.get(x) ?? x; }).join("");
  const runs = /[\p{Script=Han}\p{Script=Hangul}]+|(?:(?![\p{Script=Han}\p{Script=Hangul}])[\p{L}\p{Nd}\p{M}])+/gu;
  const paired = /^[\p{Script=Han}\p{Script=Hangul}]/u;
  const shardOf = (token, n) => {
    let h = 0;
    for (const c of Array.from(token).slice(0, 2)) h = (Math.imul(h, 31) + c.codePointAt(0)) >>> 0;
    return h % n;
  };
  // The tokens that an article must have. Of a run of characters the pairs do;
  // the last word may be the beginning of a longer one.
  const tokensOf = folded => {
    const out = [];
    for (const [run] of folded.matchAll(runs)) {
      const chars = Array.from(run);
      if (!paired.test(run)) out.push({ token: chars.slice(0, 40).join(""), word: true });
      else if (chars.length === 1) out.push({ token: run });
      else for (let i = 1; i < chars.length; i++) out.push({ token: chars[i - 1] + chars[i] });
    }
    const last = out.at(-1);
    if (last) last.open = last.word && Array.from(last.token).length >= 2 && !/\s$/.test(folded);
    return out;
  };
  // </tokens>
  const languages = Array.from(box.querySelectorAll(".found"), e => ({
    list: e, base: e.dataset.base, up: e.dataset.up, lang: e.dataset.lang, shards: +e.dataset.shards,
  }));

  // What scripts of the index hand over, and who waits for it.
  const loaded = new Map(), waiting = new Map();
  window.duizhao = (lang, name, value) => {
    const key = lang + "/" + name;
    loaded.set(key, value);
    waiting.get(key)?.resolve(value);
  };
  const load = (at, name) => {
    const key = at.lang + "/" + name;
    if (loaded.has(key)) return Promise.resolve(loaded.get(key));
    if (!waiting.has(key)) {
      const wait = {};
      wait.promise = new Promise((resolve, reject) => { wait.resolve = resolve; wait.reject = reject; });
      waiting.set(key, wait);
      const script = document.createElement("script");
      script.src = at.base + name + ".js";
      script.onerror = () => { waiting.delete(key); wait.reject(new Error(name)); };
      document.head.append(script);
    }
    return waiting.get(key).promise;
  };

  const numbers = text => { let n = 0; return text.split(" ").map(d => n += parseInt(d, 36)); };
  const articlesWith = async (at, t) => {
    const shard = await load(at, String(shardOf(t.token, at.shards)));
    const found = new Set();
    const take = token => { if (Object.hasOwn(shard, token)) for (const n of numbers(shard[token])) found.add(n); };
    take(t.token);
    if (t.open) for (const token of Object.keys(shard)) if (token.startsWith(t.token)) take(token);
    return found;
  };

  // Where the folded words of the query stand in a sentence, in its own
  // characters: folding may make one character several.
  const places = (text, words) => {
    let folded = ""; const from = [];
    for (const [i, c] of Array.from(text).entries()) { const f = fold(c); for (let k = 0; k < f.length; k++) from.push(i); folded += f; }
    const out = [];
    for (const word of words) {
      let at = folded.indexOf(word), some = false;
      for (; at >= 0; at = folded.indexOf(word, at + word.length)) { out.push([from[at], from[at + word.length - 1] + 1]); some = true; }
      if (!some) return null;
    }
    return out.sort((a, b) => a[0] - b[0]);
  };
  const marked = (text, spans) => {
    const chars = Array.from(text), p = document.createElement("p");
    let at = 0;
    const start = chars.length > 160 ? Math.max(0, spans[0][0] - 60) : 0, end = Math.min(chars.length, start + 160);
    at = start;
    if (start) p.append("…");
    for (const [from, to] of spans) {
      if (from < at || from >= end) continue;
      p.append(chars.slice(at, from).join(""));
      const mark = document.createElement("mark");
      mark.textContent = chars.slice(from, Math.min(to, end)).join("");
      p.append(mark);
      at = Math.min(to, end);
    }
    p.append(chars.slice(at, end).join(""));
    if (end < chars.length) p.append("…");
    return p;
  };

  const shownAtMost = 20, looked = 60;
  const searchIn = async (at, query, list) => {
    const folded = fold(query), need = tokensOf(folded), words = folded.split(/\s+/).filter(Boolean);
    if (!need.length) return { count: 0, more: false };
    const [articles, ...sets] = await Promise.all([load(at, "articles"), ...need.map(t => articlesWith(at, t))]);
    const dayOf = n => articles[n][6];
    const hits = [...sets[0]].filter(n => sets.every(s => s.has(n))).sort((a, b) => dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : a - b); // the newest first
    let count = 0;
    for (const n of hits.slice(0, looked)) {
      if (count === shownAtMost) break;
      const [key, href, from, source, target, date] = articles[n];
      const sentences = await load(at, key);
      const found = [];
      const missing = new Set(words);
      for (const [id, text, side] of sentences) {
        const spans = places(text, words);
        if (spans && found.length < 3) found.push([id, text, side, spans]);
        if (missing.size) { const f = fold(text); for (const w of [...missing]) if (f.includes(w)) missing.delete(w); }
      }
      if (missing.size) continue; // its pairs of characters are there, but not together
      if (!found.length) for (const [id, text, side] of sentences) {
        for (const w of words) { const spans = places(text, [w]); if (spans && found.length < 3) { found.push([id, text, side, spans]); break; } }
      }
      count++;
      const item = document.createElement("li"), head = document.createElement("h3"), link = document.createElement("a");
      link.href = at.up + href; link.lang = at.lang; link.textContent = target;
      head.append(link); item.append(head);
      if (source !== target) { const p = document.createElement("p"); p.className = "source"; p.lang = from; p.textContent = source; item.append(p); }
      for (const [id, text, side, spans] of found) {
        const p = marked(text, spans), a = document.createElement("a");
        a.href = at.up + href + "#" + id;
        a.lang = side === "s" ? from : at.lang;
        a.append(...p.childNodes); p.append(a); p.className = "hit"; item.append(p);
      }
      if (date) { const p = document.createElement("p"); p.className = "meta"; p.textContent = date; item.append(p); }
      list.append(item);
    }
    return { count, more: hits.length > looked || count === shownAtMost };
  };

  const input = box.querySelector("input"), status = document.getElementById("found");
  let turn = 0;
  const search = async () => {
    const mine = ++turn, query = input.value.trim();
    if (!query) { for (const at of languages) at.list.replaceChildren(); status.textContent = ""; return; }
    let count = 0, more = false;
    const lists = [];
    try {
      for (const at of languages) {
        const list = document.createElement("ol");
        list.className = "list";
        const r = await searchIn(at, input.value, list);
        count += r.count; more ||= r.more;
        lists.push(list);
        if (mine !== turn) return; // something else has been typed since
      }
      languages.forEach((at, i) => at.list.replaceChildren(...(lists[i].children.length ? [lists[i]] : [])));
      status.textContent = count === 0 ? box.dataset.none : more ? box.dataset.more : "";
    } catch {
      if (mine === turn) status.textContent = box.dataset.failed;
    }
  };
  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  box.querySelector("form").addEventListener("submit", e => { e.preventDefault(); clearTimeout(timer); search(); });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; search(); }
  box.hidden = false;
})();
