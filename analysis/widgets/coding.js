// The page of the coding widget. The kernel knows the answers; the page shows one paragraph and sends one answer.

const WAIT_FOR_KERNEL = 5000;
const EASTERN_DIGITS = "٠١٢٣٤٥٦٧٨٩";

function element(tag, css, text) {
  const made = document.createElement(tag);
  if (css) made.className = css;
  if (text !== undefined) made.textContent = text;
  return made;
}

function digitOf(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const place = EASTERN_DIGITS.indexOf(event.key);
  if (place >= 0) return place;
  if (/^[0-9]$/.test(event.key)) return Number(event.key);
  const code = /^(?:Digit|Numpad)([0-9])$/.exec(event.code || "");
  return code && !event.shiftKey ? Number(code[1]) : null;
}

class Page {
  constructor(model, root) {
    this.model = model;
    this.setup = model.get("setup");
    this.drafts = new Map();
    this.root = root;
    this.build();
    this.show();
  }

  // --- what is on the page ---

  build() {
    const { setup } = this;
    const { words } = setup;
    this.font();
    this.root.classList.add("khitab-coding");
    this.root.dir = setup.direction;
    this.root.lang = setup.direction === "rtl" ? "ar" : "en";
    // Jupyter's own shortcuts (1 to 6, Enter, arrows) must not fire while coding.
    this.root.dataset.lmSuppressShortcuts = "true";
    this.head = element("div", "head");
    this.count = element("strong", "count");
    this.bar = element("progress", "bar");
    this.bar.max = setup.total;
    this.who = element("span", "who", `${words.coder}: ${setup.coder}`);
    this.status = element("span", "status");
    this.status.setAttribute("role", "status");
    this.head.append(this.count, this.bar, this.who, this.status);

    this.body = element("div", "body");
    this.left = element("div", "work");
    this.text = element("div", "text");
    this.text.tabIndex = 0;
    this.text.dir = "rtl";
    this.text.lang = "ar";
    this.text.setAttribute("role", "application");
    this.text.setAttribute("aria-label", words.focus);
    this.legend = element("div", "legend");
    this.chips = setup.frames.map((frame, place) => {
      const key = place === setup.frames.length - 1 ? "0" : String(place + 1);
      const chip = element("button", "chip");
      chip.type = "button";
      chip.append(element("kbd", "", key), element("span", "", frame.name));
      chip.style.setProperty("--frame", frame.colour);
      chip.addEventListener("click", () => { this.toggle(place); this.text.focus(); });
      return chip;
    });
    this.legend.append(...this.chips);
    this.note = element("input", "note");
    this.note.placeholder = words.note;
    this.note.dir = "auto";
    this.left.append(this.text, this.legend, this.note, this.keys(words));
    this.body.append(this.left);
    if (setup.codebook) this.body.append(this.codebook(words));
    this.root.append(this.head, this.body);

    this.text.addEventListener("keydown", (event) => this.key(event));
    this.note.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") { event.preventDefault(); this.answer(this.goalAfter()); this.text.focus(); }
      if (event.key === "Escape") { event.preventDefault(); this.text.focus(); }
    });
  }

  font() {
    if (document.querySelector("style[data-khitab-font]")) return;
    const style = element("style");
    style.dataset.khitabFont = "";
    style.textContent = `@font-face{font-family:"Khitab Sans";src:url(${this.setup.font})}`;
    document.head.append(style);
  }

  keys(words) {
    const list = element("div", "keys");
    const rows = [
      ["← →", words.move], ["↑ ↓", words.line], [`1–${this.chips.length - 1}, 0`, words.mark],
      ["Enter", words.next], ["Page Up, Page Down", words.back],
    ];
    for (const [keys, meaning] of rows) {
      const entry = element("span");
      const name = element("kbd", "", keys);
      name.dir = "ltr";
      entry.append(name, ` ${meaning}`);
      list.append(entry);
    }
    return list;
  }

  codebook(words) {
    const details = element("details", "codebook");
    details.open = true;
    details.append(element("summary", "", words.codebook));
    const content = element("div", "rules");
    content.dir = "auto";
    content.innerHTML = this.setup.codebook; // made from Markdown in the kernel, raw HTML escaped
    for (const block of content.querySelectorAll("p, li, h1, h2, h3, td, th")) block.dir = "auto";
    details.append(content);
    return details;
  }

  // --- one paragraph ---

  show() {
    clearTimeout(this.waiting);
    this.waiting = null;
    const state = this.model.get("state");
    this.state = state;
    const draft = this.drafts.get(state.position);
    this.marks = draft ? draft.marks : structuredClone(state.marks);
    this.note.value = draft ? draft.note : state.note;
    this.count.textContent = `${Math.min(state.position + 1, this.setup.total)} / ${this.setup.total}`;
    this.root.dataset.position = state.position;
    this.root.dataset.done = state.done;
    this.root.dataset.reply = state.reply;
    this.bar.value = state.done;
    this.text.replaceChildren();
    this.tokens = [];
    if (state.position >= this.setup.total) {
      this.count.textContent = `${this.setup.total} / ${this.setup.total}`;
      this.text.append(element("p", "complete", this.setup.words.done));
    }
    for (const piece of state.pieces) {
      if (piece.token === null || !/[\p{L}\p{N}]/u.test(piece.text)) {
        this.text.append(piece.text);
        continue;
      }
      const word = element("span", "word", piece.text);
      const place = this.tokens.length;
      word.addEventListener("click", () => { this.go(place); this.text.focus(); });
      this.tokens.push({ number: piece.token, word });
      this.text.append(word);
    }
    this.go(0);
    this.paint();
    const saved = state.saved ? `${this.setup.words.saved} ${new Date(state.saved).toLocaleTimeString("en-GB")}` : "";
    this.tell(state.error || saved, Boolean(state.error));
  }

  go(place) {
    if (!this.tokens.length) return;
    this.at = Math.min(Math.max(place, 0), this.tokens.length - 1);
    this.tokens.forEach((token, i) => token.word.classList.toggle("here", i === this.at));
    const word = this.tokens[this.at].word;
    const inside = this.text.getBoundingClientRect();
    const box = word.getBoundingClientRect();
    if (box.bottom > inside.bottom || box.top < inside.top) word.scrollIntoView({ block: "nearest" });
    this.paintChips();
  }

  line(step) {
    const here = this.tokens[this.at].word.getBoundingClientRect();
    const middle = (box) => (box.left + box.right) / 2;
    let best = null;
    this.tokens.forEach((token, place) => {
      const box = token.word.getBoundingClientRect();
      const down = (box.top - here.top) * step;
      if (down < here.height / 2) return;
      const far = down * 1000 + Math.abs(middle(box) - middle(here));
      if (best === null || far < best.far) best = { far, place };
    });
    if (best) this.go(best.place);
  }

  toggle(place) {
    if (!this.tokens.length) return;
    const frame = this.setup.frames[place];
    if (!frame) return;
    const number = String(this.tokens[this.at].number);
    const before = this.marks[number] || [];
    const unsure = this.setup.frames.at(-1).id;
    let after = before.includes(frame.id) ? before.filter((id) => id !== frame.id) : [...before, frame.id];
    // A token one is unsure of is not scored: it takes no frame beside that.
    if (!before.includes(frame.id)) {
      after = frame.id === unsure ? [unsure] : after.filter((id) => id !== unsure);
    }
    if (after.length) this.marks[number] = after;
    else delete this.marks[number];
    this.paint();
  }

  paint() {
    const colours = Object.fromEntries(this.setup.frames.map((frame) => [frame.id, frame.colour]));
    for (const { number, word } of this.tokens) {
      const labels = this.marks[String(number)] || [];
      word.classList.toggle("marked", labels.length > 0);
      word.style.background = labels.length ? `${colours[labels[0]]}26` : "";
      word.style.boxShadow = labels
        .map((id, place) => `inset 0 ${-(3 + 3 * place)}px ${colours[id]}`).join(", ");
    }
    this.paintChips();
  }

  paintChips() {
    const here = this.tokens.length ? this.marks[String(this.tokens[this.at].number)] || [] : [];
    this.chips.forEach((chip, place) => {
      const on = here.includes(this.setup.frames[place].id);
      chip.classList.toggle("on", on);
      chip.setAttribute("aria-pressed", String(on));
    });
  }

  tell(text, alarm = false) {
    this.status.textContent = text;
    this.status.classList.toggle("alarm", alarm);
  }

  // --- what the coder does ---

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    const last = this.setup.frames.length - 1;
    const digit = digitOf(event);
    const moves = {
      ArrowLeft: () => this.go(this.at + 1),
      ArrowRight: () => this.go(this.at - 1),
      ArrowDown: () => this.line(1),
      ArrowUp: () => this.line(-1),
      Home: () => this.go(0),
      End: () => this.go(this.tokens.length - 1),
      Enter: () => this.answer(this.goalAfter()),
      PageUp: () => this.leave(this.state.position - 1),
      PageDown: () => this.leave(this.state.position + 1),
    };
    if (digit !== null && digit <= last) {
      event.preventDefault();
      this.toggle(digit === 0 ? last : digit - 1);
    } else if (moves[event.key]) {
      event.preventDefault();
      if (this.tokens.length || event.key.startsWith("Page")) moves[event.key]();
    }
  }

  goalAfter() {
    return this.state.position + 1;
  }

  answer(goal) {
    if (this.waiting || this.state.position >= this.setup.total) return;
    this.send({ kind: "answer", position: this.state.position, marks: this.marks, note: this.note.value, goal });
  }

  leave(goal) {
    if (this.waiting || goal < 0 || goal > this.setup.total) return;
    const changed = JSON.stringify(this.marks) !== JSON.stringify(this.state.marks) || this.note.value !== this.state.note;
    if (changed && this.state.saved) this.answer(goal);
    else {
      if (changed) this.drafts.set(this.state.position, { marks: this.marks, note: this.note.value });
      this.send({ kind: "go", position: this.state.position, goal });
    }
  }

  send(message) {
    if (message.kind === "answer") {
      this.tell(this.setup.words.saving);
      this.drafts.set(message.position, { marks: this.marks, note: this.note.value });
    }
    // Nothing moves on before the kernel has said that the answer is on disk.
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.tell(this.setup.words["not saved"], true);
    }, WAIT_FOR_KERNEL);
    this.model.send(message);
    this.sent = message;
  }

  received() {
    const state = this.model.get("state");
    if (this.sent && this.sent.kind === "answer" && !state.error) this.drafts.delete(this.sent.position);
    this.show();
  }
}

function render({ model, el }) {
  const root = element("div");
  el.append(root);
  const page = new Page(model, root);
  const received = () => page.received();
  model.on("change:state", received);
  requestAnimationFrame(() => page.text.focus({ preventScroll: true }));
  return () => {
    clearTimeout(page.waiting);
    model.off("change:state", received);
  };
}

export default { render };
