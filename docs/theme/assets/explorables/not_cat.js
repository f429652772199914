// snippets/likelihood/not_cat.py in the browser, name for name.
explorables.models.not_cat = ({ y, q }) => {
  const mean = (terms) => terms.reduce((sum, term) => sum + term, 0) / terms.length;
  const minus_ln = (p) => arithmetic.information_content(p) * Math.LN2;
  const one_term = mean(q.map((q_n, n) => (y[n] ? minus_ln(q_n) : 0)));
  const both_terms = mean(q.map((q_n, n) => minus_ln(y[n] ? q_n : 1 - q_n)));
  return { both_terms, one_term };
};
explorables.labels.not_cat = { y: "label", q: "q" };

// Four images whose q can be dragged, and the loss of one q for all, with one term or both.
customElements.define("ce-not_cat", class extends explorables.Explorable {
  begin() {
    this.range = [0, 1];
    this.allow("q", (q) => q.every(explorables.isIn(this.range)));
    this.allow("terms", (terms) => ["both", "one"].includes(terms), "both");
    const { y } = this.start;
    const [left, right] = [this.frame(0), this.frame(1)];
    this.each = explorables.scale([-0.555, 3.555], [left.left, left.right]);
    this.high = explorables.scale([0, 1.03], [left.bottom, left.top]);
    this.x = explorables.scale([0, 1], [right.left, right.right]);
    this.y = explorables.scale([0, 2], [right.bottom, right.top]);

    const names = y.map((cat) => this.say(cat ? "cat" : "not cat"));
    this.bars = y.map(() => this.path("", "q", "stroke: none; fill: var(--fig-q); fill-opacity: 0.45"));
    const truths = y.map((cat, n) => this.path(this.bar(n, cat, 0.35), "p", "stroke-width: 1.6"));
    const rooms = y.map((_, n) =>
      explorables.element("path", { d: this.bar(n, 1, 0.45), class: "not_cat-room" }));
    this.values = y.map((_, n) => this.text(this.each(n), this.high(0.04), "", "middle", "fg"));
    this.curves = { both: this.path(this.curve(true), "fg"), one: this.path(this.curve(false), "e") };
    this.level = this.path("", "q", "stroke-width: 1.2; stroke-dasharray: 3.7 1.6");
    this.best = this.mark("fg", 4.5);
    this.best.classList.add("not_cat-best");
    this.point = this.mark("q", 4, "bg");
    this.picture.append(...this.bars, ...truths, ...this.values,
      this.axes(this.each, this.high, { bottom: { ticks: names.map((name, n) => [n, name]) },
        left: { ticks: [0, [0.5, "0.5"], 1], label: this.say("q: probability of cat") } }),
      ...this.rightSide(), ...Object.values(this.curves), this.level, this.best, this.point, ...rooms);

    const fields = names.map((name, n) => this.field({ label: name, range: this.range, step: 0.05,
      value: () => this.get("q")[n], change: (x) => this.give(n, x) }));
    const shared = { label: this.say("one q for all images"), range: this.range, step: 0.05,
      value: () => this.shared(), change: (x) => this.change("q", y.map(() => x)),
      says: () => `${this.shared()}, ${this.result.value}` };
    this.controls(this.row(fields), this.input("range", shared), this.row(
      explorables.element("span", {}, shared.label),
      this.choice(this.say("terms of the loss"), "terms",
        [["both", this.say("both terms")], ["one", this.say("one term")]])));
    this.follow((x) => {
      const n = Math.round(this.each.value(x));
      if (n >= 0 && n < y.length && x < this.x(0) - 24)
        return (_, y) => this.give(n, explorables.onGrid(this.high.value(y), 0.05, this.range));
      return x < this.x(0) - 8 ? null
        : (x) => shared.change(explorables.onGrid(this.x.value(x), 0.05, this.range));
    });
  }

  rightSide() {
    const { height } = this.picture.viewBox.baseVal;
    const [beside, middle] = [this.x(0) - 27, this.y(1)];
    const label = this.text(beside, middle, this.say("loss in nats"));
    label.setAttribute("transform", `rotate(-90 ${beside} ${middle})`);
    return [this.axes(this.x, this.y, { bottom: { ticks: [0, [0.5, "0.5"], 1] },
      left: { ticks: [0, 0.5, 1, 1.5, 2].map((x) => [x, x.toFixed(1)]) } }), label,
    this.text(this.x(0.5), height - 5.65, this.say("one q for all images")),
    this.text(this.x(0.5), this.y(1.15), this.say("both terms"), "middle", "fg"),
    this.text(this.x(0.27), this.y(0.13), this.say("one term"), "middle", "e")];
  }

  bar(n, height, half) {
    const [x, top, bottom] = [this.each(n), this.high(height), this.high(0)];
    const wide = this.each(half) - this.each(0);
    return `M${x - wide} ${bottom}V${top}H${x + wide}V${bottom}z`;
  }

  lossOf(q, both) {
    const { both_terms, one_term } = explorables.models.not_cat({ y: this.start.y, q });
    return both ? both_terms : one_term;
  }

  curve(both) {
    const points = Array.from({ length: 199 }, (_, n) => (n + 1) / 200)
      .map((x) => [x, this.lossOf(this.start.y.map(() => x), both)]).filter(([, loss]) => loss <= 2)
      .map(([x, loss]) => `${this.x(x).toFixed(2)} ${this.y(loss).toFixed(2)}`);
    return `M${points.join("L")}`;
  }

  shared() {
    const q = this.get("q");
    return Number((q.reduce((sum, x) => sum + x) / q.length).toFixed(4));
  }

  give(n, x) { this.change("q", this.get("q").with(n, x)); }

  nats(x) {
    const number = arithmetic.written(x, ".4f");
    return this.say("{} nats", number.replace(/^0\.0000$/, "0"));
  }

  inWords() {
    const each = this.get("q").map((q, n) => `${this.say(this.start.y[n] ? "cat" : "not cat")} ${q}`);
    return this.sentences(this.listed(each), this.result.value);
  }

  draw({ y, q, both_terms, one_term }) {
    const both = this.get("terms") === "both";
    const loss = both ? both_terms : one_term;
    q.forEach((chance, n) => {
      this.bars[n].setAttribute("d", this.bar(n, chance, 0.31));
      this.values[n].textContent = arithmetic.format(chance, ".2f");
    });
    for (const name in this.curves) {
      const active = name === this.get("terms");
      this.curves[name].style.strokeWidth = active ? 2.5 : 1;
      this.curves[name].style.strokeDasharray = active ? "" : "3.7 1.6";
    }
    const share = y.reduce((sum, cat) => sum + cat) / y.length;
    const [best, lowest] = both ? [share, this.lossOf(y.map(() => share), true)] : [1, 0];
    this.best.style.cssText += `; fill: var(--fig-${both ? "fg" : "e"}); stroke: var(--fig-${both ? "fg" : "e"})`;
    this.best.style.transform = `translate(${this.x(best)}px, ${this.y(lowest)}px)`;
    const height = this.y(Math.min(loss, 2));
    this.level.setAttribute("d", `M${this.x(0)} ${height}H${this.x(1)}`);
    const alike = q.every((x) => x === q[0]);
    this.point.style.display = alike ? "" : "none";
    this.point.setAttribute("cx", this.x(q[0]));
    this.point.setAttribute("cy", height);
    this.result.value = this.say("The loss is {}.", this.nats(loss)) + "\n" + (both
      ? this.say("Of all answers that are the same for each image, q = {} pays least: {}.",
        arithmetic.written(best, ".2g"), this.nats(lowest))
      : this.say("Of all answers that are the same for each image, q = 1 pays least, nothing at all: always cat."));
  }
});
