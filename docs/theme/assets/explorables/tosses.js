// snippets/likelihood/tosses.py in the browser, name for name.
explorables.models.tosses = ({ tosses, q }) => {
  const likelihoodOf = (q) => tosses.reduce((product, toss) => product * (toss ? q : 1 - q), 1);
  const heads = tosses.reduce((sum, toss) => sum + toss, 0);
  const best = heads / tosses.length;
  const lossOf = (q) => arithmetic.cross_entropy([best, 1 - best], [q, 1 - q]) * Math.LN2;
  const [likelihood, highest] = [likelihoodOf(q), likelihoodOf(best)];
  const [loss, least] = [lossOf(q), lossOf(best)];
  return { heads, best, likelihood, highest, loss, least };
};
explorables.labels.tosses = { tosses: "tosses", q: "q" };

// A row of tosses to turn over, and over q their likelihood beside their loss.
customElements.define("ce-tosses", class extends explorables.Explorable {
  begin() {
    this.most = this.start.tosses.length;
    const sizes = Array.from({ length: this.most }, (_, n) => n + 1);
    const range = [0.01, 0.99];
    this.allow("tosses", (tosses) => tosses.every((toss) => toss === 0 || toss === 1), this.start.tosses, sizes);
    this.allow("q", explorables.isIn(range));
    this.likely = this.panel(0);
    this.paid = this.panel(1);
    this.side = this.axes(this.likely.x, this.likely.y, {});
    this.paid.y = explorables.scale([0, 2], this.paid.y.places);
    this.picture.append(this.side, this.axes(this.paid.x, this.paid.y, { bottom: this.bottom,
      left: { ticks: [0, 0.5, 1, 1.5, 2].map((x) => [x, x.toFixed(1)]) } }), this.name("loss in nats", 1),
      ...[this.likely, this.paid].flatMap(({ line, curve, top, here }) => [line, curve, top, here]));

    this.coins = sizes.map((n) => explorables.button("", () =>
      this.toss(this.get("tosses").with(n - 1, 1 - this.get("tosses")[n - 1]))));
    this.ends = ["Fewer tosses", "More tosses"].map((label, more) => explorables.button(this.say(label), () => {
      const tosses = this.get("tosses");
      this.toss(more ? [...tosses, 1] : tosses.slice(0, -1));
    }));
    const [slider, row] = this.slider({ label: "q", range, step: 0.01,
      value: () => this.get("q"), change: (q) => this.change("q", q),
      says: () => `${this.get("q")}, ${this.result.value}` });
    row.append(explorables.element("span", {}, ...this.ends));
    this.controls(explorables.element("div", { class: "toss-row" }, ...this.coins), slider, row);
    this.follow((x) => {
      const panel = x < this.paid.x(0) - 24 ? this.likely : this.paid;
      return (x) => this.change("q", explorables.onGrid(panel.x.value(x), 0.01, range));
    });
  }

  bottom = { ticks: [0, [0.5, "0.5"], 1] };

  toss(tosses) {
    if (tosses.length && tosses.length <= this.most) this.change("tosses", tosses);
  }

  panel(n) {
    const { left, right, bottom, top } = this.frame(n);
    return { x: explorables.scale([0, 1], [left, right]), y: explorables.scale([0, 3], [bottom, top]),
      line: this.path("", "muted", "stroke-dasharray: 3.7 1.6"), curve: this.path("", "q", "stroke-width: 2"),
      top: this.mark("q"), here: this.mark("q", 4, "bg") };
  }

  /** What stands beside a panel, and q below it. */
  name(label, n, ...numbers) {
    const { x, y } = [this.likely, this.paid][n];
    const [beside, middle] = [x(0) - [20, 27][n], (y.places[0] + y.places[1]) / 2];
    const text = this.text(beside, middle, this.say(label, ...numbers));
    text.setAttribute("transform", `rotate(-90 ${beside} ${middle})`);
    const { height } = this.picture.viewBox.baseVal;
    return explorables.element("g", {}, text, this.text(x(0.5), height - 5.65, "q"));
  }

  /** The likelihoods shrink with each toss, and their axis with them. */
  relabel(highest) {
    const unit = 10 ** Math.floor(Math.log10(highest) + 1e-9);
    const top = Math.ceil(highest / unit + 0.3);
    const step = top > 5 ? 2 : 1;
    const ticks = Array.from({ length: Math.floor(top / step) + 1 }, (_, n) => n * step);
    this.likely.y = explorables.scale([0, top * unit], this.likely.y.places);
    const words = arithmetic.written(unit, ".1g").replace("1 × ", "");
    const made = this.axes(this.likely.x, this.likely.y,
      { bottom: this.bottom, left: { ticks: ticks.map((n) => [n * unit, n]) } });
    made.append(unit === 1 ? this.name("likelihood", 0) : this.name("likelihood in units of {}", 0, words));
    this.side.replaceWith(made);
    this.side = made;
  }

  inWords() {
    const tosses = this.get("tosses").map((toss) => this.say(toss ? "H" : "T"));
    return this.sentences(tosses.join(" "), this.result.value);
  }

  draw({ tosses, q, heads, best, likelihood, highest, loss, least }) {
    this.coins.forEach((coin, n) => {
      coin.hidden = n >= tosses.length;
      coin.textContent = this.say(tosses[n] ? "H" : "T");
      coin.setAttribute("aria-label", this.say(tosses[n] ? "toss {}: heads" : "toss {}: tails", n + 1));
      coin.classList.toggle("tails", !tosses[n]);
    });
    this.ends.forEach((end, more) =>
      end.setAttribute("aria-disabled", tosses.length === (more ? this.most : 1)));

    this.relabel(highest);
    const model = explorables.models.tosses;
    const points = Array.from({ length: 250 }, (_, n) => 0.002 + (0.996 * n) / 249)
      .map((q) => [q, model({ tosses, q })]);
    for (const [panel, valueOf, here, top] of [
      [this.likely, (values) => values.likelihood, likelihood, highest],
      [this.paid, (values) => values.loss, loss, least]]) {
      const highest_shown = panel.y.value(panel.y.places[1]);
      const path = points.map(([q, values]) => [q, valueOf(values)]).filter(([, y]) => y <= highest_shown)
        .map(([q, y]) => `${panel.x(q).toFixed(2)} ${panel.y(y).toFixed(2)}`);
      panel.curve.setAttribute("d", `M${path.join("L")}`);
      panel.line.setAttribute("d", `M${panel.x(best)} ${panel.y.places[0]}V${panel.y.places[1]}`);
      for (const [mark, x, y] of [[panel.here, q, here], [panel.top, best, top]]) {
        mark.setAttribute("cx", panel.x(x));
        mark.setAttribute("cy", panel.y(Math.min(y, highest_shown)));
      }
    }
    const nats = (x) => {
      const number = arithmetic.written(x, ".3g");
      return this.say(number === "1" ? "{} nat" : "{} nats", number);
    };
    this.result.value = this.say("{} of {} are heads. At q = {} the likelihood is {}, the loss {}.",
      heads, tosses.length, arithmetic.written(q, ".2g"), arithmetic.written(likelihood, ".3g"), nats(loss))
      + `\n${this.say("Both are best at {}: {} and {}.", arithmetic.written(best, ".3g"),
        arithmetic.written(highest, ".3g"), nats(least))}`;
  }
});
