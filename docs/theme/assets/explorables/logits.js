// snippets/softmax/logits.py in the browser, name for name.
explorables.models.logits = ({ z, label, temperature }) => {
  const { logsumexp, softmax } = arithmetic;
  const scaled = z.map((z_k) => z_k / temperature);
  const q = softmax(scaled);
  const loss = logsumexp(scaled) - scaled[label];
  const gradient = q.map((q_k, k) => (q_k - (k === label ? 1 : 0)) / temperature);
  return { q, loss, gradient };
};
explorables.labels.logits = { z: "logits z", label: "label", temperature: "temperature T" };

// Three logits to be dragged, the belief that they make, and the way to the label.
customElements.define("ce-logits", class extends explorables.Explorable {
  begin() {
    const { isIn, scale, button } = explorables;
    this.range = [-5, 5];
    this.allow("z", (z) => z.every(isIn(this.range)));
    this.allow("label", (label) => [0, 1, 2].includes(label));
    this.allow("temperature", isIn([0.25, 4]));
    this.allow("steps", (steps) => Number.isInteger(steps) && steps >= 0, 0);
    this.names = ["cat", "dog", "fox"].map((label) => this.say(label));

    const [left, right] = [this.frame(0), this.frame(1)];
    this.x = scale(this.range, [left.left, left.right]);
    this.share = scale([0, 1], [right.left, right.right]);
    this.y = scale([2.6, -0.9], [left.bottom, left.top]);
    this.thick = this.y(0.4) - this.y(0);
    const unit = right.right - right.left;
    this.columns = [1.62, 2.28].map((at) => right.left + at * unit);
    this.picture.append(
      this.axes(this.x, this.y, {
        bottom: { ticks: [[-3, "−3"], 0, 3], label: this.say("logit z") },
        left: { ticks: this.names.map((name, k) => [k, name]) } }),
      this.axes(this.share, this.y, { bottom: { ticks: [0, 1], label: this.say("belief q") } }),
      this.path(`M${this.x(0)} ${left.bottom}V${left.top}`, "muted", "stroke-width: 0.8"),
      ...["q", "q − y"].map((words, n) =>
        this.text(this.columns[n], this.y(-0.7) + 4, words, "end", "qd"[n])));
    this.rows = this.names.map((_, k) => this.rowOf(k));

    const add = (words, c) => {
      const made = button(this.say(words), () => this.add(c));
      return [made, c];
    };
    this.adders = [add("Subtract 1 from all", -1), add("Add 1 to all", 1)];
    this.stepper = button(this.say("Take a step"), () => this.step());
    const labels = this.choice(this.say("label"), "label", this.names.map((name, k) => [k, name]));
    this.controls(this.names.map((name, k) => this.bar({ label: `z, ${name}`, says: name, range: this.range,
      step: 0.1, value: () => this.get("z")[k], change: (x) => this.turn(k, x) })),
      this.bar({ label: this.say("temperature T"), says: "T", range: [0.25, 4], step: 0.05,
        value: () => this.get("temperature"), change: (t) => this.byHand("temperature", t) }),
      this.row(this.adders.map(([made]) => made)), this.row(explorables.element("span", {}, this.say("label")), labels, this.stepper));
    this.follow((x, y) => this.grab(x, y));
  }

  /** What one class has in the picture. */
  rowOf(k) {
    const line = (role, style) => this.path("", role, style);
    const thick = `stroke-width: ${this.thick}; stroke-linecap: butt`;
    const row = { logit: line("muted", thick), belief: line("q", thick),
      label: line("p", "stroke-width: 3"), arrow: line("d", "stroke-width: 1.5"),
      head: explorables.element("path", { style: "fill: var(--fig-d)" }),
      texts: [..."qd"].map((role, n) => this.text(this.columns[n], this.y(k) + 4, "", "end", role)) };
    this.picture.append(row.logit, row.belief, row.label, row.arrow, row.head, ...row.texts);
    return row;
  }

  bar({ says, ...given }) {
    return this.row(explorables.element("span", {}, says),
      this.input("range", given), this.input("number", given));
  }

  /** What the reader sets: from there the steps are counted anew. */
  byHand(name, value) {
    if (this.get("steps")) this.change("steps", 0);
    this.change(name, value);
  }

  turn(k, x) { this.byHand("z", this.get("z").map((z_k, j) => (j === k ? x : z_k))); }

  moved(by) { return this.get("z").map((z_k, k) => Number((z_k + by(k)).toFixed(6))); }

  mayBe(z) { return z.every(explorables.isIn(this.range)); }

  add(c) {
    const z = this.moved(() => c);
    if (this.mayBe(z)) this.byHand("z", z);
  }

  step() {
    const z = this.moved((k) => -this.gradient[k]);
    if (!this.mayBe(z)) return;
    this.change("z", z);
    this.change("steps", this.get("steps") + 1);
  }

  grab(x, y) {
    const k = Math.round(this.y.value(y));
    if (k < 0 || k > 2 || x > this.x.places[1] + 6) return undefined;
    return (to) => this.turn(k, explorables.onGrid(this.x.value(to), 0.1, this.range));
  }

  draw({ label, q, loss, gradient }) {
    this.gradient = gradient;
    const z = this.get("z");
    this.rows.forEach((row, k) => {
      const [top, beneath, tip] = [this.y(k), this.y(k + 0.33), this.share(k === label ? 1 : 0)];
      const from = this.share(q[k]);
      const side = Math.sign(tip - from) * Math.min(7, Math.abs(tip - from));
      row.logit.setAttribute("d", `M${this.x(0)} ${top}H${this.x(z[k])}`);
      row.belief.setAttribute("d", `M${this.share(0)} ${top}H${from}`);
      row.label.setAttribute("d", `M${tip} ${this.y(k - 0.2)}V${this.y(k + 0.45)}`);
      row.arrow.setAttribute("d", `M${from} ${beneath}H${tip - side}`);
      row.head.setAttribute("d", `M${tip} ${beneath}l${-side} -3v6z`);
      const y = k === label ? 1 : 0;
      [q[k], q[k] - y].forEach((number, n) => { row.texts[n].textContent = arithmetic.written(number, ".4f"); });
    });
    for (const [made, c] of this.adders)
      made.setAttribute("aria-disabled", !this.mayBe(this.moved(() => c)));
    this.stepper.setAttribute("aria-disabled", !this.mayBe(this.moved((n) => -gradient[n])));
    const [steps, share] = [this.get("steps"), arithmetic.written(q[label], ".1%")];
    const nats = arithmetic.written(loss, ".4f");
    this.result.value = steps === 0
      ? this.say("The label has probability {}, the loss is {} nats.", share, nats)
      : this.say(steps === 1 ? "After {} step the label has probability {}, the loss is {} nats."
        : "After {} steps the label has probability {}, the loss is {} nats.", steps, share, nats);
  }

  inWords() {
    const rows = this.names.map((name, k) => this.listed([`${name} z ${arithmetic.written(this.get("z")[k], ".3g")}`,
      ...["q", "q − y"].map((words, n) => `${words} ${this.rows[k].texts[n].textContent}`)]));
    return this.sentences(...rows, this.result.value);
  }
});
