// snippets/information/favourite.py in the browser, name for name.
explorables.models.rounds = ({ rounds }) => {
  const { information_content } = arithmetic;
  const champion = rounds.reduce((product, p) => product * p);
  const at_once = information_content(champion);
  const round_by_round = rounds.reduce((sum, p) => sum + information_content(p), 0);
  return { champion, at_once, round_by_round };
};
explorables.labels.rounds = { rounds: "probability of winning" };

// The favourite's staircase, whose steps can be dragged, beside that of equals.
customElements.define("ce-rounds", class extends explorables.Explorable {
  begin() {
    this.range = [0.5, 1]; // so that no step is higher than one of equals
    this.allow("rounds", (rounds) => rounds.every(explorables.isIn(this.range)));
    const { left, right, bottom, top } = this.frame();
    this.x = explorables.scale([-0.5, 5.6], [left, right]);
    this.y = explorables.scale([0, 5.3], [bottom, top]);
    const stages = [...[32, 16, 8].map((n) => this.say("last {}", n)), this.say("last 4"), this.say("final")];

    this.picture.append(this.axes(this.x, this.y, {
      bottom: { ticks: stages.map((stage, k) => [k, stage]) },
      left: { ticks: [0, 1, 2, 3, 4, 5], label: this.say("information in bits, so far") },
    }));
    this.place(this.staircase("one of 32 equals", "p", -0.2, "end"), stages.map(() => 0.5));
    this.favourite = this.staircase("the favourite", "e", 0.2, "start");
    this.grips = stages.map(() => this.grip());
    this.picture.append(...this.grips);

    this.news = stages.map(() => explorables.element("small", {}));
    this.controls(this.row(stages.map((stage, k) => this.column(stage, k))));
    this.follow((x, y) => this.grab(x, y));
  }

  staircase(label, role, shift, anchor) {
    const bars = this.path("", role, `fill: var(--fig-${role}); stroke: none`);
    const lines = this.path("", role, "stroke-width: 0.8");
    const name = this.text(0, 0, this.say(label), anchor, role);
    const news = this.text(0, 0, "", anchor, role, "bold");
    this.picture.append(lines, bars, name, news);
    return { shift, bars, lines, name, news };
  }

  /** Draw a staircase; return its tops. */
  place({ shift, bars, lines, name, news }, rounds) {
    let so_far = 0;
    const tops = rounds.map((p, k) => {
      const from = this.y(so_far);
      so_far += arithmetic.information_content(p);
      return { x: this.x(k + shift), from, y: this.y(so_far) };
    });
    const half = this.x(0.18) - this.x(0);
    bars.setAttribute("d", tops.map(({ x, from, y }) =>
      `M${x - half} ${from}V${y}H${x + half}V${from}z`).join(""));
    lines.setAttribute("d", tops.slice(0, -1).map(({ x, y }) =>
      `M${x - half} ${y}H${this.x(1) - this.x(0) + x + half}`).join(""));
    for (const [text, under] of [[name, 0.2], [news, 0.62]]) {
      text.setAttribute("x", this.x(4 + 2.3 * shift));
      text.setAttribute("y", this.y(Math.max(so_far, 0.8) - under));
    }
    news.textContent = this.bits(so_far);
    return tops;
  }

  grip() {
    const room = this.mark("e", 22, "e");
    room.classList.add("explorable-grip");
    return explorables.element("g", {}, this.mark("e", 4.5, "bg"), room);
  }

  column(stage, k) {
    const field = this.field({ label: stage, range: this.range, step: 0.01,
      value: () => this.get("rounds")[k], change: (p) => this.moveTo(k, p) });
    field.append(this.news[k]);
    return field;
  }

  moveTo(k, p) { this.change("rounds", this.get("rounds").with(k, p)); }

  grab(x, y) {
    const k = this.tops.findIndex((top) => Math.hypot(top.x - x, top.y - y) <= 24);
    if (k < 0) return null;
    const off = this.tops[k].y - y;
    return (x, y) => {
      const bits = this.y.value(y + off) - this.y.value(this.tops[k].from);
      this.moveTo(k, explorables.onGrid(2 ** -bits, 0.01, this.range));
    };
  }

  inWords() { return this.result.value; }

  draw({ rounds, champion, round_by_round }) {
    this.tops = this.place(this.favourite, rounds);
    this.tops.forEach(({ x, y }, k) => {
      this.grips[k].setAttribute("transform", `translate(${x} ${y})`);
      this.news[k].textContent = this.bits(arithmetic.information_content(rounds[k]));
    });
    this.result.value = this.say("Probabilities multiply to {}, information adds up to {}.",
      arithmetic.written(champion, ".3g"), this.bits(round_by_round));
  }
});
