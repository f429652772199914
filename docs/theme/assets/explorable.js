// What a reader may change on a page: its state, the sentences that react, the base of
// the figures. Where it starts, and all its words, stand in the page.
const explorables = (() => {
  const { written } = arithmetic;
  const models = {}; // by name, what computes a snippet's names from its inputs
  const labels = {}; // what its inputs are called, by model and name
  const inputs = new Map(); // "match.china" -> where it starts, its value, its range
  const views = []; // what shows a state, to be called when it changes

  const query = new URLSearchParams(location.search);
  const paper = matchMedia("print"); // there figure and sentence are as executed
  let writing, telling;

  /** Let a value be changed; the address may hold one already, to be shared. */
  function allow(key, start, [low, high]) {
    const asked = query.get(key);
    const given = asked !== null && asked.trim() !== "" ? Number(asked) : NaN;
    const known = inputs.get(key)?.value;
    inputs.set(key, { start, value: known ?? (given >= low && given <= high ? given : start) });
  }

  function write() {
    for (const [key, { start, value }] of inputs)
      if (value === start) query.delete(key);
      else query.set(key, value);
    const search = query.size ? `?${query}` : "";
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
    inputs.get(key).value = value;
    show();
  }

  const isChanged = (key) => inputs.get(key).value !== inputs.get(key).start;

  function reset(keys) {
    for (const key of keys) inputs.get(key).value = inputs.get(key).start;
    show();
  }

  // One voice for the page, which waits until the reader pauses.
  const voice = document.createElement("p");
  voice.className = "explorable-voice";
  voice.setAttribute("aria-live", "polite");

  function tell(words) {
    clearTimeout(telling);
    telling = setTimeout(() => { voice.textContent = words; }, 500);
  }

  /** What the model computes of a snippet: as executed where nothing was changed. */
  function computed(model, snippet, start) {
    const given = {};
    let changed = false;
    for (const name in start) {
      const input = inputs.get(`${snippet}.${name}`);
      given[name] = input ? input.value : start[name];
      changed ||= input !== undefined && input.value !== input.start;
    }
    return changed ? { ...given, ...models[model](given) } : given;
  }

  function element(tag, attributes, ...inside) {
    const svg = /^(svg|g|path|circle|line|text)$/.test(tag);
    const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag)
      : document.createElement(tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    made.append(...inside);
    return made;
  }

  function resetButton(words, keys) {
    const button = element("button", { type: "button", class: "explorable-reset" }, words);
    button.addEventListener("click", () => {
      reset(keys);
      tell(words);
    });
    views.push(() => button.setAttribute("aria-disabled", !keys.some(isChanged)));
    return button;
  }

  /** A figure in place of the one that the build drew; each kind says how it draws. */
  class Explorable extends HTMLElement {
    connectedCallback() {
      if (this.words) return; // moved, not made
      this.words = JSON.parse(this.dataset.words);
      this.snippet = this.dataset.snippet;
      const values = JSON.parse(this.dataset.start);
      this.start = Object.fromEntries(values.map(({ name, value }) => [name, Number(value)]));
      this.begin();
      this.classList.add("live");
      const view = () => this.draw(computed(this.dataset.model, this.snippet, this.start));
      views.push(view);
      view();
    }

    say(label, ...numbers) {
      return numbers.reduce((text, number) => text.replace("{}", number), this.words[label]);
    }

    bits(x) {
      const number = written(x, ".3g");
      return this.say(number === "1" ? "{} bit" : "{} bits", number);
    }
  }

  /** A sentence: numbers to change where they stand, and numbers that follow. */
  function react(box) {
    const { model, snippet } = box.dataset;
    const words = JSON.parse(box.dataset.words);
    const units = JSON.parse(box.dataset.units);
    const ranges = JSON.parse(box.dataset.inputs);
    const values = JSON.parse(box.dataset.start);
    const start = Object.fromEntries(values.map(({ name, value }) => [name, Number(value)]));
    const keys = Object.keys(ranges).map((name) => `${snippet}.${name}`);
    for (const name in ranges) allow(`${snippet}.${name}`, start[name], ranges[name]);

    function textOf(number, value) {
      const text = written(value, number.dataset.format);
      const unit = units[number.dataset.unit];
      if (!unit) return text;
      return `${text}\u00a0${unit[text === "1" ? 0 : unit.length - 1]}`;
    }

    const sentence = () => box.querySelector("p").textContent.trim();
    for (const number of box.querySelectorAll("data.react"))
      if (number.dataset.name in ranges)
        scrub(number, `${snippet}.${number.dataset.name}`, ranges[number.dataset.name],
          words[labels[model][number.dataset.name]], words, () => tell(sentence()));

    const executed = new Map([...box.querySelectorAll("data.react")].map((number) =>
      [number, { text: number.textContent, value: number.value }]));

    function view() {
      const shown = computed(model, snippet, start);
      const changed = paper.matches ? [] : keys.filter(isChanged);
      for (const [number, was] of executed) {
        const { name } = number.dataset;
        number.classList.toggle("computed", changed.length > 0);
        if (changed.length) {
          number.value = String(shown[name]);
          number.textContent = textOf(number, shown[name]);
          number.dataset.from = changed.map((key) => `${key} = ${inputs.get(key).value}`).join(", ");
          number.dataset.executed = was.value;
        } else {
          number.value = was.value;
          number.textContent = was.text;
          delete number.dataset.from;
        }
      }
    }

    const foot = element("div", { class: "react-foot" },
      element("span", {}, words["Drag the number, or type another."]), resetButton(words["Reset"], keys));
    box.append(foot);
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
      "aria-valuemin": low, "aria-valuemax": high, title: words["Drag the number, or type another."],
    });
    const label = element("label", { class: "react-input" });
    number.before(label);
    label.append(number, input);

    const value = () => inputs.get(key).value;
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
    });
    const settle = () => {
      typing = false;
      input.removeAttribute("aria-invalid");
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
    show();
  });
  paper.addEventListener("change", show);

  return { models, labels, Explorable, element, resetButton, allow, set, tell, isChanged };
})();
