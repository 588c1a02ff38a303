// The search of the index: every word of the query, its beginnings and its slips, in names first and texts after.
"use strict";
(() => {
  const { pages, words, stop } = SITE;
  const filler = new Set(stop);
  const [form, field, results, found, families] = ["search", "q", "results", "found", "families"].map((id) =>
    document.getElementById(id));
  const NAME = 6, PLAIN = 4, TEXT = 1, MOST = 30;

  const read = (text) => (text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "")
    .match(/[a-z0-9]+(?:\.[0-9]+)?/g) ?? []).filter((word) => !filler.has(word));

  // word -> page -> how much it counts there
  const held = new Map();
  const add = (word, page, weight) => {
    if (!held.has(word)) held.set(word, new Map());
    const at = held.get(word);
    at.set(page, Math.max(weight, at.get(page) ?? 0));
  };
  for (const [word, runs] of Object.entries(words)) {
    for (const run of runs.split(",")) {
      const [first, last = first] = run.split("-").map(Number);
      for (let page = first; page <= last; page += 1) add(word, page, TEXT);
    }
  }
  const named = pages.map(({ code, label, plain, names }, page) => {
    for (const word of read(plain)) add(word, page, PLAIN);
    for (const text of [code, label, ...names]) for (const word of read(text)) add(word, page, NAME);
    return [label, ...names].map((text) => [text, read(text).join(" ")]);
  });
  const rare = new Map([...held].map(([word, at]) => [word, Math.log(1 + pages.length / at.size)]));

  // Letters changed, lost, added or swapped between two words; more than `most` need not be counted.
  const slips = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, last] = [[], [...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const changed = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  };

  const alike = (asked, word) => {
    if (asked === word) return 1;
    if (asked.length >= 3 && word.startsWith(asked)) return 0.8;
    if (word.length >= 4 && asked.startsWith(word)) return 0.6;
    if (asked.length < 4 || /\d/.test(asked) || held.has(asked)) return 0;
    const most = asked.length < 6 ? 1 : asked.length < 9 ? 2 : 3;
    const off = slips(asked, word, most);
    return off > most ? 0 : 0.7 - 0.15 * off;
  };

  // What one word of the query is worth on each page.
  const worth = (asked) => {
    const at = new Map();
    for (const [word, where] of held) {
      const near = alike(asked, word);
      if (near === 0) continue;
      for (const [page, weight] of where) {
        at.set(page, Math.max(at.get(page) ?? 0, near * weight * rare.get(word)));
      }
    }
    return at;
  };

  const search = (query) => {
    const asked = read(query);
    const each = asked.map(worth);
    const phrase = asked.join(" ");
    const scored = pages.map((page, number) => {
      const matched = each.filter((at) => at.has(number));
      const name = named[number].find(([, text]) => phrase && text.includes(phrase));
      const sum = matched.reduce((total, at) => total + at.get(number), name ? 20 : 0);
      return { page, number, matched: matched.length, score: sum };
    });
    const most = Math.max(0, ...scored.map(({ matched }) => matched));
    if (most === 0) return [];
    const best = scored.filter(({ matched }) => matched === most).sort((a, b) => b.score - a.score || a.number - b.number);
    return best.filter(({ score }) => score >= best[0].score * 0.1).slice(0, MOST);
  };

  const why = (number, query) => {
    const asked = read(query);
    const near = (text) => {
      const inside = text.split(" ");
      return asked.filter((word) => inside.some((other) => alike(word, other) > 0)).length;
    };
    const [text, count] = named[number].slice(1).reduce((best, [name, plain]) => {
      const many = near(plain);
      return many > best[1] ? [name, many] : best;
    }, ["", near(named[number][0][1])]);
    return text && count ? `also known as: ${text}` : "";
  };

  const make = (tag, text, name) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const row = ({ page, number }, query) => {
    const [item, link] = [make("li", ""), make("a", "")];
    link.href = page.file;
    link.append(make("span", page.code, "code"), ` ${page.label}`);
    item.append(link, make("p", page.plain));
    const reason = why(number, query);
    if (reason) item.append(make("p", reason, "why"));
    return item;
  };

  const show = () => {
    const query = field.value.trim();
    const hits = query ? search(query) : [];
    results.replaceChildren(...hits.map((hit) => row(hit, query)));
    results.hidden = hits.length === 0;
    families.hidden = hits.length > 0;
    const many = hits.length === 1 ? "1 page" : `${hits.length} pages, the best first`;
    const none = "Nothing is found for these words; the whole list stands below.";
    found.textContent = !query ? "" : hits.length ? many : none;
  };
  const keep = () => {
    const address = new URL(location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    try { history.replaceState(null, "", address); } catch { /* a page opened from a disk */ }
  };

  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.addEventListener("input", () => { show(); keep(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
    keep();
  });
  show();
})();
