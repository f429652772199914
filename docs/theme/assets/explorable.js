// What a reader may change: its state, the sentences that react, the base of the figures.
// A figure is like explorables/rounds.js: its model computes the snippet's names from some
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
  const isChinese = document.documentElement.lang.startsWith("zh");
  const paper = matchMedia("print"); // there figure and sentence are as executed
  let writing, telling;

  const isIn = ([low, high]) => (x) => x >= low && x <= high;
  const isDistribution = (p) =>
    p.every(isIn([0, 1])) && Math.abs(p.reduce((sum, p_k) => sum + p_k) - 1) < 1e-6;

  const onGrid = (x, step, [low, high]) =>
    Math.min(high, Math.max(low, Number((Math.round(x / step) * step).toPrecision(12))));

  const snippetOf = (key) => key.split(".")[0];
  const get = (key) => inputs.get(key).value;
  const isChanged = (key) => String(get(key)) !== String(inputs.get(key).start);

  /** What the address says, if it has the shape of the executed value. */
  function read(text, start, sizes) {
    if (typeof start === "string") return text;
    const numbers = text.split(",").map((part) => (part.trim() ? Number(part) : NaN));
    if (!sizes.includes(numbers.length) || numbers.some(Number.isNaN)) return undefined;
    return Array.isArray(start) ? numbers : numbers[0];
  }

  function allow(key, start, possible, sizes = [[start].flat().length]) {
    if (inputs.has(key)) return;
    const asked = query.has(key) ? read(query.get(key), start, sizes) : start;
    const taken = asked !== undefined && possible(asked);
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
      history.replaceState(null, "", location.pathname + search + location.hash);
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

  /** The executed values by name, where rounds[0] is a part of the list rounds; a long
      list is given whole. */
  function startOf(box) {
    const start = {};
    for (const { name, value } of JSON.parse(box.dataset.start)) {
      const path = name.match(/\w+/g);
      const last = path.pop();
      path.reduce((list, part) => (list[part] ??= []), start)[last] = Array.isArray(value) ? value : Number(value);
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

  /** What is in a part of the page that is still to be laid out waits for the reader. */
  function whenNear(box, then) {
    const later = () => { then(); show(); };
    if (box.closest(".unhurried .part")) box.addEventListener("near", later, { once: true });
    else then();
  }

  /** A figure in place of the one that the build drew; each kind says how it draws. */
  class Explorable extends HTMLElement {
    connectedCallback() {
      whenNear(this, () => this.words ?? this.make()); // it may be moved, and is made once
    }

    make() {
      this.words = JSON.parse(this.dataset.words);
      this.snippet = this.dataset.snippet;
      this.start = startOf(this);
      this.keys = [];
      this.drawn = this.querySelector(".figure > svg");
      this.picture = element("svg",
        { viewBox: this.drawn.getAttribute("viewBox"), role: "img", class: "explorable-live" });
      this.result = element("output", {});
      this.origin = element("small", {});
      this.begin();
      views.push(() => this.view());
      this.view();
      this.drawn.after(this.picture);
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

    /** Parts of what is said aloud, with the language's own commas or stops. */
    listed(parts) { return parts.join(isChinese ? "，" : ", "); }
    sentences(...parts) { return parts.join(isChinese ? "。" : ". "); }

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

    /** The 8 by 8 pixels of a picture, in the thin frame that the build drew. */
    pixels() {
      const frame = this.drawn.querySelector('path[style*="--fig-grid"]').getAttribute("d");
      const [left, top, right] = frame.match(/[\d.]+/g).map(Number);
      const size = (right - left) / 8;
      return Array.from({ length: 64 }, (_, n) => element("rect", { x: left + (n % 8) * size,
        y: top + Math.floor(n / 8) * size, width: size, height: size, class: "explorable-pixel" }));
    }

    ink(pixels, sixteenths) {
      pixels.forEach((pixel, n) => { pixel.style.fillOpacity = sixteenths[n] / 16; });
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

    /** The sides that are given, each with ticks, as values or [value, words], and a
        label; left and right may have a scale of their own. */
    axes(x, y, { bottom, left, right }) {
      const [[x_0, x_1], [y_0, y_1]] = [x.places, y.places];
      const { width, height } = this.picture.viewBox.baseVal;
      const made = element("g", { class: "explorable-axes" },
        this.path(`M${x_0} ${y_1}V${y_0}H${x_1}${right ? `V${y_1}` : ""}`, "muted"));
      const side = ({ ticks = [], label = "" }, placeOf, dx, dy, anchor, at) => {
        for (const tick of ticks) {
          const [value, words = value] = [tick].flat();
          const [tick_x, tick_y] = placeOf(value);
          const text = this.text(tick_x + 2.17 * dx, tick_y + (dy ? 14.1 : 3.8), words, anchor);
          text.style.fontSize = "10px";
          made.append(this.path(`M${tick_x} ${tick_y}l${dx} ${dy}`, "muted"), text);
        }
        if (!label) return;
        const text = this.text(...at, label);
        if (dx) text.setAttribute("transform", `rotate(-90 ${at})`);
        made.append(text);
      };
      const middle = (y_0 + y_1) / 2;
      if (bottom) side(bottom, (value) => [x(value), y_0], 0, 3, "middle", [(x_0 + x_1) / 2, height - 5.65]);
      if (left) side(left, (value) => [x_0, (left.scale ?? y)(value)], -3, 0, "end", [12, middle]);
      if (right) side(right, (value) => [x_1, (right.scale ?? y)(value)], 3, 0, "start", [width - 5.65, middle]);
      return made;
    }

    /** What a finger did until the browser took it to scroll is undone. */
    undoScrolls(target) {
      let before;
      target.addEventListener("pointerdown", (event) => {
        if (event.isPrimary) before = this.keys.map(get);
      });
      target.addEventListener("pointercancel", () => {
        this.keys.forEach((key, n) => set(key, before[n]));
        clearTimeout(telling);
      });
    }

    /** Let the pointer drag: grab says from where it went down what its moves do. */
    follow(grab) {
      let move;
      const placeOf = (event) => {
        const box = this.picture.getBoundingClientRect();
        const length = this.picture.viewBox.baseVal.width / box.width;
        return [(event.clientX - box.left) * length, (event.clientY - box.top) * length];
      };
      this.undoScrolls(this.picture);
      // Within an SVG, browsers do not heed touch-action.
      this.picture.addEventListener("touchstart", (event) => {
        if (getComputedStyle(event.target).touchAction === "none") event.preventDefault();
      }, { passive: false });
      this.picture.addEventListener("pointerdown", (event) => {
        if (event.button || !event.isPrimary) return;
        move = grab(...placeOf(event));
        if (!move) return;
        this.picture.setPointerCapture(event.pointerId);
        // A finger may be about to scroll, which the browser tells by a cancel.
        if (event.pointerType === "mouse") move(...placeOf(event));
      });
      // A finger is captured even where there is nothing to grab.
      for (const type of ["pointermove", "pointerup"])
        this.picture.addEventListener(type, (event) => {
          if (move && event.isPrimary && this.picture.hasPointerCapture(event.pointerId)) move(...placeOf(event));
        });
    }

    controls(...parts) {
      const foot = element("div", { class: "explorable-row" },
        element("p", {}, this.result, " ", this.origin),
        resetButton(this.say("Reset"), this.snippet, this.keys));
      this.append(element("div", { class: "explorable-controls" }, ...parts.flat(), foot));
    }

    row(...parts) { return element("div", { class: "explorable-row" }, ...parts.flat()); }

    slider({ along, ...given }) {
      const slider = this.input("range", given);
      if (along) {
        const { width } = this.picture.viewBox.baseVal;
        const [from, to] = given.range.map((end) => (along(end) / width) * 100);
        slider.style.margin = `0 calc(${100 - to}% - 0.4rem) 0 calc(${from}% - 0.4rem)`;
      }
      return [slider, this.row(this.field(given))];
    }

    field(given) { return element("label", {}, `${given.label} `, this.input("number", given)); }

    input(type, { label, range, step, value, change, says }) {
      const made = element("input",
        { type, min: range[0], max: range[1], step, inputmode: "decimal", "aria-label": label });
      const shown = () => String(Number(value().toPrecision(6)));
      const settle = () => {
        this.fault = "";
        made.removeAttribute("aria-invalid");
        made.value = shown();
        this.view();
      };
      made.addEventListener("input", () => {
        const x = made.valueAsNumber; // NaN if it is no number
        this.fault = isIn(range)(x) ? "" : asking(this.words, range);
        made.setAttribute("aria-invalid", this.fault !== "");
        if (!this.fault) return change(x);
        tell(this.fault);
        this.view();
      });
      made.addEventListener("change", settle);
      if (type === "range") this.undoScrolls(made);
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
      return unit ? `${text}\u00a0${unit[text === "1" ? 0 : unit.length - 1]}` : text;
    }

    const help = element("span", {});
    const executed = box.querySelector(".react-executed");
    let fault = "";
    const told = (said = "") => {
      tell(said || box.querySelector("p").textContent.trim());
      fault = said;
      view();
    };
    const numbers = [...box.querySelectorAll("data.react")];
    for (const number of numbers)
      if (number.dataset.name in ranges)
        scrub(number, `${snippet}.${number.dataset.name}`, ranges[number.dataset.name],
          words[labels[model][number.dataset.name]], words, told);

    const before = numbers.map((number) =>
      [number, { text: number.textContent, value: number.value }]);

    function view() {
      const shown = computed(model, snippet, start);
      const changed = paper.matches ? [] : Object.keys(start).map((name) => `${snippet}.${name}`)
        .filter((key) => inputs.has(key) && isChanged(key));
      help.textContent = fault || words[refused.has(snippet) ? REFUSED : HELP];
      executed.hidden = help.textContent !== words[HELP];
      for (const [number, was] of before) {
        const value = pick(shown, number.dataset.name);
        number.classList.toggle("computed", changed.length > 0);
        number.value = changed.length ? value : was.value;
        number.textContent = changed.length ? textOf(number, value) : was.text;
        number.dataset.from = changed.map((key) => `${key} = ${get(key)}`).join(", ");
        number.dataset.executed = was.value;
      }
    }

    box.append(element("div", { class: "react-foot" }, help, executed, resetButton(words.Reset, snippet, keys)));
    box.classList.add("live");
    views.push(view);
    view();
  }

  /** Lay a real input over a number in the text: drag it, type in it, or use the arrows. */
  function scrub(number, key, range, name, words, told) {
    const spec = number.dataset.format;
    const percent = spec.endsWith("%");
    const decimals = Number(/\.(\d+)/.exec(spec)[1]) + (percent ? 2 : 0);
    const step = 10 ** -decimals * 5; // five in the last digit shown
    const input = element("input", {
      type: "text", role: "spinbutton", inputmode: "decimal", autocomplete: "off",
      spellcheck: "false", "aria-label": name,
      "aria-valuemin": range[0], "aria-valuemax": range[1], title: words[HELP],
    });
    const label = element("label", { class: "react-input" });
    number.before(label);
    label.append(number, input);

    const value = () => get(key);
    const moveTo = (x) => {
      set(key, onGrid(x, step, range));
      told();
    };

    views.push(() => {
      input.setAttribute("aria-valuenow", value());
      input.setAttribute("aria-valuetext", written(value(), spec));
      if (!typing) input.value = written(value(), spec);
    });

    let typing, drag, dragged;

    input.addEventListener("input", () => {
      typing = true;
      const text = input.value.normalize("NFKC").replace(",", ".");
      const [, digits, sign] = /^\s*(\d*\.?\d*)\s*(%?)\s*$/.exec(text) ?? [];
      // In percent, a bare 20 means 20%, and 0.2 the probability itself.
      const typed = digits ? digits / (percent && (sign || digits >= 1) ? 100 : 1) : NaN;
      const good = isIn(range)(typed);
      input.setAttribute("aria-invalid", !good);
      if (good) set(key, typed);
      told(good ? "" : asking(words, range.map((end) => written(end, spec))));
    });
    const settle = () => {
      if (!typing) return;
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
        moveTo(value() + moves[event.key]);
      } else if (event.key === "Enter" || event.key === "Escape") settle();
      else return;
      event.preventDefault();
    });

    // While it has the focus, the pointer selects in it; before that, it drags.
    const isActive = () => document.activeElement === input;
    label.addEventListener("mousedown", (event) => {
      if (!isActive()) event.preventDefault();
    });
    label.addEventListener("pointerdown", (event) => {
      if (event.button || isActive()) return;
      drag = { x: event.clientX, from: value(), moved: false };
      label.setPointerCapture(event.pointerId);
    });
    label.addEventListener("pointermove", (event) => {
      if (!drag) return;
      const far = event.clientX - drag.x;
      drag.moved ||= Math.abs(far) > 3;
      if (drag.moved) moveTo(drag.from + Math.round(far / 4) * step);
    });
    label.addEventListener("pointercancel", () => {
      if (drag?.moved) set(key, drag.from);
      clearTimeout(telling);
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
    for (const box of document.querySelectorAll("div.react")) whenNear(box, () => react(box));
    refuseUnknown();
    if (refused.size) tell(JSON.parse(document.querySelector("[data-words]").dataset.words)[REFUSED]);
    show();
    write(); // at once, for whoever leaves for the other language
  });
  paper.addEventListener("change", show);

  return { models, labels, Explorable, element, button, scale, onGrid, isIn, isDistribution };
})();
