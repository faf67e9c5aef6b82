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

  function follow(arrived) {
    let name = location.hash.slice(1);
    if (name.includes("=") || (!name && wished())) return wish(new URLSearchParams(name), arrived);
    try { name = decodeURIComponent(name); } catch { return; }
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

  const facing = () => !!one && one.value && other.value && one.value !== other.value;
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
        if (!facing()) return;
        tell("pushState");
        pair(one.value, other.value);
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

  // Among the experts who are shown; what some claims alone would make of it, nobody knows here.
  function opposed(row, gone, partly) {
    const share = $(".share", row);
    if (!share) return;
    const { percent, under, few, stale } = tools.dataset;
    share.dataset.all ??= share.textContent;
    share.classList.toggle("stale", partly);
    share.title = partly ? stale : "";
    share.textContent = share.dataset.all;
    if (partly || !gone.some(Boolean)) return;
    const count = css => [...row.cells].filter((td, i) => !gone[i] && td.matches(css)).length;
    const against = count("td.n1, td.n2"), inFavour = count("td.p1, td.p2");
    const n = against + inFavour + count("td.z"), value = 200 * against * inFavour / (n * (n - 1));
    share.textContent = n < 3 ? few
      : value && value <= 0.5 ? under : fill(percent, { value: Math.round(value) });
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
      opposed(row, gone, !!(want.source || want.date));
    }
    const active = Object.values(want).some(Boolean);
    $("output", tools).textContent = active ? fill(tools.dataset.shown, { shown, all }) : "";
  }

  tools.hidden = false;
  tools.addEventListener("change", event => {
    const { sort: key } = event.target.dataset;
    if (key) sort(key, event.target.value);
    else filter();
    tell("pushState");
  });

  // --- search ------------------------------------------------------------------------------
  const find = $("#find"), sought = $("input", find), found = $("#found");
  // Letters without their accents, small; each stands where it stood, or nothing can be marked.
  const fold = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let index = null;
  function indexed() {
    const topics = $$("#contested .row > summary").map(row => ({
      href: $(".topic", row.parentElement).id, text: $(".name", row).textContent,
      more: $(".prop", row.parentElement)?.textContent ?? "" }));
    const experts = $$("#people .row > summary").map(row => ({
      href: $(".person", row.parentElement).id, text: $(".name", row).textContent,
      more: $(".about", row).textContent }));
    const all = $$("li.claim[id]").map(claim => {
      const cell = claim.closest(".cell"), from = [...$(".from", claim).childNodes];
      const judged = from.findLastIndex(node => node.nodeName === "BR");
      const about = from.slice(0, judged).map(node => node.textContent).join(" ");
      const text = $(".words", claim).textContent, below = $(".below", claim)?.textContent ?? "";
      const who = ($(".from > b > bdi", claim) || $("h4 bdi", cell)).textContent;
      const topic = claim.closest(".topic");
      const place = topic ? ` · ${$("h3", topic).textContent}` : "";
      return { href: claim.id, text, more: `${below} ${about}`, beside: `${who}${place}` };
    });
    for (const entry of [...topics, ...experts, ...all]) entry.folded = fold(`${entry.text} ${entry.more}`);
    return { topics, experts, claims: all };
  }

  function marked(text, words) {
    const folded = fold(text), at = folded.indexOf(words[0]);
    if (folded.length !== text.length || at < 0) return [cut(text, 160)];
    const from = at > 100 ? text.lastIndexOf(" ", at - 60) + 1 : 0;
    const end = at + words[0].length;
    return [(from ? "…" : "") + text.slice(from, at), make("mark", text.slice(at, end)), cut(text.slice(end), 120)];
  }

  function line(entry, words) {
    const item = make("li"), link = make("a");
    link.href = `#${entry.href}`;
    link.append(...marked(entry.text, words));
    item.append(link);
    if (entry.beside) item.append(make("span", ` ${entry.beside}`));
    return item;
  }

  function search() {
    const words = fold(sought.value).split(/\s+/).filter(Boolean);
    found.hidden = !words.length;
    if (!words.length) return;
    index ??= indexed();
    const parts = [], counts = [];
    for (const [name, entries] of Object.entries(index)) {
      const hits = entries.filter(({ folded }) => words.every(word => folded.includes(word)));
      counts.push(`${found.dataset[name]}: ${hits.length}`);
      if (!hits.length) continue;
      const list = make("ul");
      list.append(...hits.slice(0, 10).map(hit => line(hit, words)));
      parts.push(make("h3", found.dataset[name]), list);
      if (hits.length <= 10) continue;
      const rest = make("button", fill(found.dataset.rest, { all: hits.length }));
      rest.type = "button";
      rest.addEventListener("click", () => {
        list.append(...hits.slice(10).map(hit => line(hit, words)));
        $$("a", list)[10].focus();
        rest.remove();
      });
      parts.push(rest);
    }
    $("output", found).textContent = counts.join(" · ");
    $("div", found).replaceChildren(...parts);
  }

  find.hidden = false;
  sought.addEventListener("input", () => { search(); tell("replaceState"); });
  sought.addEventListener("keydown", event => event.key === "Enter" && $("a", found)?.focus());

  // --- what is wished stands in the address: it can be sent, and gone back to ----------------
  const controls = [...$$("select", tools), sought];
  const key = control => control.dataset.by || (control.dataset.sort ? `sort-${control.dataset.sort}` : "find");
  const usual = control => control.options?.[0].value ?? "";
  const wished = () => !!facing() || controls.some(control => control.value !== usual(control));

  function tell(how) {
    const parts = controls.filter(control => control.value !== usual(control))
      .map(control => `${key(control)}=${encodeURIComponent(control.value)}`);
    if (facing()) parts.unshift(`pair=${one.value},${other.value}`);
    history[how](null, "", `#${parts.join("&")}`);
  }

  function wish(params, arrived) {
    for (const control of controls) {
      const before = control.value;
      control.value = params.get(key(control)) ?? usual(control);
      if (control.selectedIndex === -1) control.value = usual(control);
      if (control.dataset.sort && control.value !== before) sort(control.dataset.sort, control.value);
    }
    filter();
    search();
    const sifted = controls.some(c => c !== sought && c.value !== usual(c));
    if (sifted) reveal($("#grid"));
    if (arrived && (sifted || !found.hidden)) (found.hidden ? $("#grid") : found).scrollIntoView();
    if (params.has("pair")) pair(...params.get("pair").split(","));
    else if (facing()) {
      one.value = other.value = "";
      chosen.replaceChildren();
    }
  }

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

  const save = (name, type, text) => saveBlob(name, new Blob([text], { type }));
  function saveBlob(name, blob) {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
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

  // --- figures that leave the page ---------------------------------------------------------
  const SVG = "http://www.w3.org/2000/svg";
  const ink = name => document.styleSheets[0].cssRules[0].style.getPropertyValue(`--${name}`).trim();
  function draw(tag, attributes, text = "") {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  }

  function cut(text, most) {
    const letters = [...text];
    if (letters.length <= most) return text;
    const head = letters.slice(0, most - 1).join(""), space = head.lastIndexOf(" ");
    return `${(space > most / 2 ? head.slice(0, space) : head).replace(/[ ,;:.…]+$/, "")}…`;
  }

  // A table of marks by the rule of stance/report/table_pictures.py, as it is sorted and filtered.
  function ofTable(table) {
    const shown = [...table.rows].filter(row => !row.hidden);
    const marks = cell => !cell.hidden && !cell.matches(".corner, .share, .tree");
    const heads = [...shown[0].cells].filter(cell => marks(cell) && cell.matches("th"));
    const rows = shown.slice(1);
    const columns = heads.map(th => cut(th.textContent.trim(), 28));
    const names = rows.map(row => cut(row.cells[0].textContent.trim(), 42));
    const longest = texts => Math.max(0, ...texts.map(text => [...text].length));
    const left = longest(names) * 7 + 12, top = longest(columns) * 7 + 12;
    const labels = draw("g", { "font-size": 13, fill: ink("ink") });
    columns.forEach((text, i) => labels.append(draw("text",
      { transform: `translate(${left + i * 43 + 24} ${top - 8}) rotate(-90)` }, text)));
    names.forEach((text, i) => labels.append(draw("text", { x: 0, y: top + i * 33 + 19 }, text)));
    const parts = [labels];
    rows.forEach((row, i) => [...row.cells].filter(cell => marks(cell) && cell.matches("td"))
      .forEach((cell, j) => parts.push(...square(cell, left + j * 43, top + i * 33))));
    return [parts, top + names.length * 33];
  }

  function square(cell, x, y) {
    const css = cell.matches(".off, :empty:not([class])") ? "none" : cell.classList[0] || "";
    const colour = ink(css), solid = colour && !cell.matches(".faint");
    const on = solid ? ink(`on-${css}`) : ink("ink"), parts = [];
    const look = solid ? { fill: colour }
      : { fill: "none", stroke: colour || ink(css === "open" ? "soft" : "rule") };
    if (css !== "self") parts.push(draw("rect", { x, y, width: 40, height: 30, rx: 4, ...look }));
    if (css === "none") return parts;
    const sign = $("b", cell)?.textContent, n = $("small", cell)?.textContent;
    if (sign) parts.push(draw("text", { x: x + 20, y: y + 20, "font-size": 13,
      "font-weight": 600, "text-anchor": "middle", fill: on }, sign));
    if (n) parts.push(draw("text",
      { x: x + 36, y: y + 27, "font-size": 9, "text-anchor": "end", fill: on }, n));
    if (cell.matches(".mixed, .disputed")) {
      parts.push(draw("path", { d: `M${x + 31} ${y}H${x + 40}V${y + 9}Z`, fill: on }));
    }
    return parts;
  }

  // All topics by the rule of stance/report/overview.py.
  function ofTopics() {
    const soft = { "font-size": 12, fill: ink("soft") }, [low, high] = $$("#contested > .scale span");
    const ends = draw("g", soft);
    ends.append(draw("text", { x: 380, y: 10 }, low.textContent));
    ends.append(draw("text", { x: 660, y: 10, "text-anchor": "end" }, high.textContent));
    const rows = $$("#contested .row > summary").map((row, i) => {
      const line = draw("g", { transform: `translate(0 ${20 + i * 36})`, "font-size": 14 });
      const mini = draw("g", { transform: "translate(380 0)" });
      mini.append(...[...$(".mini", row).children].map(mark => mark.cloneNode(true)));
      line.append(
        draw("text", { y: 22, fill: ink("soft") }, $(".rank", row).textContent),
        draw("text", { x: 44, y: 22, fill: ink("ink") }, cut($(".name", row).textContent, 48)),
        mini,
        draw("text", { x: 680, y: 22, ...soft }, $(".sides", row).textContent));
      return line;
    });
    return [[ends, ...rows], 20 + rows.length * 36];
  }

  function alone(svg) {
    const copy = svg.cloneNode(true), frame = $(".frame", copy);
    let [x, y, width, height] = svg.dataset.box.split(" ").map(Number);
    if (svg.matches(".alone")) {
      const table = $("table.grid", svg.parentElement), foot = $(".foot", frame);
      const [parts, high] = table ? ofTable(table) : ofTopics();
      height += high - +foot.getAttribute("transform").match(/ ([\d.]+)\)/)[1];
      foot.setAttribute("transform", `translate(0 ${high})`);
      $("rect", frame).setAttribute("height", height);
      copy.append(...parts);
    }
    for (const link of $$("a", copy)) {
      const group = draw("g", { class: link.getAttribute("class") });
      if (link.hasAttribute("fill")) group.setAttribute("fill", link.getAttribute("fill"));
      group.append(...link.childNodes);
      link.replaceWith(group);
    }
    frame.removeAttribute("display");
    for (const name of Object.keys(copy.dataset)) delete copy.dataset[name];
    const whole = { viewBox: [x, y, width, height].join(" "), width, height, role: "img" };
    for (const [name, value] of Object.entries(whole)) copy.setAttribute(name, value);
    return new XMLSerializer().serializeToString(copy);
  }

  function png(name, text) {
    const image = new Image();
    image.onload = () => {
      const canvas = make("canvas");
      canvas.width = 2 * image.width;
      canvas.height = 2 * image.height;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => saveBlob(`${name}.png`, blob));
    };
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  }

  function behind(svg) {
    const [kind, id] = svg.dataset.csv.split(":");
    const whole = data[kind === "topics" ? "contested" : kind];
    if (whole) return whole;
    if (kind === "pairs") {
      const rows = [...$("table.grid", svg.parentElement).tBodies[0].rows];
      const names = rows.map(row => row.cells[0].title);
      return {
        columns: ["expert_a", "expert_b", "agreement", "n_shared"],
        rows: rows.flatMap((row, i) => [...row.cells].slice(1, names.length + 1)
          .map((cell, j) => [names[i], names[j], $("b", cell)?.textContent, $("small", cell)?.textContent])
          .filter((entry, j) => j > i && entry[2])),
      };
    }
    const rows = $$("article.topic .cell").map(cell => {
      const topic = cell.closest(".topic"), expert = cell.id.slice(topic.id.length + 2);
      return { topic, expert, cell };
    }).filter(({ topic, expert }) => kind === "all" || id === (kind === "topic" ? topic.id : `by-${expert}`));
    return {
      columns: ["expert", "topic", "topic_label", "position", "n_claims"],
      rows: rows.map(({ topic, cell }) => [$("h4 bdi", cell).textContent, topic.id.replace("topic-", ""),
        $("h3", topic).textContent, cell.dataset.p, cell.dataset.w.split(" ").length]),
    };
  }

  async function take(kind, svg) {
    const { figure: name, title, link } = svg.dataset;
    const address = location.href.split("#")[0] + link;
    if (kind === "svg") save(`${name}.svg`, "image/svg+xml", alone(svg));
    else if (kind === "png") png(name, alone(svg));
    else if (kind === "csv") save(`${name}.csv`, "text/csv", `\ufeff${csv(behind(svg))}`);
    else if (kind === "link") await copy(address);
    else await copy(`${fill(document.body.dataset.cite, { figure: title })} ${location.protocol === "file:" ? "" : address}`.trim());
  }

  for (const svg of $$("svg[data-figure]")) {
    const menu = $("#take").content.firstElementChild.cloneNode(true);
    menu.firstElementChild.setAttribute("aria-label", `${menu.firstElementChild.textContent}: ${svg.dataset.title}`);
    menu.addEventListener("click", async event => {
      const button = event.target.closest("button");
      if (!button) return;
      await take(button.dataset.take, svg);
      if (!/link|cite/.test(button.dataset.take)) return;
      const text = button.textContent;
      button.textContent = document.body.dataset.copied;
      setTimeout(() => { button.textContent = text; }, 1500);
      button.focus();
    });
    (svg.nextElementSibling?.matches(".narrow") ? svg.nextElementSibling : svg).after(menu);
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
  for (const figure of $$("table.grid, svg.strip, svg.standings, svg.map, #contested, #people, #silence")) {
    const stops = figure.matches("section") ? ".row > summary" : "a";
    const all = $$(stops, figure);
    const links = () => $$(stops, figure).filter(a => a.getClientRects().length);
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

  addEventListener("hashchange", () => follow(false));
  follow(true);
})();
