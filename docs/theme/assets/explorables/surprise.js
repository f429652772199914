// snippets/information/match.py in the browser, name for name.
explorables.models.surprise = ({ china }) => {
  const { information_content } = arithmetic;
  const france = 1 - china;
  const china_bits = information_content(china);
  const france_bits = information_content(france);
  const ratio = china_bits / france_bits;
  return { france, china_bits, france_bits, ratio };
};
explorables.labels.surprise = { china: "probability that China win" };

// The curve of information, with both results of the match on it.
customElements.define("ce-surprise", class extends explorables.Explorable {
  begin() {
    const range = [0.005, 0.995];
    this.allow("china", explorables.isIn(range));
    this.allow("unit", (unit) => Object.hasOwn(this.units, unit), "bit");
    const { left, right, bottom, top } = this.frame();
    this.x = explorables.scale([0, 1], [left, right]);
    this.y = explorables.scale([0, 8], [bottom, top]);

    this.china = this.mark("p");
    this.france = this.mark("p", 4, "bg");
    this.drops = this.path("", "muted", "stroke-dasharray: 2 3");
    this.values = [20, 38, 56].map((y) => this.text(322, y, "", "end", "fg", "bold"));
    this.sides = this.axes(this.x, this.y, {});
    this.picture.append(this.sides, this.curve(), this.drops,
      this.place(this.mark("muted", 2.6), 0.5), this.france, this.china, ...this.legend(), ...this.values);

    const moveTo = (p) => this.change("china", p);
    const [slider, row] = this.slider({ label: this.say("probability that China win"), range, step: 0.005,
      along: this.x, value: () => this.get("china"), change: moveTo,
      says: () => `${this.get("china")}, ${this.values[0].textContent}` });
    row.append(this.choice(this.say("logarithm"), "unit", [["bit", "log₂"], ["nat", "ln"], ["hartley", "log₁₀"]]));
    this.controls(slider, row);
    this.follow(() => (x) => moveTo(explorables.onGrid(this.x.value(x), 0.005, range)));
  }

  place(mark, p) {
    mark.setAttribute("cx", this.x(p));
    mark.setAttribute("cy", this.y(arithmetic.information_content(p)));
    return mark;
  }

  // How many bits one is, its words, its axis and the last tick there.
  units = {
    bit: [1, "{} bit", "{} bits", "information in bits", 8],
    nat: [1 / Math.LN2, "{} nat", "{} nats", "information in nats", 5],
    hartley: [Math.log2(10), "{} hartley", "{} hartleys", "information in hartleys", 2],
  };

  in(unit, bits) {
    const [size, one, many] = this.units[unit];
    const number = arithmetic.written(bits / size, ".3g");
    return this.say(number === "1" ? one : many, number);
  }

  side(unit) {
    const [size, , , label, last] = this.units[unit];
    const ticks = Array.from({ length: last + 1 }, (_, n) => n);
    return { ticks, label: this.say(label), scale: (x) => this.y(x * size) };
  }

  /** Another base relabels the height, and the curve keeps its shape. */
  relabel(unit) {
    const made = this.axes(this.x, this.y, {
      bottom: { ticks: [0, 1, 2, 3, 4, 5].map((n) => [n / 5, (n / 5).toFixed(1)]), label: this.say("probability") },
      left: this.side(unit),
      right: this.side(unit === "nat" ? "bit" : "nat"),
    });
    this.sides.replaceWith(made);
    this.sides = made;
    this.unit = unit;
  }

  heads(bits) {
    const n = Math.round(bits);
    if (Math.abs(bits - n) < 1e-9)
      return this.say(n === 1 ? "as surprising as one head" : "as surprising as {} heads in a row", n);
    if (bits < 1) return this.say("less surprising than one head");
    return this.say("as surprising as {} to {} heads in a row", Math.floor(bits), Math.ceil(bits));
  }

  curve() {
    const points = Array.from({ length: 250 }, (_, n) => 1 - (0.996 * n) / 249)
      .map((p) => `${this.x(p)} ${this.y(arithmetic.information_content(p))}`);
    return this.path(`M${points.join("L")}`, "p", "stroke-width: 2");
  }

  legend() {
    const marks = [this.mark("p"), this.mark("p", 4, "bg"), this.mark("muted", 2.6)];
    const labels = ["China beat France", "France beat China", "a coin shows heads"];
    return labels.flatMap((label, row) => {
      marks[row].setAttribute("cx", 110);
      marks[row].setAttribute("cy", 16.2 + 18 * row);
      return [marks[row], this.text(120, 20 + 18 * row, this.say(label), "start", "fg")];
    });
  }

  inWords() {
    const each = ["China beat France", "France beat China"].map((label, row) => `${this.say(label)} ${this.values[row].textContent}`);
    return this.sentences(this.listed(each), this.result.value);
  }

  draw({ china, france, china_bits, france_bits, ratio }) {
    const [left, bottom] = [this.x(0), this.y(0)];
    this.place(this.china, china);
    this.place(this.france, france);
    this.drops.setAttribute("d", [[china, china_bits], [france, france_bits]].map(([p, bits]) =>
      `M${this.x(p)} ${bottom}V${this.y(bits)}H${left}`).join(""));
    const unit = this.get("unit");
    if (unit !== this.unit) this.relabel(unit);
    [china_bits, france_bits, 1].forEach((bits, row) => {
      this.values[row].textContent = this.in(unit, bits);
    });
    const times = Math.max(ratio, 1 / ratio);
    const label = ratio === 1 ? "Both results are the same news."
      : ratio > 1 ? "China’s win is {} times the news of France’s."
      : "France’s win is {} times the news of China’s.";
    this.result.value = `${this.say("China’s win: {} or {}, {}.", this.in("bit", china_bits),
      this.in("nat", china_bits), this.heads(china_bits))}\n${this.say(label, arithmetic.written(times, times < 100 ? ".3g" : ",.0f"))}`;
  }
});
