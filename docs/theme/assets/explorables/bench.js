// snippets/bench/presets.py in the browser, name for name.
explorables.models.bench = ({ pq, presets }) => {
  const { entropy, cross_entropy, kl_divergence } = arithmetic;
  const [p, q] = [pq.slice(0, pq.length / 2), pq.slice(pq.length / 2)];
  const [unavoidable, other_unavoidable] = [entropy(p), entropy(q)];
  const [bill, other_bill] = [cross_entropy(p, q), cross_entropy(q, p)];
  const [fine, other_fine] = [kl_divergence(p, q), kl_divergence(q, p)];
  const terms = p.map((p_k, k) => (p_k ? p_k * Math.log2(p_k / q[k]) : 0));
  return { unavoidable, other_unavoidable, bill, other_bill, fine, other_fine, terms };
};
explorables.labels.bench = { pq: "P and Q", presets: "Begin with" };

// Two distributions to be dragged, what they cost, and the bill of 1,000 matches. Both
// are one state, [...P, ...Q], so that they have the same outcomes.
customElements.define("ce-bench", class extends explorables.Explorable {
  begin() {
    const sizes = [4, 6, 8, 10, 12];
    this.allow("pq", (pq) => sizes.includes(pq.length)
      && this.halves(pq).every(explorables.isDistribution), this.start.pq, sizes);
    this.allow("unit", (unit) => ["bit", "nat"].includes(unit), "bit");
    this.allow("run", (run) => Number.isInteger(run) && run >= 0, 0);

    const button = (label, pq) => explorables.button(this.say(label), () => this.change("pq", pq()));
    const parts = (...names) => names.map((name) => this.part(name));
    const group = (name, ...inside) => [this.part(name, ...inside), ...inside];
    const boxes = (groups) => groups.map(([box]) => box);
    this.presets = ["China against France", "An even match", "Win, draw, loss",
      "Equal entropies", "Four champions", "Nothing in common"]
      .map((name, n) => button(name, () => this.start.presets[n]));
    this.outcomes = [0, 1, 2, 3, 4, 5].map((k) => group("outcome", this.bar("P, outcome {}", 0, k),
      this.bar("Q, outcome {}", 1, k), ...parts("p", "q", "name", "term", "share")));
    for (const type of ["pointerup", "pointercancel"]) addEventListener(type, () => { this.held = null; });

    this.ends = [
      button("Fewer outcomes", () => this.halves().flatMap((p) => this.moved(p, p.length - 1, 0).slice(0, -1))),
      button("More outcomes", () => this.halves().flatMap((p) => [...p, 0]))];
    const swap = button("Swap P and Q", () => this.halves().reverse().flat());
    const full = explorables.button("", () => (this.isFull() ? document.exitFullscreen() : this.requestFullscreen()));
    full.classList.add("bench-full");
    full.hidden = !document.fullscreenEnabled;
    const name = () => { full.textContent = this.say(this.isFull() ? "Leave full screen" : "Fill the screen"); };
    this.addEventListener("fullscreenchange", name);
    name();
    const play = explorables.button(this.say("Play 1,000 matches"), () => this.change("run", this.get("run") + 1));
    const keys = ["P: nature", "Q: belief", "terms of D(P‖Q)"].map((label) => this.part("key", this.say(label)));
    const units = this.choice(this.say("Unit"), "unit", [["bit", this.say("bits")], ["nat", this.say("nats")]]);
    this.bills = ["p", "q"].map((name) => group("bill", ...parts("sum", name, "fine")));
    [this.ticks, this.said, this.axis] = parts("ticks", "said", "axis");
    this.controls(this.part("presets", ...this.presets), this.part("legend", ...keys),
      this.part("outcomes", ...boxes(this.outcomes)), this.part("bills", ...boxes(this.bills), this.ticks),
      this.part("tools", ...this.ends, swap, units, full), this.part("run", play, this.said));

    this.picture.setAttribute("viewBox", "0 0 360 190");
    this.x = explorables.scale([0, 3], [50, 346]);
    this.lines = ["q", "p"].map((side) => ["band", "limit", "mean"].map((name) =>
      explorables.element("path", { class: `bench-${name} ${side}`, pathLength: 1 })));
    this.picture.append(this.axis, ...this.lines.flat());
  }

  isFull() { return document.fullscreenElement === this; }

  part(name, ...inside) {
    return explorables.element("div", { class: `bench-${name}` }, ...inside);
  }

  halves(pq = this.get("pq")) {
    return [pq.slice(0, pq.length / 2), pq.slice(pq.length / 2)];
  }

  bar(label, side, k) {
    const made = this.input("range", { label: this.say(label, k + 1), range: [0, 1], step: 0.01,
      value: () => this.halves()[side][k] ?? 0,
      change: (x) => {
        const pair = this.halves(this.held ?? this.get("pq"));
        pair[side] = this.moved(pair[side], k, x);
        this.change("pq", pair.flat());
      } });
    // A drag keeps the proportions that the others had when it began.
    made.addEventListener("pointerdown", () => { this.held = this.get("pq"); });
    return made;
  }

  /** P with p[k] = x and the others in proportion, to four decimals. */
  moved(p, k, x) {
    const others = p.reduce((sum, p_j) => sum + p_j) - p[k];
    let upTo = 0;
    return p.map((p_j, j) => {
      if (j === k) return x;
      const from = Math.round(upTo * 1e4);
      upTo += (1 - x) * (others > 1e-9 ? p_j / others : 1 / (p.length - 1));
      return (Math.round(upTo * 1e4) - from) / 1e4;
    });
  }

  number(x) { return arithmetic.written(x, Math.abs(x) < 1e-3 ? ".2g" : ".4f"); }

  amount(x) { return this.say(this.size === 1 ? "{} bits" : "{} nats", this.number(x)); }

  most(values) { return Math.max(0.1, ...values.filter(Number.isFinite)); }

  ticksFor(values) {
    const top = 2 ** Math.ceil(Math.log2(this.most(values)));
    return [0, top / 2, top];
  }

  inWords() { return `${this.result.value} ${this.said.textContent}`; }

  draw({ unavoidable, other_unavoidable, bill, other_bill, fine, other_fine, terms }) {
    const [p, q] = this.halves();
    this.size = this.get("unit") === "nat" ? Math.LN2 : 1;
    const inUnit = (values) => values.map((bits) => bits * this.size);
    this.presets.forEach((button, n) => button.setAttribute("aria-pressed",
      String(this.start.presets[n]) === String(this.get("pq"))));
    this.ends.forEach((end, n) => end.setAttribute("aria-disabled", p.length === [2, 6][n]));

    const shares = inUnit(terms);
    this.outcomes.forEach(([box, p_bar, q_bar, p_k, q_k, , term, share], k) => {
      box.hidden = k >= p.length;
      if (box.hidden) return;
      for (const [bar, text, x] of [[p_bar, p_k, p[k]], [q_bar, q_k, q[k]]]) {
        bar.style.setProperty("--at", x);
        text.textContent = arithmetic.written(x, ".4g");
      }
      term.style.setProperty("--term", shares[k] / this.most(shares.map(Math.abs)));
      share.textContent = (shares[k] > 0 ? "+" : "") + this.number(shares[k]);
    });

    const sides = [inUnit([unavoidable, fine, bill]), inUnit([other_unavoidable, other_fine, other_bill])];
    // Of a bill without end the hatched part fills half, up to the edge.
    const ticks = this.ticksFor(sides.map(([h, , all]) => (all === Infinity ? 2 * h : all)));
    this.bills.forEach(([, sum, paid, fine], side) => {
      const [[h, d, all], one, other] = [sides[side], ..."PQP".slice(side)];
      sum.innerHTML = `H(${one}) <b>${this.number(h)}</b> + D(${one}‖${other}) <b>${this.number(d)}</b>`
        + ` = H(${one},${other}) <b>${this.amount(all)}</b>`;
      paid.style.setProperty("--part", h / ticks[2]);
      fine.style.setProperty("--part", d / ticks[2]);
    });
    this.ticks.replaceChildren(...ticks.map((x) => this.part("tick", x)));

    const [lowest, extra, paid] = sides[0];
    this.result.value = paid === Infinity
      ? this.say("The bill has no end: outcome {} can happen, and Q rules it out.", terms.indexOf(paid) + 1)
      : this.say("The bill is {} a match: {} that nobody can avoid, and a fine of {}.",
        this.amount(paid), this.amount(lowest), this.amount(extra));
    this.drawRun(p, [q, p].map((belief) => inUnit(belief.map(arithmetic.information_content))), [paid, lowest]);
  }

  /** Both mean bills after 1, 2, ..., 1,000 matches. */
  means(p, prices) {
    let seed = Math.imul(this.get("run"), 0x9e3779b9);
    const chance = () => { // Marsaglia's xorshift32
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      return (seed >>> 0) / 2 ** 32;
    };
    const total = p.reduce((sum, p_k) => sum + p_k);
    const paid = [0, 0];
    return Array.from({ length: 1000 }, (_, n) => {
      let left = chance() * total;
      const k = p.findIndex((p_k) => (left -= p_k) < 0);
      return prices.map((price, side) => (paid[side] += price[k]) / (n + 1));
    });
  }

  drawRun(p, prices, limits) {
    const means = this.means(p, prices);
    const ticks = this.ticksFor(limits.map((limit) => 1.5 * limit));
    const y = explorables.scale([0, ticks[2]], [154, 8]);
    const axis = this.axes(this.x, y, {
      bottom: { ticks: [[0, 1], [1, 10], [2, 100], [3, "1,000"]], label: this.say("matches played") },
      left: { ticks, label: this.say("mean bill so far") } });
    this.axis.replaceWith(axis);
    this.axis = axis;

    const upTo = Array.from({ length: 121 }, (_, n) => Math.round(10 ** (n / 40)));
    const points = (value) => upTo.map((n) =>
      [this.x(Math.log10(n)), Math.min(154, Math.max(8, y(value(n))))]);
    const errors = limits.map((limit, side) => {
      const variance = p.reduce((sum, p_k, k) => sum + (p_k && p_k * (prices[side][k] - limit) ** 2), 0);
      const error = 2 * Math.sqrt(variance) || 0;
      const edge = (sign) => points((n) => limit + sign * error / Math.sqrt(n));
      [[...edge(1), ...edge(-1).reverse()], points(() => limit), points((n) => means[n - 1][side])]
        .forEach((path, n) => this.lines[side][n].setAttribute("d", `M${path.join("L")}`));
      return error;
    });

    this.dataset.run = this.get("run");
    const [[mean], limit, error] = [means[999], limits[0], errors[0] / Math.sqrt(1000)];
    this.said.textContent = this.say(!this.get("run") ? "Not played yet."
      : limit === Infinity ? "After 1,000 matches: {}; some day there is no end."
      : Math.abs(mean - limit) < error + 1e-9 ? "After 1,000 matches: {}, inside the band from {} to {}."
      : "After 1,000 matches: {}, outside the band from {} to {}.",
      this.amount(mean), this.number(limit - error), this.number(limit + error));
  }
});
