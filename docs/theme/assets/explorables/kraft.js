// snippets/bits/kraft.py in the browser, name for name.
explorables.models.kraft = ({ p, lengths }) => {
  const sum = (terms) => terms.reduce((total, term) => total + term, 0);
  const budget = sum(lengths.map((length) => 2 ** -length));
  const mean_length = sum(p.map((p_k, k) => p_k * lengths[k]));
  const mean_news = arithmetic.entropy(p);
  return { budget, mean_length, mean_news };
};
explorables.labels.kraft = { p: "probability", lengths: "length of a word" };

// What words take of the budget, and what they cost.
customElements.define("ce-kraft", class extends explorables.Explorable {
  begin() {
    this.range = [1, 4];
    this.allow("lengths", (lengths) =>
      lengths.every((n) => Number.isInteger(n) && explorables.isIn(this.range)(n)));
    this.names = ["win", "draw", "loss"].map((name) => this.say(name));
    const { mean_news } = this.start;
    this.shares = this.bar(0, "share of the budget", [0, 1.5], [0, [0.5, "1/2"], 1, [1.5, "3/2"]]);
    this.costs = this.bar(1, "digits a match, in the mean", [0, 4], [0, 1, 2, 3, 4]);
    this.limit(this.shares, 1, "fg");
    this.limit(this.costs, mean_news, "p");
    const { x, y } = this.costs;
    this.picture.append(this.text(x(4), y(0) + 3.8,
      this.say("mean news: {}", arithmetic.written(mean_news, ".3g")), "end", "p", "bold"));
    this.controls(this.names.map((name, k) => this.stepper(name, k)));
    this.follow((x, y) => this.grab(x, y));
  }

  /** A bar with a part for each word, which the upper one names. */
  bar(n, title, values, ticks) {
    const { left, right, bottom, top } = this.frame(n);
    const x = explorables.scale(values, [left, right]);
    const y = explorables.scale([-0.6, 0.6], [bottom, top]);
    const parts = [0.5, 0.3, 0.12].map((shade) => explorables.element("rect",
      { y: y(0.4), height: y(-0.4) - y(0.4),
        style: `fill: var(--fig-q); fill-opacity: ${shade}; stroke: var(--fig-q)` }));
    const labels = n ? [] : this.names.map((name) => this.text(0, y(0) + 3.8, name, "middle", "fg"));
    const sum = this.text(right, top - 8, "", "end", "q", "bold");
    const line = explorables.scale([0, 1], [bottom, bottom]);
    this.picture.append(this.axes(x, line, { bottom: { ticks } }),
      this.text(left, top - 8, this.say(title), "start", "fg"), sum, ...parts, ...labels);
    return { x, y, parts, labels, sum };
  }

  limit({ x, y }, at, role) {
    this.picture.append(this.path(`M${x(at)} ${y(-0.6)}V${y(0.6)}`, role,
      "stroke-width: 2; stroke-dasharray: 7.4 3.2"));
  }

  stepper(name, k) {
    const label = this.say("length of the word for: {}", name);
    const slider = this.input("range", { label, range: this.range, step: 1,
      value: () => this.get("lengths")[k], change: (length) => this.lengthen(k, length) });
    const { element } = explorables;
    const digits = element("span", {});
    this.digits = [...(this.digits ?? []), digits];
    return this.row(element("label", {}, element("span", {}, name), slider, digits));
  }

  lengthen(k, length) { this.change("lengths", this.get("lengths").with(k, length)); }

  /** Drag the end of a share. */
  grab(x, y) {
    const bar = this.shares;
    if (y > bar.y(-0.6)) return null;
    const k = Math.max(0, this.begins.findLastIndex((begin) => begin <= bar.x.value(x)));
    const begin = this.begins[k];
    return (x) => {
      const share = Math.max(bar.x.value(x) - begin, 0.01);
      this.lengthen(k, explorables.onGrid(-Math.log2(share), 1, this.range));
    };
  }

  /** Return where each part begins. */
  lay({ x, parts }, widths) {
    let end = 0;
    return widths.map((width, k) => {
      const begin = end;
      end += width;
      parts[k].setAttribute("x", x(begin));
      parts[k].setAttribute("width", x(end) - x(begin));
      return begin;
    });
  }

  /** The words of a prefix code of these lengths. */
  wordsOf(lengths) {
    const words = [];
    let left = 0;
    for (const [length, k] of lengths.map((length, k) => [length, k]).sort(([a], [b]) => a - b)) {
      words[k] = (left * 2 ** length).toString(2).padStart(length, "0");
      left += 2 ** -length;
    }
    return words;
  }

  inWords() {
    const lengths = this.get("lengths");
    const each = this.names.map((name, k) => `${name} ${lengths[k]}`);
    return this.sentences(this.listed(each), this.shares.sum.textContent, this.costs.sum.textContent, this.result.value);
  }

  draw({ p, lengths, budget, mean_length }) {
    const shown = (x) => arithmetic.written(x, ".4g");
    this.begins = this.lay(this.shares, lengths.map((length) => 2 ** -length));
    this.shares.labels.forEach((label, k) => {
      label.setAttribute("x", this.shares.x(this.begins[k] + 2 ** -lengths[k] / 2));
      label.style.display = lengths[k] > 3 ? "none" : "";
    });
    this.lay(this.costs, lengths.map((length, k) => p[k] * length));
    this.shares.sum.textContent = this.say("spent: {}", shown(budget));
    this.costs.sum.textContent = this.say("mean length: {}", shown(mean_length));
    const over = budget > 1;
    lengths.forEach((length, k) => { this.digits[k].textContent = length; });
    for (const part of this.shares.parts) part.style.strokeDasharray = over ? "3 2" : "";
    this.result.value = over ? this.say("No prefix code has these lengths.")
      : this.say("The words can be {}, {} and {}.", ...this.wordsOf(lengths));
  }
});
