// What a reader may change: its state, the sentences that react, the base of the figures.
// A figure is like explorables/surprise.js: its model computes the snippet's names from some
// of them, begin() says what may change and adds what stands still, draw(values) moves the
// rest, inWords() says it aloud. A value is a number, a list of them or a word, in the
// address under one key, snippet.name=0.2,0.8, and taken or refused as a whole.
const explorables = (() => {
  const { written } = arithmetic;
  const HELP = "Drag the number, or type another.";
  const REFUSED = "The address holds an impossible state, so the executed values are shown.";
  const models = {}; // by name, what computes a snippet's names from its inputs
  const labels = {}; // what its inputs are called, by model and name
  const inputs = new Map(); // "match.china" -> where it starts, its value, what is possible
  const refused = new Set(); // the snippets of which the address asks what cannot be
  const views = []; // what shows a state, to be called when it changes

  const query = new URLSearchParams(location.search);
  const paper = matchMedia("print"); // there figure and sentence are as executed
  let writing, telling;

  const isIn = ([low, high]) => (x) => x >= low && x <= high;
  const isDistribution = (p) =>
    p.every(isIn([0, 1])) && Math.abs(p.reduce((sum, p_k) => sum + p_k) - 1) < 1e-6;

  const snippetOf = (key) => key.split(".")[0];
  const get = (key) => inputs.get(key).value;
  const isChanged = (key) => String(get(key)) !== String(inputs.get(key).start);

  /** What the address says, if it has the shape of the executed value. */
  function read(text, start, sizes) {
    if (typeof start === "string") return text;
    const numbers = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
    if (!sizes.includes(numbers.length) || numbers.some(Number.isNaN)) return null;
    return Array.isArray(start) ? numbers : numbers[0];
  }

  function allow(key, start, possible, sizes = [[start].flat().length]) {
    if (inputs.has(key)) return;
    const asked = query.has(key) ? read(query.get(key), start, sizes) : start;
    const taken = asked !== null && possible(asked);
    if (!taken) refused.add(snippetOf(key));
    inputs.set(key, { start, value: taken ? asked : start, possible });
  }

  /** What the address asks of a snippet here that has no such input, or no longer. */
  function refuseUnknown() {
    const known = new Set([...inputs.keys()].map(snippetOf));
    for (const key of [...query.keys()])
      if (!inputs.has(key) && key.includes(".") && known.has(snippetOf(key))) {
        refused.add(snippetOf(key));
        query.delete(key);
      }
    for (const [key, input] of inputs)
      if (refused.has(snippetOf(key))) input.value = input.start;
  }

  function write() {
    for (const key of inputs.keys())
      if (isChanged(key)) query.set(key, get(key));
      else query.delete(key);
    const search = query.size ? `?${query}`.replaceAll("%2C", ",") : "";
    try {
      history.replaceState(history.state, "", location.pathname + search + location.hash);
    } catch {} // where the address may not change, everything else works all the same
    for (const link of document.querySelectorAll("a.language")) link.search = search;
  }

  function show() {
    for (const view of views) view();
    clearTimeout(writing);
    writing = setTimeout(write, 150); // a browser refuses to do it at every step
  }

  function set(key, value) {
    const input = inputs.get(key);
    if (!input.possible(value)) return;
    input.value = value;
    refused.delete(snippetOf(key));
    show();
  }

  function reset(keys) {
    for (const key of keys) set(key, inputs.get(key).start);
  }

  // One voice for the page, which waits until the reader pauses.
  const voice = document.createElement("p");
  voice.className = "explorable-voice";
  voice.setAttribute("aria-live", "polite");

  function tell(words) {
    clearTimeout(telling);
    telling = setTimeout(() => { voice.textContent = words; }, 500);
  }

  /** The executed values by name, where rounds[0] is a part of the list rounds. */
  function startOf(box) {
    const start = {};
    for (const { name, value } of JSON.parse(box.dataset.start)) {
      const path = name.match(/\w+/g);
      const last = path.pop();
      path.reduce((list, part) => (list[part] ??= []), start)[last] = Number(value);
    }
    return start;
  }

  const pick = (values, name) => name.match(/\w+/g).reduce((list, part) => list[part], values);

  /** What the model computes of a snippet: as executed where nothing was changed. */
  function computed(model, snippet, start) {
    const given = {};
    let changed = false;
    for (const name in start) {
      const key = `${snippet}.${name}`;
      given[name] = inputs.has(key) ? get(key) : start[name];
      changed ||= inputs.has(key) && isChanged(key);
    }
    return changed ? { ...given, ...models[model](given) } : given;
  }

  function element(tag, attributes, ...inside) {
    const svg = /^(svg|g|path|circle|line|rect|text)$/.test(tag);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...inside);
    return made;
  }

  function button(words, press) {
    const made = element("button", { type: "button", class: "explorable-button" }, words);
    made.addEventListener("click", press);
    return made;
  }

  function resetButton(words, snippet, keys) {
    const made = button(words, () => {
      reset(keys);
      tell(words);
    });
    made.classList.add("explorable-reset");
    views.push(() => made.setAttribute("aria-disabled", !keys.some(isChanged) && !refused.has(snippet)));
    return made;
  }

  const fill = (words, numbers) => numbers.reduce((text, number) => text.replace("{}", number), words);
  const asking = (words, ends) => fill(words["Type a number from {} to {}."], ends);

  /** From values to places along an axis, and back with .value. */
  function scale(values, places) {
    const [[low, high], [from, to]] = [values, places];
    const place = (x) => from + ((x - low) / (high - low)) * (to - from);
    const value = (at) => low + ((at - from) / (to - from)) * (high - low);
    return Object.assign(place, { value, places });
  }

  /** A figure in place of the one that the build drew; each kind says how it draws. */
  class Explorable extends HTMLElement {
    connectedCallback() {
      if (this.words) return; // moved, not made
      this.words = JSON.parse(this.dataset.words);
      this.snippet = this.dataset.snippet;
      this.start = startOf(this);
      this.keys = [];
      this.drawn = this.querySelector(".figure > svg");
      this.picture = element("svg",
        { viewBox: this.drawn.getAttribute("viewBox"), role: "img", class: "explorable-live" });
      this.result = element("output", {});
      this.origin = element("small", {});
      this.panel = element("div", { class: "explorable-controls" });
      this.begin();
      views.push(() => this.view());
      this.view();
      this.drawn.after(this.picture);
      this.append(this.panel);
      this.classList.add("live"); // last, since after a fault the figure drawn has to stand
    }

    view() {
      this.draw(computed(this.dataset.model, this.snippet, this.start));
      this.picture.setAttribute("aria-label", this.inWords());
      this.origin.textContent = this.fault || this.say(refused.has(this.snippet) ? REFUSED
        : this.keys.some(isChanged) ? "Computed in your browser." : "As the build computed it.");
    }

    key(name) { return `${this.snippet}.${name}`; }

    /** Let a name be changed, the snippet's or one with a start, or sizes, of its own. */
    allow(name, possible, start = this.start[name], sizes) {
      this.keys.push(this.key(name));
      allow(this.key(name), start, possible, sizes);
    }

    get(name) { return get(this.key(name)); }

    change(name, value) {
      set(this.key(name), value);
      tell(this.inWords());
    }

    say(label, ...numbers) { return fill(this.words[label], numbers); }

    bits(x) {
      const number = written(x, ".3g");
      return this.say(number === "1" ? "{} bit" : "{} bits", number);
    }

    /** Where the axes of the figure stand, or those of its part n. */
    frame(n = 0) {
      const path = this.drawn.querySelectorAll('path[style="fill: none"]')[n + 1];
      const [left, bottom, right, , , top] = path.getAttribute("d").match(/[\d.]+/g).map(Number);
      return { left, right, bottom, top };
    }

    path(d, role, style = "") {
      return element("path", { d, style: `fill: none; stroke: var(--fig-${role}); ${style}` });
    }

    text(x, y, words, anchor = "middle", role = "muted", weight = "normal") {
      return element("text", { x, y,
        style: `text-anchor: ${anchor}; fill: var(--fig-${role}); font-weight: ${weight}` }, words);
    }

    mark(role, r = 4, fill = role) {
      return element("circle", { r,
        style: `fill: var(--fig-${fill}); stroke: var(--fig-${role}); stroke-width: 1.6` });
    }

    /** Lines and ticks of the sides that are given: ticks, as values or [value, words],
        and a label; the right side may have a scale of its own. */
    axes(x, y, { bottom = {}, left = {}, right }) {
      const [[x_0, x_1], [y_0, y_1]] = [x.places, y.places];
      const { width, height } = this.picture.viewBox.baseVal;
      const frame = this.path(`M${x_0} ${y_1}V${y_0}H${x_1}${right ? `V${y_1}` : ""}`, "muted");
      const made = element("g", { class: "explorable-axes" }, frame);
      const ticks = ({ ticks = [] } = {}, place) => {
        for (const tick of ticks) {
          const [value, words = value] = [tick].flat();
          const [at_x, at_y, dx, dy, anchor] = place(value);
          const label = this.text(at_x + 2.17 * dx, at_y + (dy ? 14.1 : 3.8), words, anchor);
          label.style.fontSize = "10px";
          made.append(this.path(`M${at_x} ${at_y}l${dx} ${dy}`, "muted"), label);
        }
      };
      ticks(bottom, (value) => [x(value), y_0, 0, 3, "middle"]);
      ticks(left, (value) => [x_0, y(value), -3, 0, "end"]);
      ticks(right, (value) => [x_1, (right.scale ?? y)(value), 3, 0, "start"]);
      const label = (at_x, at_y, { label } = {}, turn = "") => {
        if (!label) return;
        const words = this.text(at_x, at_y, label);
        if (turn) words.setAttribute("transform", `rotate(-90 ${at_x} ${at_y})`);
        made.append(words);
      };
      label((x_0 + x_1) / 2, height - 5.65, bottom);
      label(12, (y_0 + y_1) / 2, left, "turn");
      label(width - 5.65, (y_0 + y_1) / 2, right, "turn");
      return made;
    }

    /** Let the pointer drag: grab says from where it went down what its moves do. */
    follow(grab) {
      let move;
      const placeOf = (event) => {
        const box = this.picture.getBoundingClientRect();
        const length = this.picture.viewBox.baseVal.width / box.width;
        return [(event.clientX - box.left) * length, (event.clientY - box.top) * length];
      };
      this.picture.addEventListener("pointerdown", (event) => {
        if (event.button) return;
        move = grab(...placeOf(event));
        if (!move) return;
        this.picture.setPointerCapture(event.pointerId);
        // A finger may be about to scroll, which the browser tells by a cancel.
        if (event.pointerType === "mouse") move(...placeOf(event));
      });
      for (const type of ["pointermove", "pointerup"])
        this.picture.addEventListener(type, (event) => {
          if (this.picture.hasPointerCapture(event.pointerId)) move(...placeOf(event));
        });
    }

    controls(...parts) {
      const foot = element("div", { class: "explorable-row" },
        element("p", {}, this.result, " ", this.origin),
        resetButton(this.say("Reset"), this.snippet, this.keys));
      this.panel.append(...parts.flat(), foot);
    }

    row(...parts) { return element("div", { class: "explorable-row" }, ...parts.flat()); }

    button(words, press) { return button(words, press); }

    slider({ along, ...given }) {
      const slider = this.input("range", given);
      if (along) {
        const { width } = this.picture.viewBox.baseVal;
        const [from, to] = given.range.map((end) => (along(end) / width) * 100);
        slider.style.margin = `0 calc(${100 - to}% - 0.4rem) 0 calc(${from}% - 0.4rem)`;
        slider.style.width = `calc(${to - from}% + 0.8rem)`;
      }
      return [slider, this.row(this.field(given))];
    }

    field(given) { return element("label", {}, `${given.label} `, this.input("number", given)); }

    input(type, { label, range, step, value, change, says }) {
      const [min, max] = range;
      const made = element("input", { type, min, max, step: type === "range" ? step : "any",
        required: "", inputmode: "decimal", "aria-label": label });
      const shown = () => String(Number(value().toPrecision(6)));
      const settle = () => {
        this.fault = "";
        made.value = shown();
        this.view();
      };
      made.addEventListener("input", () => {
        const x = made.valueAsNumber; // NaN if it is no number
        this.fault = isIn(range)(x) ? "" : asking(this.words, range);
        if (!this.fault) change(x);
        else tell(this.fault);
        this.view();
      });
      for (const end of ["blur", "change"]) made.addEventListener(end, settle);
      if (type === "number")
        made.addEventListener("keydown", (event) => {
          const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
          if (!way) return;
          event.preventDefault();
          const x = Math.round(value() / step + way) * step;
          change(Math.min(max, Math.max(min, Number(x.toPrecision(12)))));
          settle();
        });
      views.push(() => {
        if (type === "range" || document.activeElement !== made) made.value = shown();
        if (type === "range") made.setAttribute("aria-valuetext", (says ?? shown)());
      });
      return made;
    }

    choice(label, name, options) {
      const group = element("div", { class: "explorable-choice", role: "radiogroup", "aria-label": label });
      for (const [value, words] of options) {
        const input = element("input", { type: "radio", name: this.key(name), value });
        input.addEventListener("change", () => this.change(name, value));
        views.push(() => { input.checked = this.get(name) === value; });
        group.append(element("label", {}, input, element("span", {}, words)));
      }
      return group;
    }
  }

  function react(box) {
    const { model, snippet } = box.dataset;
    const words = JSON.parse(box.dataset.words);
    const units = JSON.parse(box.dataset.units);
    const ranges = JSON.parse(box.dataset.inputs);
    const start = startOf(box);
    const keys = Object.keys(ranges).map((name) => `${snippet}.${name}`);
    for (const name in ranges) allow(`${snippet}.${name}`, start[name], isIn(ranges[name]));

    function textOf(number, value) {
      const text = written(value, number.dataset.format);
      const unit = units[number.dataset.unit];
      if (!unit) return text;
      return `${text}\u00a0${unit[text === "1" ? 0 : unit.length - 1]}`;
    }

    const help = element("span", {});
    let fault = "";
    const told = (said = "") => {
      tell(said || box.querySelector("p").textContent.trim());
      fault = said;
      view();
    };
    for (const number of box.querySelectorAll("data.react"))
      if (number.dataset.name in ranges)
        scrub(number, `${snippet}.${number.dataset.name}`, ranges[number.dataset.name],
          words[labels[model][number.dataset.name]], words, told);

    const executed = new Map([...box.querySelectorAll("data.react")].map((number) =>
      [number, { text: number.textContent, value: number.value }]));

    function view() {
      const shown = computed(model, snippet, start);
      const changed = paper.matches ? [] : Object.keys(start).map((name) => `${snippet}.${name}`)
        .filter((key) => inputs.has(key) && isChanged(key));
      help.textContent = fault || words[refused.has(snippet) ? REFUSED : HELP];
      for (const [number, was] of executed) {
        const { name } = number.dataset;
        number.classList.toggle("computed", changed.length > 0);
        if (changed.length) {
          number.value = String(pick(shown, name));
          number.textContent = textOf(number, pick(shown, name));
          number.dataset.from = changed.map((key) => `${key} = ${get(key)}`).join(", ");
          number.dataset.executed = was.value;
        } else {
          number.value = was.value;
          number.textContent = was.text;
          delete number.dataset.from;
        }
      }
    }

    box.append(element("div", { class: "react-foot" }, help, resetButton(words.Reset, snippet, keys)));
    box.classList.add("live");
    views.push(view);
    view();
  }

  /** Lay a real input over a number in the text: drag it, type in it, or use the arrows. */
  function scrub(number, key, [low, high], name, words, told) {
    const spec = number.dataset.format;
    const percent = spec.endsWith("%");
    const decimals = Number(/\.(\d+)/.exec(spec)[1]) + (percent ? 2 : 0);
    const step = 10 ** -decimals * 5; // five in the last digit shown
    const input = element("input", {
      type: "text", role: "spinbutton", inputmode: "decimal", autocomplete: "off",
      spellcheck: "false", "aria-label": name,
      "aria-valuemin": low, "aria-valuemax": high, title: words[HELP],
    });
    const label = element("label", { class: "react-input" });
    number.before(label);
    label.append(number, input);

    const value = () => get(key);
    const clamp = (x) => Math.min(high, Math.max(low, x));
    const onGrid = (x) => clamp(Number((Math.round(x / step) * step).toFixed(decimals)));
    const moveTo = (x) => {
      if (x === value()) return;
      set(key, x);
      told();
    };

    views.push(() => {
      input.setAttribute("aria-valuenow", value());
      input.setAttribute("aria-valuetext", written(value(), spec));
      if (!typing) input.value = written(value(), spec);
    });

    let typing = false;
    let drag = null;
    let dragged = false;

    input.addEventListener("input", () => {
      typing = true;
      const text = input.value.replace("％", "%").replace(",", ".").trim();
      const match = /^(\d*\.?\d+|\d+\.)\s*(%?)$/.exec(text);
      // In percent, a bare 20 means 20%, and 0.2 the probability itself.
      const typed = match ? Number(match[1]) / (percent && (match[2] || Number(match[1]) >= 1) ? 100 : 1) : NaN;
      const good = typed >= low && typed <= high;
      input.setAttribute("aria-invalid", !good);
      if (good) moveTo(typed);
      told(good ? "" : asking(words, [low, high].map((end) => written(end, spec))));
    });
    const settle = () => {
      typing = false;
      input.removeAttribute("aria-invalid");
      told();
      show();
    };
    input.addEventListener("blur", settle);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      const moves = { ArrowUp: step, ArrowDown: -step, PageUp: 10 * step, PageDown: -10 * step };
      if (event.key in moves) {
        typing = false;
        moveTo(onGrid(value() + moves[event.key]));
      } else if (event.key === "Enter" || event.key === "Escape") settle();
      else return;
      event.preventDefault();
    });

    // While it has the focus, the pointer selects in it; before that, it drags.
    label.addEventListener("mousedown", (event) => {
      if (document.activeElement !== input) event.preventDefault();
    });
    label.addEventListener("pointerdown", (event) => {
      if (event.button || document.activeElement === input) return;
      drag = { x: event.clientX, from: value(), moved: false };
      label.setPointerCapture(event.pointerId);
    });
    label.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const far = event.clientX - drag.x;
      drag.moved ||= Math.abs(far) > 3;
      if (drag.moved) moveTo(onGrid(drag.from + Math.round(far / 4) * step));
    });
    for (const type of ["pointerup", "pointercancel"])
      label.addEventListener(type, () => {
        dragged = drag?.moved;
        drag = null;
      });
    // A click that ends no drag gives the input the focus, as a label does.
    label.addEventListener("click", (event) => {
      if (dragged) event.preventDefault();
      dragged = false;
    });
  }

  addEventListener("DOMContentLoaded", () => {
    document.body.append(voice);
    for (const box of document.querySelectorAll("div.react")) react(box);
    refuseUnknown();
    if (refused.size) tell(JSON.parse(document.querySelector("[data-words]").dataset.words)[REFUSED]);
    show();
  });
  paper.addEventListener("change", show);

  return { models, labels, Explorable, element, scale, isIn, isDistribution };
})();
