"use strict";
// The page reads without scripts. With them: links open what they lead into, any two experts can
// be put side by side, the grid sorts and filters, claims can be cited, tables downloaded.
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // --- links -------------------------------------------------------------------------------
  function reveal(place) {
    for (let el = place; el; el = el.parentElement) if (el.matches("details")) el.open = true;
    for (const fold of $$(":scope > .fold", place)) fold.open = true;
  }

  function follow() {
    let name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch { return; }
    if (name.startsWith("pair=")) return pair(...name.slice(5).split(","));
    const place = name && document.getElementById(name);
    if (!place) return;
    reveal(place);
    place.scrollIntoView();
  }

  // --- two experts side by side ------------------------------------------------------------
  const chosen = $("#chosen"), one = $("#one"), other = $("#other");
  const people = $$("#grid th[data-e]").map(th => [th.dataset.e, th.dataset.name]);
  const names = new Map(people);
  people.sort((a, b) => a[1].localeCompare(b[1]));

  function cellsOf(expert) {
    const found = new Map();
    for (const topic of $$("article.topic")) {
      const cell = document.getElementById(`${topic.id}--${expert}`);
      if (cell && cell.dataset.p) found.set(topic, cell);
    }
    return found;
  }

  function column(cell) {
    const box = make("div", "", "cell");
    for (const child of cell.children) box.append(child.cloneNode(true));
    for (const el of [box, ...$$("[id]", box)]) el.removeAttribute("id");
    for (const el of $$(".copy", box)) el.remove();
    return box;
  }

  function heading(topic) {
    const head = make("h4"), link = make("a", $("h3", topic).textContent);
    link.href = `#${topic.id}`;
    head.append(link);
    return head;
  }

  function pair(a, b) {
    if (!chosen || !names.has(a) || !names.has(b)) return;
    one.value = a;
    other.value = b;
    const ofA = cellsOf(a), ofB = cellsOf(b);
    const gap = topic => Math.abs(ofA.get(topic).dataset.p - ofB.get(topic).dataset.p);
    const shared = [...ofA.keys()].filter(topic => ofB.has(topic)).sort((s, t) => gap(t) - gap(s));
    chosen.replaceChildren(make("h3", fill(chosen.dataset.and, { a: names.get(a), b: names.get(b) })));
    if (!shared.length) chosen.append(make("p", chosen.dataset.nothing, "fig"));
    for (const topic of shared) {
      const duel = make("div", "", "duel");
      duel.append(column(ofA.get(topic)), column(ofB.get(topic)));
      chosen.append(heading(topic), duel);
    }
    for (const [who, mine, theirs] of [[a, ofA, ofB], [b, ofB, ofA]]) {
      const topics = [...mine.keys()].filter(t => !theirs.has(t)).map(t => $("h3", t).textContent);
      const words = { name: names.get(who), topics: topics.join(", ") };
      if (topics.length) chosen.append(make("p", fill(chosen.dataset.only, words), "aside"));
    }
    reveal($("#sidebyside"));
    $("#sidebyside").scrollIntoView();
  }

  if (chosen && people.length > 1) {
    for (const select of [one, other]) {
      select.append(new Option("–", ""), ...people.map(([id, name]) => new Option(name, id)));
      select.addEventListener("change", () => {
        if (one.value && other.value && one.value !== other.value) {
          location.hash = `pair=${one.value},${other.value}`;
        }
      });
    }
    $("#choose").hidden = false;
  }

  // --- the grid, sorted and filtered -------------------------------------------------------
  const table = $("#grid table"), tools = $("#filter");
  const head = table.tHead.rows[0], body = table.tBodies[0];
  const inColumns = !!$("th[data-e]", head);
  const axis = key => (inColumns === (key === "e") ? "columns" : "rows");

  function sort(key, by) {
    const compare = (a, b) => {
      const x = a.dataset[by], y = b.dataset[by];
      return by === "name" ? x.localeCompare(y) : x - y;
    };
    if (axis(key) === "rows") {
      body.append(...[...body.rows].sort((r, s) => compare(r.cells[0], s.cells[0])));
      return;
    }
    const heads = [...head.cells], sortable = heads.filter(th => th.dataset[key] !== undefined);
    const order = [...sortable].sort(compare).map(th => heads.indexOf(th));
    const after = heads.length - 1 - sortable.length; // what stands behind, such as the shares
    for (const row of [head, ...body.rows]) {
      const cells = [...row.cells], last = after ? cells[cells.length - after] : null;
      for (const index of order) row.insertBefore(cells[index], last);
    }
  }

  const claims = new Map(); // cell -> source and date of each of its claims
  function claimsOf(link) {
    if (!claims.has(link)) {
      const place = document.getElementById(link.hash.slice(1));
      claims.set(link, place.dataset.w.split(" ").map(claim => claim.split(":")));
    }
    return claims.get(link);
  }

  function filter() {
    const want = Object.fromEntries($$("[data-by]", tools).map(s => [s.dataset.by, s.value]));
    const wanted = th => ["country", "affiliation", "kind"].every(
      by => !want[by] || th.dataset[by] === want[by]);
    const heads = [...head.cells];
    const gone = heads.map(th => th.dataset.e !== undefined && !wanted(th));
    heads.forEach((th, i) => { th.hidden = gone[i]; });
    let all = 0, shown = 0;
    for (const row of body.rows) {
      row.hidden = row.cells[0].dataset.e !== undefined && !wanted(row.cells[0]);
      [...row.cells].forEach((cell, i) => {
        cell.hidden = gone[i];
        const link = $("a", cell);
        if (cell.tagName !== "TD" || !link) return;
        const off = (want.source || want.date) && !claimsOf(link).some(
          ([s, d]) => (!want.source || s === want.source) && (!want.date || d === want.date));
        cell.classList.toggle("off", !!off);
        all += 1;
        shown += !off && !row.hidden && !gone[i];
      });
    }
    const active = Object.values(want).some(Boolean);
    $("output", tools).textContent = active ? fill(tools.dataset.shown, { shown, all }) : "";
  }

  tools.hidden = false;
  tools.addEventListener("change", event => {
    const { sort: key } = event.target.dataset;
    if (key) sort(key, event.target.value);
    else filter();
  });

  // --- citations ---------------------------------------------------------------------------
  function citation(claim) {
    const cell = claim.closest(".cell");
    const who = ($(".from > b > bdi", claim) || $("h4 bdi", cell)).textContent;
    const where = $$(".from", claim)[0];
    const parts = $(":scope > bdi", where).textContent;
    const id = $("a", where);
    const page = location.protocol === "file:" ? "" : location.href.split("#")[0];
    return `${who}: ${$(".words", claim).textContent} (${parts}; ${document.title}, ${id.textContent}) ${page}${id.hash}`;
  }

  function offer(root) {
    for (const claim of $$(".claim", root)) {
      if ($(".copy", claim)) continue;
      const button = make("button", document.body.dataset.copy, "copy");
      button.type = "button";
      $(".from", claim).append(button);
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no permission, or not a secure place: by the older way
      const area = make("textarea", text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  document.addEventListener("toggle", event => event.target.open && offer(event.target), true);
  offer($("#unknown"));
  document.addEventListener("click", async event => {
    const button = event.target.closest(".copy");
    if (!button) return;
    await copy(citation(button.closest(".claim")));
    button.textContent = document.body.dataset.copied;
    setTimeout(() => { button.textContent = document.body.dataset.copy; }, 1500);
    button.focus();
  });

  // --- tables ------------------------------------------------------------------------------
  const data = JSON.parse($("#data").textContent);
  function csv({ columns, rows }) {
    const cell = value => {
      if (value === null) return "";
      // A text that a spreadsheet would take for a formula is kept a text.
      const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : `${value}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [columns, ...rows].map(row => row.map(cell).join(",")).join("\r\n") + "\r\n";
  }

  function save(name, type, text) {
    const link = make("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  for (const item of $$("#tables [data-table]")) {
    const name = item.dataset.table, content = data[name];
    for (const kind of ["csv", "json"]) {
      const button = make("button", kind.toUpperCase());
      button.type = "button";
      button.setAttribute("aria-label", `${item.firstChild.textContent}: ${kind.toUpperCase()}`);
      button.addEventListener("click", () => save(
        `${name}.${kind}`, kind === "csv" ? "text/csv" : "application/json",
        kind === "csv" ? `\ufeff${csv(content)}` : JSON.stringify(content)));
      item.append(" ", button);
    }
  }

  // --- folds: what a phone has no room for, and what paper has ------------------------------
  if (matchMedia("(max-width: 46rem)").matches) $("#grid > .fold").open = false;
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = $$(".fold:not([open]), .row:not([open]), .more:not([open])");
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => { for (const fold of folded) fold.open = false; });

  // --- one tab stop a figure; the arrow keys go on from there ------------------------------
  for (const figure of $$("table.grid, svg.strip")) {
    const all = $$("a", figure);
    const links = () => $$("a", figure).filter(a => a.getClientRects().length);
    all.forEach((a, i) => { a.tabIndex = i ? -1 : 0; });
    figure.addEventListener("keydown", event => {
      const here = links(), at = here.indexOf(document.activeElement);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      let next = step ? here[at + step] : null;
      if ((event.key === "ArrowDown" || event.key === "ArrowUp") && at >= 0) {
        const box = here[at].getBoundingClientRect(), down = event.key === "ArrowDown";
        const beyond = here.filter(a => {
          const top = a.getBoundingClientRect().top;
          return down ? top > box.top + 2 : top < box.top - 2;
        });
        const gap = a => {
          const to = a.getBoundingClientRect();
          return 3 * Math.abs(to.top - box.top) + Math.abs(to.left - box.left);
        };
        next = beyond.sort((a, b) => gap(a) - gap(b))[0];
      }
      if (at < 0 || !next) return;
      event.preventDefault();
      for (const a of all) a.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  }

  addEventListener("hashchange", follow);
  follow();
})();
