// The explorer: draws the tables that the kernel counts, and shows the sentences that it sends.
const SVG = "http://www.w3.org/2000/svg";
const SETTLED = 150; // milliseconds without a new choice before intervals are asked for
const WAIT = { view: 20000, sentences: 30000, judge: 30000, intervals: 300000, read: 120000 };
const MOST_ROWS = 30, MOST_PANELS = 24, MOST_TABLE = 500, PANEL = 320;

function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
}

function drawn(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function filled(text, parts) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parts ? String(parts[name]) : whole));
}

function round(value) {
  if (value === null || value === undefined) return "";
  if (value === 0) return "0";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function niceTop(value) {
  if (!(value > 0)) return 1;
  const size = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((step) => step * size).find((top) => top >= value * 1.0001);
}

class Explorer {
  constructor(model, root) {
    this.model = model;
    this.root = root;
    this.setup = model.get("setup");
    this.words = this.setup.words;
    this.rtl = this.setup.direction === "rtl";
    this.asked = 0;
    this.waiting = new Map();
    this.choice = {
      frames: [], tier: "core", by: this.setup.choice.by, over: "", denominator: "words",
      sources: [], since: "", until: "", speakers: [],
    };
    this.rows = [];
    this.cell = null;
    this.names = Object.fromEntries(this.setup.frames.map((frame) => [frame.id, frame.name]));
    this.colours = Object.fromEntries(this.setup.frames.map((frame) => [frame.id, frame.colour]));
    this.received = (message) => this.hear(message);
    model.on("msg:custom", this.received);
    this.build();
    this.refresh();
    this.sizes = new ResizeObserver(() => this.resized());
    this.sizes.observe(this.figure);
  }

  leave() {
    this.model.off("msg:custom", this.received);
    this.sizes.disconnect();
    clearTimeout(this.settling);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
  }

  // --- asking the kernel ---

  ask(kind, more = {}) {
    const id = ++this.asked;
    return new Promise((resolve) => {
      const timer = WAIT[kind] && setTimeout(() => {
        this.waiting.delete(id);
        this.tell(this.words["no answer"], true);
        resolve(null);
      }, WAIT[kind]);
      this.waiting.set(id, { resolve, timer });
      this.model.send({ id, kind, choice: this.choice, ...more });
    });
  }

  hear(message) {
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    this.waiting.delete(message.id);
    clearTimeout(waiting.timer);
    if (message.error) this.tell(message.error, true);
    waiting.resolve(message.error ? null : message);
  }

  tell(text, alarm = false) {
    this.status.textContent = text;
    this.status.classList.toggle("alarm", alarm);
  }

  // --- the page ---

  build() {
    const { root, words } = this;
    if (!document.querySelector("style[data-khitab-font]")) {
      const style = element("style");
      style.dataset.khitabFont = "";
      style.textContent = `@font-face{font-family:"Khitab Sans";src:url(${this.setup.font})}`;
      document.head.append(style);
    }
    root.classList.add("khitab-explorer");
    root.dir = this.setup.direction;
    root.lang = this.rtl ? "ar" : "en";
    root.dataset.lmSuppressShortcuts = "true"; // Jupyter's own keys must not fire here
    root.setAttribute("role", "region");
    root.setAttribute("aria-label", words.title);
    const head = element("div", "head");
    this.summary = element("span", "summary");
    this.leftOut = element("button", "left-out");
    this.leftOut.type = "button";
    this.leftOut.hidden = true;
    this.leftOut.addEventListener("click", () => this.open(null));
    this.status = element("span", "status");
    this.status.setAttribute("role", "status");
    head.append(element("strong", "", words.title), this.summary, this.leftOut, this.status);
    this.figure = element("div", "chart");
    this.figure.setAttribute("role", "group");
    this.figure.addEventListener("keydown", (event) => this.chartKey(event));
    this.caption = element("p", "caption");
    this.numbers = element("details", "numbers");
    this.numbers.append(element("summary", "", words.numbers), element("div", "scroll"));
    this.numbers.addEventListener("toggle", () => this.table());
    this.passages = element("section", "passages");
    this.passages.hidden = true;
    this.article = element("section", "article");
    this.article.hidden = true;
    this.article.addEventListener("keydown", (event) => this.articleKey(event));
    this.origin = element("p", "provenance", this.setup.provenance.join(" · "));
    root.append(head, this.controls(), this.figure, this.caption, this.numbers, this.codeBox(), this.passages, this.article, this.origin);
  }

  controls() {
    const { words, setup } = this;
    const box = element("div", "controls");
    const chips = element("div", "frames");
    chips.setAttribute("role", "group");
    chips.setAttribute("aria-label", words.frames);
    const every = this.button("chip every", words["all frames"], () => { this.choice.frames = []; this.changed(); });
    this.chips = setup.frames.map((frame) => {
      const chip = this.button("chip", frame.name, () => this.toggleFrame(frame.id));
      chip.style.setProperty("--frame", frame.colour);
      chip.dataset.frame = frame.id;
      return chip;
    });
    this.every = every;
    chips.append(every, ...this.chips);
    const row = element("div", "row");
    if (setup.groups.length) row.append(this.select("by", words.by, [{ id: "", name: words["no groups"] }, ...setup.groups]));
    if (setup.periods.length) row.append(this.select("over", words.over, [{ id: "", name: words["no time"] }, ...setup.periods]));
    row.append(
      this.select("tier", words.tier, setup.tiers),
      this.select("denominator", words.denominator, ["words", "tokens"].map((id) => ({ id, name: words[id] }))),
    );
    box.append(chips, row, this.filters());
    return box;
  }

  filters() {
    const { words, setup } = this;
    const details = element("details", "filters");
    details.append(element("summary", "", words.filters));
    const inside = element("div", "inside");
    if (setup.sources.length) inside.append(this.checks("sources", words.sources, setup.sources.map((id) => ({ id, name: id }))));
    if (setup.days.length) {
      const days = element("div", "days");
      for (const name of ["since", "until"]) {
        const label = element("label", "", `${words[name]} `);
        const input = element("input");
        input.type = "date";
        [input.min, input.max] = setup.days;
        input.dataset.choice = name;
        input.addEventListener("change", () => { this.choice[name] = input.value; this.changed(); });
        label.append(input);
        days.append(label);
      }
      inside.append(days);
    }
    const speakers = element("div", "speakers");
    const find = this.button("find", words["find speakers"], async () => {
      find.disabled = true;
      this.tell(words.seeking);
      const found = await this.ask("voices");
      find.disabled = false;
      if (!found) return;
      this.tell("");
      const named = found.speakers.map(({ id, n }) => ({ id, name: `${setup.names[id] || id} (${n})` }));
      speakers.replaceChildren(this.checks("speakers", words.speakers, named));
    });
    speakers.append(find, element("span", "hint", words["speakers take"]));
    inside.append(speakers);
    details.append(inside);
    return details;
  }

  button(css, text, act) {
    const made = element("button", css, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  select(name, title, options) {
    const label = element("label", "", `${title} `);
    const list = element("select");
    list.dataset.choice = name;
    for (const { id, name: shown } of options) {
      const option = element("option", "", shown);
      option.value = id;
      option.selected = id === this.choice[name];
      list.append(option);
    }
    list.addEventListener("change", () => { this.choice[name] = list.value; this.changed(); });
    label.append(list);
    return label;
  }

  checks(name, title, options) {
    const box = element("fieldset", "checks");
    box.append(element("legend", "", title));
    const list = element("div", "list");
    for (const { id, name: shown } of options) {
      const label = element("label");
      const input = element("input");
      input.type = "checkbox";
      input.value = id;
      input.checked = this.choice[name].includes(id);
      input.addEventListener("change", () => {
        const others = this.choice[name].filter((other) => other !== id);
        this.choice[name] = input.checked ? [...others, id] : others;
        this.changed();
      });
      const text = element("bdi", "", shown);
      label.append(input, text);
      list.append(label);
    }
    box.append(list);
    return box;
  }

  codeBox() {
    const box = element("div", "code");
    this.code = element("pre");
    this.code.dir = "ltr";
    this.code.hidden = true;
    const copy = this.button("copy", this.words.code, async () => {
      this.code.hidden = false;
      try {
        await navigator.clipboard.writeText(this.code.textContent);
        this.tell(this.words.copied);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(this.code);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        this.tell(this.words["copy it"]);
      }
    });
    box.append(copy, this.code);
    return box;
  }

  toggleFrame(id) {
    const { frames } = this.choice;
    const order = this.setup.frames.map((frame) => frame.id);
    const after = frames.includes(id) ? frames.filter((other) => other !== id) : [...frames, id];
    this.choice.frames = order.filter((frame) => after.includes(frame));
    this.changed();
  }

  changed() {
    this.cell = null;
    this.passages.hidden = true;
    this.article.hidden = true;
    this.refresh();
  }

  async refresh() {
    clearTimeout(this.settling);
    const turn = (this.turn = (this.turn || 0) + 1);
    this.paintChips();
    const view = await this.ask("view");
    if (!view || turn !== this.turn) return;
    this.rows = view.rows;
    this.method = "";
    this.scale = view.scale;
    this.summary.textContent = view.summary;
    this.leftOut.hidden = !view.left_out;
    this.leftOut.textContent = filled(this.words["left out"], { n: view.left_out });
    this.code.textContent = view.code;
    this.draw();
    this.root.dataset.turn = turn;
    // Intervals resample documents; they come after the bars, once the choice has stood still.
    this.settling = setTimeout(async () => {
      this.caption.textContent = `${this.scale} · ${this.words["intervals come"]}`;
      const found = await this.ask("intervals");
      if (!found || turn !== this.turn) return;
      this.rows = found.rows;
      this.method = found.method;
      this.draw();
      this.root.dataset.intervals = turn;
    }, SETTLED);
  }

  paintChips() {
    const { frames } = this.choice;
    this.every.setAttribute("aria-pressed", String(!frames.length));
    for (const chip of this.chips) {
      chip.setAttribute("aria-pressed", String(frames.includes(chip.dataset.frame)));
      chip.classList.toggle("shown", !frames.length || frames.includes(chip.dataset.frame));
    }
  }

  // --- the chart ---

  resized() {
    const width = this.figure.clientWidth;
    if (Math.abs(width - (this.width || 0)) > 8 && this.rows.length) this.draw();
  }

  draw() {
    const focused = this.marks ? this.marks.findIndex((mark) => mark === document.activeElement) : -1;
    this.width = this.figure.clientWidth || 600;
    this.marks = [];
    const highest = Math.max(0, ...this.rows.map((row) => row.high ?? row.rate ?? 0));
    this.top = niceTop(highest);
    this.cut = null;
    const panels = this.choice.over ? this.linePanels() : this.barPanels();
    this.figure.replaceChildren(...panels);
    if (!this.rows.length || !this.rows.some((row) => row.denominator > 0)) {
      this.figure.replaceChildren(element("p", "nothing", this.words["none here"]));
    }
    this.marks.forEach((mark, place) => mark.setAttribute("tabindex", place === Math.max(focused, 0) ? "0" : "-1"));
    if (focused >= 0 && this.marks[focused]) this.marks[focused].focus({ preventScroll: true });
    const cut = this.cut ? [filled(this.words["some shown"], this.cut)] : [];
    this.caption.textContent = [this.scale, this.method, ...cut, this.words.keys].filter(Boolean).join(" · ");
    this.table();
  }

  grid(panels) {
    const columns = Math.max(1, Math.min(panels, Math.floor(this.width / PANEL)));
    this.figure.style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`;
    return (this.width - 16 * (columns - 1)) / columns;
  }

  panel(title, colour, svg) {
    const box = element("div", "panel");
    if (title) {
      const name = element("p", "name");
      name.append(element("bdi", "", title));
      if (colour) name.style.setProperty("--frame", colour);
      if (colour) name.classList.add("of-frame");
      box.append(name);
    }
    box.append(svg);
    return box;
  }

  barPanels() {
    const grouped = Boolean(this.choice.by);
    if (!grouped) return [this.panel("", "", this.bars(this.rows, this.grid(1), (row) => this.names[row.frame]))];
    const frames = [...new Set(this.rows.map((row) => row.frame))];
    const width = this.grid(frames.length);
    return frames.map((frame) => {
      const all = this.rows.filter((row) => row.frame === frame);
      const rows = all.slice(0, MOST_ROWS);
      if (rows.length < all.length) this.cut = { shown: rows.length, total: all.length };
      return this.panel(this.names[frame], this.colours[frame], this.bars(rows, width, (row) => row.values[0]));
    });
  }

  bars(rows, width, name) {
    const height = 42, end = 92;
    const svg = this.sheet(width, rows.length * height + 4);
    const long = width - end;
    const at = (value) => (this.rtl ? width - (value / this.top) * long : (value / this.top) * long);
    rows.forEach((row, place) => {
      const y = place * height;
      const group = this.mark(row);
      const rate = row.rate ?? 0;
      const x = Math.min(at(0), at(rate));
      group.append(
        drawn("rect", { x: 0, y, width, height: height - 2, class: "touch" }),
        this.text(name(row), this.rtl ? width : 0, y + 14, "label"),
        drawn("rect", { x, y: y + 20, width: Math.max(Math.abs(at(rate) - at(0)), 1), height: 14, class: "bar" }),
      );
      let far = rate;
      if (row.low !== null && row.low !== undefined) {
        far = Math.max(rate, row.high);
        const middle = y + 27;
        const [low, high] = [at(row.low), at(row.high)];
        group.append(drawn("path", { d: `M${low} ${middle - 4}v8M${low} ${middle}H${high}M${high} ${middle - 4}v8`, class: "interval" }));
      }
      const said = row.rate === null ? "–" : `${round(row.rate)} (${row.n.toLocaleString("en")})`;
      group.append(this.text(said, at(far) + (this.rtl ? -6 : 6), y + 31, "value", this.rtl ? "end" : "start", "ltr"));
      svg.append(group);
    });
    return svg;
  }

  linePanels() {
    const over = this.choice.by && this.choice.by !== this.choice.over ? 1 : 0;
    const groups = over ? [...new Set(this.rows.map((row) => row.values[0]))] : [""];
    const shown = groups.slice(0, MOST_PANELS);
    if (shown.length < groups.length) this.cut = { shown: shown.length, total: groups.length };
    const periods = [...new Set(this.rows.map((row) => row.values[over]))].sort();
    const width = this.grid(shown.length);
    return shown.map((group) => {
      const rows = over ? this.rows.filter((row) => row.values[0] === group) : this.rows;
      return this.panel(group, "", this.lines(rows, periods, over, width));
    });
  }

  lines(rows, periods, over, width) {
    const height = 240, foot = 26, edge = 38;
    const svg = this.sheet(width, height);
    const inner = width - edge - 14;
    const x = (period) => {
      const share = periods.length > 1 ? periods.indexOf(period) / (periods.length - 1) : 0.5;
      return this.rtl ? 14 + inner * (1 - share) : edge + inner * share;
    };
    const y = (value) => 10 + (height - foot - 10) * (1 - value / this.top);
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const value = this.top * share;
      svg.append(
        drawn("path", { d: `M${this.rtl ? 8 : edge - 6} ${y(value)}H${this.rtl ? width - edge + 6 : width - 8}`, class: "grid" }),
        this.text(round(value).replace(/\.?0+$/, "") || "0", this.rtl ? width - edge + 10 : edge - 10, y(value) + 4, "tick", this.rtl ? "start" : "end", "ltr"),
      );
    }
    const every = Math.max(1, Math.ceil((periods.length * 84) / inner));
    periods.forEach((period, place) => {
      if (place % every) return;
      svg.append(this.text(period, x(period), height - 8, "tick", "middle", "ltr"));
    });
    const frames = [...new Set(rows.map((row) => row.frame))];
    const withIntervals = frames.length <= 3;
    for (const frame of frames) {
      const own = rows.filter((row) => row.frame === frame && row.rate !== null);
      const path = own.map((row, place) => {
        const joined = place && periods.indexOf(row.values[over]) - periods.indexOf(own[place - 1].values[over]) === 1;
        return `${joined ? "L" : "M"}${x(row.values[over])} ${y(row.rate)}`;
      }).join("");
      const line = drawn("path", { d: path, class: "line" });
      line.style.setProperty("--frame", this.colours[frame]);
      svg.append(line);
    }
    for (const row of rows) {
      if (row.rate === null) continue;
      const [cx, cy] = [x(row.values[over]), y(row.rate)];
      const group = this.mark(row);
      if (withIntervals && row.low !== null && row.low !== undefined) {
        group.append(drawn("path", { d: `M${cx} ${y(row.low)}V${y(row.high)}`, class: "reach" }));
      }
      group.append(
        drawn("circle", { cx, cy, r: 9, class: "touch" }),
        drawn("circle", { cx, cy, r: row.n ? 4 : 2.5, class: "point" }),
      );
      svg.append(group);
    }
    return svg;
  }

  sheet(width, height) {
    return drawn("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "group" });
  }

  text(said, x, y, css, anchor = "start", direction = this.setup.direction) {
    return drawn("text", { x, y, class: css, "text-anchor": anchor, direction }, said);
  }

  mark(row) {
    const group = drawn("g", { class: "mark", role: "button" });
    const interval = row.low === null || row.low === undefined ? "" : ` [${round(row.low)}–${round(row.high)}]`;
    const said = `${[...row.values, this.names[row.frame]].join("، ")}: ${round(row.rate)}${interval} (${row.n})`;
    group.setAttribute("aria-label", said);
    group.style.setProperty("--frame", this.colours[row.frame]);
    group.dataset.frame = row.frame;
    group.dataset.values = JSON.stringify(row.values);
    group.append(drawn("title", {}, row.note ? `${said}\n${row.note}` : said));
    group.addEventListener("click", () => this.open(row));
    this.marks.push(group);
    return group;
  }

  chartKey(event) {
    const at = this.marks.indexOf(event.target);
    if (at < 0) return;
    event.stopPropagation();
    const ahead = this.rtl && this.choice.over ? "ArrowLeft" : "ArrowRight";
    const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: ahead === "ArrowRight" ? 1 : -1, ArrowLeft: ahead === "ArrowLeft" ? 1 : -1 };
    let goal = null;
    if (event.key in steps) goal = at + steps[event.key];
    if (event.key === "Home") goal = 0;
    if (event.key === "End") goal = this.marks.length - 1;
    if (goal !== null) {
      event.preventDefault();
      goal = Math.min(Math.max(goal, 0), this.marks.length - 1);
      this.marks[at].setAttribute("tabindex", "-1");
      this.marks[goal].setAttribute("tabindex", "0");
      this.marks[goal].focus();
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
  }

  // --- the table ---

  table() {
    const place = this.numbers.querySelector(".scroll");
    if (!this.numbers.open) { place.replaceChildren(); return; }
    const { words } = this;
    const columns = [...new Set([this.choice.by, this.choice.over].filter(Boolean))];
    const known = Object.fromEntries([...this.setup.groups, ...this.setup.periods].map(({ id, name }) => [id, name]));
    const table = element("table");
    const head = element("tr");
    for (const name of [...columns.map((id) => known[id] || id), words.frame, words.rate, words.interval, words.hits, words.size, words.documents, words.note]) {
      const cell = element("th", "", name);
      cell.scope = "col";
      head.append(cell);
    }
    const top = element("thead");
    top.append(head);
    const body = element("tbody");
    for (const row of this.rows.slice(0, MOST_TABLE)) {
      const line = element("tr");
      for (const value of row.values) line.append(this.plain(value));
      const frame = this.plain(this.names[row.frame]);
      frame.style.setProperty("--frame", this.colours[row.frame]);
      frame.className = "frame";
      const open = this.button("open", row.n.toLocaleString("en"), () => this.open(row));
      open.setAttribute("aria-label", filled(words.open, { n: `${this.names[row.frame]} ${row.values.join(" ")}: ${row.n}` }));
      const hits = element("td", "number");
      hits.append(open);
      const low = row.low === null || row.low === undefined ? "" : `${round(row.low)}–${round(row.high)}`;
      line.append(
        frame, element("td", "number", round(row.rate)), element("td", "number", low), hits,
        element("td", "number", row.denominator.toLocaleString("en")),
        element("td", "number", `${row.documents_with} / ${row.documents}`),
      );
      const note = element("td", "said");
      note.append(element("bdi", "", row.note));
      line.append(note);
      body.append(line);
    }
    table.append(top, body);
    place.replaceChildren(table);
    if (this.rows.length > MOST_TABLE) {
      place.append(element("p", "hint", filled(words["some shown"], { shown: MOST_TABLE, total: this.rows.length })));
    }
  }

  plain(text) {
    const cell = element("td");
    cell.append(element("bdi", "", text));
    return cell;
  }

  // --- the sentences ---

  open(row) {
    this.cell = row ? { frame: row.frame, values: row.values } : null;
    this.cellName = row ? [...row.values, this.names[row.frame]].join(" · ") : filled(this.words["left out"], { n: "" }).replace(/[:：]\s*$/, "");
    this.wish = { order: (this.wish && this.wish.order) || "text", query: "", first: 0 };
    for (const mark of this.marks) {
      mark.classList.toggle("open", Boolean(row) && mark.dataset.frame === row.frame && mark.dataset.values === JSON.stringify(row.values));
    }
    this.page(true);
  }

  async page(focus = false) {
    const found = await this.ask("sentences", { cell: this.cell, ...this.wish });
    if (!found) return;
    const { words } = this;
    this.wish.first = found.first;
    const head = element("div", "passages-head");
    const title = element("h3", "", this.cellName);
    title.tabIndex = -1;
    const orders = ["text", "newest", "oldest", "source", "term"].filter((id) => (id !== "source" || this.setup.sources.length) && (!/est$/.test(id) || this.setup.days.length));
    const label = element("label", "", `${words.order} `);
    const list = element("select", "order");
    for (const id of orders) {
      const option = element("option", "", words[id]);
      option.value = id;
      option.selected = id === this.wish.order;
      list.append(option);
    }
    list.addEventListener("change", () => { Object.assign(this.wish, { order: list.value, first: 0 }); this.page(); });
    label.append(list);
    const search = element("input", "search");
    search.type = "search";
    search.dir = "auto";
    search.placeholder = words.search;
    search.setAttribute("aria-label", words.search);
    search.value = this.wish.query;
    search.addEventListener("change", () => { Object.assign(this.wish, { query: search.value, first: 0 }); this.page(); });
    head.append(title, label, search, this.turns(found), this.button("close", words.close, () => { this.passages.hidden = true; this.backToChart(); }));
    const lines = element("ol");
    lines.append(...found.rows.map((row) => this.sentence(row)));
    const nothing = found.rows.length ? [] : [element("p", "nothing", words["none here"])];
    this.passages.replaceChildren(head, lines, ...nothing, ...(found.rows.length > 4 ? [this.turns(found)] : []));
    this.passages.hidden = false;
    if (focus) title.focus({ preventScroll: true });
    if (focus) this.passages.scrollIntoView({ block: "nearest" });
  }

  backToChart() {
    const open = this.marks.find((mark) => mark.classList.contains("open")) || this.marks[0];
    if (open) open.focus();
  }

  turns(found) {
    const { words } = this;
    const size = 10;
    const box = element("span", "turns");
    const last = Math.min(found.first + size, found.total);
    const move = (step) => { this.wish.first = found.first + step * size; this.page(true); };
    const back = this.button("previous", words.previous, () => move(-1));
    const on = this.button("next", words.next, () => move(1));
    back.disabled = found.first === 0;
    on.disabled = last >= found.total;
    box.append(back, element("bdi", "range", found.total ? filled(words.range, { first: found.first + 1, last, total: found.total }) : "0"), on);
    return box;
  }

  sentence(row) {
    const { words } = this;
    const item = element("li");
    item.dataset.hit = row.hit;
    const text = element("p", "sentence");
    text.dir = "rtl";
    text.lang = "ar";
    for (const piece of row.pieces) {
      const frames = piece.hit ? [row.frame, ...piece.frames.filter((id) => id !== row.frame)] : piece.frames;
      if (!frames.length) { text.append(piece.text); continue; }
      const mark = element("mark", piece.hit ? "hit" : "", piece.text);
      mark.style.setProperty("--frame", this.colours[frames[0]]);
      mark.title = frames.map((id) => this.names[id] || id).join("، ");
      text.append(mark);
    }
    const about = element("p", "about");
    const parts = [row.source, row.date].filter(Boolean).map((said) => element("bdi", "", said));
    if (/^https?:\/\//.test(row.url || "")) {
      const link = element("a");
      link.href = row.url;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      link.append(element("bdi", "", row.title || row.url));
      parts.push(link);
    } else if (row.title) parts.push(element("bdi", "", row.title));
    parts.push(element("bdi", "", row.doc_id), element("span", "", `${words.paragraph} ${row.paragraph}`), element("bdi", "", `${words.term}: ${row.term}`));
    parts.forEach((part, place) => about.append(...(place ? [" · "] : []), part));
    item.append(text, about, this.judging(row, item));
    return item;
  }

  judging(row, item) {
    const { words } = this;
    const box = element("div", "judging");
    box.append(this.button("read", words.read, () => this.read(row.doc_id)));
    if (row.judged) {
      item.classList.add(row.judged);
      const said = row.judged === "right" ? words["judged right"] : filled(words["judged wrong"], { reason: row.reason });
      box.append(element("span", "said", said), this.button("back", words["take back"], () => this.judge(row, null, "")));
      return box;
    }
    const wrong = this.button("wrong", words.wrong, () => {
      const form = element("form", "why");
      const reason = element("input");
      reason.placeholder = words.reason;
      reason.setAttribute("aria-label", words.reason);
      reason.dir = "auto";
      reason.required = true;
      const send = element("button", "send", words["leave out"]);
      send.type = "submit";
      const cancel = this.button("cancel", words.cancel, () => { form.remove(); wrong.hidden = false; wrong.focus(); });
      form.append(reason, send, cancel);
      form.addEventListener("submit", (event) => { event.preventDefault(); this.judge(row, false, reason.value); });
      form.addEventListener("keydown", (event) => { event.stopPropagation(); if (event.key === "Escape") cancel.click(); });
      wrong.hidden = true;
      box.append(form);
      reason.focus();
    });
    box.append(this.button("right", words.right, () => this.judge(row, true, "")), wrong);
    return box;
  }

  async judge(row, right, reason) {
    const reply = await this.ask("judge", { hit: row.hit, right, reason });
    if (!reply) return;
    this.tell(filled(this.words.saved, { file: reply.saved }));
    await this.refresh();
    await this.page(true);
  }

  // --- the article ---

  async read(docId) {
    this.tell(this.words.seeking);
    const found = await this.ask("read", { doc_id: docId });
    if (!found) return;
    this.tell("");
    const close = this.button("close", this.words.close, () => { this.article.hidden = true; });
    const text = element("div");
    text.innerHTML = found.html; // made in the kernel, where every text is escaped
    this.article.replaceChildren(close, text);
    this.article.hidden = false;
    this.article.scrollIntoView({ block: "nearest" });
    close.focus({ preventScroll: true });
  }

  articleKey(event) {
    event.stopPropagation();
    if (event.key === "Escape") this.article.hidden = true;
    const word = event.target.closest && event.target.closest(".word");
    const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!word || !step) return;
    event.preventDefault();
    const all = [...this.article.querySelectorAll(".word")];
    const next = all[all.indexOf(word) + step];
    if (next) next.focus();
  }
}

function render({ model, el }) {
  const root = element("div");
  el.append(root);
  const page = new Explorer(model, root);
  return () => page.leave();
}

export default { render };
