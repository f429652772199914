// snippets/entropy/group.py in the browser, name for name.
explorables.models.three = ({ match }) => {
  const { entropy, information_content } = arithmetic;
  const contributions = match.map((p) => (p === 0 ? 0 : p * information_content(p)));
  const bits = entropy(match);
  return { contributions, bits };
};
explorables.labels.three = { match: "probability" };

// Three contributions side by side, and on top of each other the entropy.
customElements.define("ce-three", class extends explorables.Explorable {
  begin() {
    this.allow("match", explorables.isDistribution);
    this.names = ["China win", "draw", "France win"].map((label) => this.say(label));
    [this.each, this.total] = [[2.5, 0.6], [0.5, 1.8]].map(([last, most], n) => {
      const { left, right, bottom, top } = this.frame(n);
      const x = explorables.scale([-0.5, last], [left, right]);
      return { x, y: explorables.scale([0, most], [bottom, top]) };
    });

    this.bars = this.shades(this.each);
    this.parts = this.shades(this.total);
    this.values = [0, 1, 2, "sum"].map(() => this.text(0, 0, "", "middle", "fg", "bold"));
    this.picture.append(...this.bars, ...this.parts, ...this.sides(), ...this.values);
    const button = explorables.element("button", { type: "button", class: "explorable-button" },
      this.say("Shuffle the labels"));
    button.addEventListener("click", () => this.shuffle());
    this.controls(this.names.map((_, k) => this.chance(k)), this.row(button));
  }

  shades({ x }) {
    return [1, 0.55, 0.25].map((opacity) =>
      this.path("", "p", `stroke-width: ${x(0.6) - x(0)}; stroke-opacity: ${opacity}`));
  }

  sides() {
    const { x, y } = this.total;
    const ticks = (...values) => values.map((bits) => [bits, bits.toFixed(1)]);
    const [beside, middle] = [x(-0.5) - 29, y(0.9)];
    const label = this.text(beside, middle, this.say("entropy in bits"));
    label.setAttribute("transform", `rotate(-90 ${beside} ${middle})`);
    const most = Math.log2(this.names.length);
    return [
      this.axes(this.each.x, this.each.y, {
        bottom: { ticks: this.names.map((name, k) => [k, name]) },
        left: { ticks: ticks(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6), label: this.say("contribution in bits") },
      }),
      this.axes(x, y, { left: { ticks: ticks(0, 0.5, 1, 1.5) } }), label,
      this.path(`M${x(-0.5)} ${y(most)}H${x(0.5)}`, "muted", "stroke-dasharray: 3.7 1.6"),
      this.text(x(0), y(most) - 5, "log₂ 3"),
    ];
  }

  chance(k) {
    const given = { label: this.names[k], range: [0, 1], step: 0.01,
      value: () => this.get("match")[k], change: (p) => this.give(k, p) };
    const name = explorables.element("span", {}, this.names[k]);
    return this.row(name, this.input("range", given), this.input("number", given));
  }

  /** Give one result a probability; the others share the rest as they did before. */
  give(k, p) {
    const match = [...this.get("match")];
    const [i, j] = [0, 1, 2].filter((other) => other !== k);
    const others = match[i] + match[j];
    const rounded = (x) => Math.max(0, Number(x.toFixed(6)));
    match[k] = p;
    match[i] = rounded((1 - p) * (others > 0 ? match[i] / others : 1 / 2));
    match[j] = rounded(1 - p - match[i]);
    this.change("match", match);
  }

  /** Swap the first two or the last two, in turn: all six orders come. */
  shuffle() {
    const [a, b, c] = this.get("match");
    this.late = !this.late;
    this.change("match", this.late ? [b, a, c] : [a, c, b]);
  }

  place(bar, { x, y }, at, from, to) {
    bar.setAttribute("d", `M${x(at)} ${y(from)}V${y(to)}`);
  }

  write(text, { x, y }, at, bits, up = 5) {
    text.setAttribute("x", x(at));
    text.setAttribute("y", y(bits) - up);
    text.textContent = arithmetic.written(bits, ".3f");
  }

  draw({ contributions, bits }) {
    let below = 0;
    contributions.forEach((part, k) => {
      this.place(this.bars[k], this.each, k, 0, part);
      this.write(this.values[k], this.each, k, part);
      this.place(this.parts[k], this.total, 0, below, below + part);
      below += part;
    });
    this.write(this.values[3], this.total, 0, bits, bits > 1.4 ? -13 : 5); // inside, near the line
    const share = arithmetic.written(bits / Math.log2(contributions.length), ".0%");
    this.result.value = this.say("The entropy is {}, {} of the most it can be.", this.bits(bits), share);
  }

  inWords() {
    const each = this.names.map((name, k) => `${name} ${this.values[k].textContent}`);
    return this.sentences(this.listed(each), this.result.value);
  }
});
