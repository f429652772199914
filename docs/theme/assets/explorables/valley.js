// snippets/cross_entropy/bookmaker.py in the browser, name for name.
explorables.models.valley = ({ china, believed }) => {
  const { entropy, cross_entropy, kl_divergence } = arithmetic;
  const [match, belief] = [china, believed].map((p) => [p, 1 - p]);
  const bill = cross_entropy(match, belief);
  const unavoidable = entropy(match);
  const fine = kl_divergence(match, belief);
  return { bill, unavoidable, fine };
};
explorables.labels.valley = { china: "probability p that China win", believed: "belief q" };

// One valley, that of nature's p: walk along it with the belief q.
customElements.define("ce-valley", class extends explorables.Explorable {
  begin() {
    const range = [0.005, 0.995];
    for (const name of ["china", "believed"]) this.allow(name, explorables.isIn(range));
    const { left, right, bottom, top } = this.frame();
    this.x = explorables.scale([0, 1], [left, right]);
    this.y = explorables.scale([0, 2.5], [bottom, top]);

    this.valley = this.path("", "p", "stroke-width: 2");
    this.paid = this.path("", "p", "stroke-width: 7; stroke-linecap: butt");
    this.fine = this.path("", "d", "stroke-width: 7; stroke-linecap: butt; stroke-dasharray: 2 1.5");
    this.floor = this.mark("p", 4, "bg");
    this.point = this.mark("p", 5);
    this.values = [20, 38, 56].map((y) => this.text(236, y, "", "end", "fg", "bold"));
    const arch = this.curve((p) => arithmetic.entropy([p, 1 - p]), "muted", "stroke-dasharray: 4 2");
    this.picture.append(this.axes(this.x, this.y, {
      bottom: { ticks: [0, 1, 2, 3, 4, 5].map((n) => [n / 5, (n / 5).toFixed(1)]), label: this.say("belief q") },
      left: { ticks: [0, 1, 2, 3, 4, 5].map((n) => [n / 2, (n / 2).toFixed(1)]), label: this.say("H(P,Q) in bits") },
    }), arch, this.valley, this.paid, this.fine, this.floor, this.point, ...this.legend(), ...this.values);

    const sliders = [["believed", "belief q"], ["china", "probability p that China win"]].map(([name, label]) =>
      this.slider({ label: this.say(label), range, step: 0.005, along: this.x,
        value: () => this.get(name), change: (p) => this.change(name, p),
        says: () => `${this.get(name)}, ${this.result.value}` }));
    this.controls(...sliders);
    this.follow(() => (x) => {
      const q = Math.round(this.x.value(x) * 200) / 200;
      this.change("believed", Math.min(range[1], Math.max(range[0], q)));
    });
  }

  curve(height, role, style) {
    const points = Array.from({ length: 200 }, (_, n) => 0.001 + (0.998 * n) / 199)
      .map((q) => [q, height(q)]).filter(([, bits]) => bits <= 2.5)
      .map(([q, bits]) => `${this.x(q).toFixed(2)} ${this.y(bits).toFixed(2)}`);
    return this.path(`M${points.join("L")}`, role, style);
  }

  legend() {
    return ["H(P,Q)", "H(P)", "D(P‖Q)"].map((words, row) =>
      this.text(120, 20 + 18 * row, words, "start", ["fg", "p", "d"][row]));
  }

  inWords() { return this.result.value; }

  draw({ china, believed, bill, unavoidable, fine }) {
    const match = [china, 1 - china];
    const made = this.curve((q) => arithmetic.cross_entropy(match, [q, 1 - q]), "p", "stroke-width: 2");
    this.valley.setAttribute("d", made.getAttribute("d"));
    const at = (q) => this.x(q).toFixed(2);
    const height = (bits) => this.y(Math.min(bits, 2.5)).toFixed(2);
    this.paid.setAttribute("d", `M${at(believed)} ${height(0)}V${height(unavoidable)}`);
    this.fine.setAttribute("d", `M${at(believed)} ${height(unavoidable)}V${height(bill)}`);
    for (const [mark, q, bits] of [[this.floor, china, unavoidable], [this.point, believed, bill]]) {
      mark.setAttribute("cx", at(q));
      mark.setAttribute("cy", height(bits));
    }
    [bill, unavoidable, fine].forEach((bits, row) => {
      this.values[row].textContent = this.bits(bits);
    });
    this.result.value = this.say("The bill is {}: {} that nobody can avoid, and a fine of {}.",
      ...this.values.map((value) => value.textContent));
  }
});
