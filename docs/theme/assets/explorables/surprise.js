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
    const { left, right, bottom, top } = this.frame();
    this.x = explorables.scale([0, 1], [left, right]);
    this.y = explorables.scale([0, 8], [bottom, top]);

    this.china = this.mark("p");
    this.france = this.mark("p", 4, "bg");
    this.drops = this.path("", "muted", "stroke-dasharray: 2 3");
    this.values = [20, 38, 56].map((y) => this.text(322, y, "", "end", "fg", "bold"));
    this.values[2].textContent = this.bits(1);
    this.picture.append(this.sides(), this.curve(), this.drops,
      this.place(this.mark("muted", 2.6), 0.5), this.france, this.china, ...this.legend(), ...this.values);

    const moveTo = (p) => this.change("china", p);
    this.controls(this.slider({ label: this.say("probability that China win"), range, step: 0.005,
      along: this.x, value: () => this.get("china"), change: moveTo,
      says: () => `${this.get("china")}, ${this.values[0].textContent}` }));
    this.follow(() => (x) => {
      const p = Math.round(this.x.value(x) * 200) / 200;
      moveTo(Math.min(range[1], Math.max(range[0], p)));
    });
  }

  place(mark, p) {
    mark.setAttribute("cx", this.x(p));
    mark.setAttribute("cy", this.y(arithmetic.information_content(p)));
    return mark;
  }

  sides() {
    const upTo = (n) => Array.from({ length: n + 1 }, (_, k) => k);
    return this.axes(this.x, this.y, {
      bottom: { ticks: upTo(5).map((n) => [n / 5, arithmetic.format(n / 5, ".1f")]), label: this.say("probability") },
      left: { ticks: upTo(8), label: this.say("information in bits") },
      right: { ticks: upTo(5), label: this.say("information in nats"), scale: (nats) => this.y(nats / Math.LN2) },
    });
  }

  curve() {
    const points = Array.from({ length: 250 }, (_, n) => 0.004 + (0.996 * n) / 249)
      .map((p) => `${this.x(p).toFixed(2)} ${this.y(arithmetic.information_content(p)).toFixed(2)}`);
    return this.path(`M${points.join("L")}`, "p", "stroke-width: 2");
  }

  legend() {
    const marks = [this.mark("p"), this.mark("p", 4, "bg"), this.mark("muted", 2.6)];
    const labels = ["China beat France", "France beat China", "a coin shows heads"];
    return labels.flatMap((label, row) => {
      marks[row].setAttribute("cx", 140);
      marks[row].setAttribute("cy", 16.2 + 18 * row);
      return [marks[row], this.text(150, 20 + 18 * row, this.say(label), "start", "fg")];
    });
  }

  inWords() {
    const labels = ["China beat France", "France beat China"].map((label) => this.say(label));
    return `${labels[0]} ${this.values[0].textContent}, ${labels[1]} ${this.values[1].textContent}. ${this.result.value}`;
  }

  draw({ china, france, china_bits, france_bits, ratio }) {
    const [left, bottom] = [this.x(0), this.y(0)];
    this.place(this.china, china);
    this.place(this.france, france);
    this.drops.setAttribute("d", [[china, china_bits], [france, france_bits]].map(([p, bits]) =>
      `M${this.x(p)} ${bottom}V${this.y(bits)}H${left}`).join(""));
    this.values[0].textContent = this.bits(china_bits);
    this.values[1].textContent = this.bits(france_bits);
    const times = Math.max(ratio, 1 / ratio);
    const label = ratio === 1 ? "Both results are the same news."
      : ratio > 1 ? "China’s win is {} times the news of France’s."
      : "France’s win is {} times the news of China’s.";
    this.result.value = this.say(label, arithmetic.written(times, times < 100 ? ".3g" : ",.0f"));
  }
});
