// snippets/entropy/red_card.py in the browser, name for name.
explorables.models.red_card = ({ win, red, win_if_red }) => {
  const { entropy } = arithmetic;
  const no_red = 1 - red;
  const win_if_not = (win - red * win_if_red) / no_red;
  const before = entropy([win, 1 - win]);
  const after_red = entropy([win_if_red, 1 - win_if_red]);
  const after_not = entropy([win_if_not, 1 - win_if_not]);
  const after = red * after_red + no_red * after_not;
  const gain = before - after;
  return { no_red, win_if_not, before, after_red, after_not, after, gain };
};
explorables.labels.red_card = { win: "China win", red: "probability of a red card", win_if_red: "red card" };

// The entropy before the message, after each, and the mean after.
customElements.define("ce-red_card", class extends explorables.Explorable {
  begin() {
    const range = [0, 0.02]; // above, China's chance without a red card would be negative
    this.allow("red", explorables.isIn(range));
    const drawn = [...this.drawn.querySelectorAll('path[style*="fill: var(--fig-p)"]')]
      .map((bar) => bar.getAttribute("d").match(/[\d.]+/g).map(Number));
    const [left, , one] = drawn[1]; // after a red card it is one bit
    this.x = explorables.scale([0, 1], [left, one]);

    const labels = ["before", "red card", "no red card", "mean after"];
    this.rows = labels.map((label, row) => {
      const [, bottom, , , , top] = drawn[row];
      const [middle, isMessage] = [(top + bottom) / 2, row % 3 > 0];
      const name = this.text(left - 4.7, middle + (isMessage ? -2 : 4), this.say(label), "end", "fg");
      const chance = this.text(left - 4.7, middle + 13, "", "end");
      const value = this.text(0, middle + 4, "", "start", "fg", "bold");
      const bar = this.path("", "p", `stroke-width: ${bottom - top}; stroke-opacity: ${isMessage ? 0.4 : 1}`);
      this.picture.append(bar, name, chance, value);
      return { name, chance, value, bar, middle };
    });
    this.line = this.path("", "muted", "stroke-dasharray: 1 1.65");
    this.picture.append(this.line);

    this.controls(this.slider({ label: this.say("probability of a red card"), range, step: 0.0005,
      value: () => this.get("red"), change: (p) => this.change("red", p) }));
  }

  draw({ red, no_red, before, after_red, after_not, after, gain }) {
    [before, after_red, after_not, after].forEach((bits, row) => {
      const { bar, value, middle } = this.rows[row];
      bar.setAttribute("d", `M${this.x(0)} ${middle}H${this.x(bits)}`);
      value.setAttribute("x", this.x(Math.max(bits, before)) + 4.7);
      value.textContent = this.bits(bits);
    });
    [red, no_red].forEach((p, message) => {
      this.rows[message + 1].chance.textContent = this.say("p = {}", Number(p.toFixed(6)));
    });
    const [first, , , last] = this.rows;
    this.line.setAttribute("d", `M${this.x(before)} ${first.middle + 11}V${last.middle + 13}`);
    this.result.value = this.say("On average the message lowers the entropy by {}.", this.bits(gain));
  }

  inWords() {
    const each = this.rows.map(({ name, value }) => `${name.textContent} ${value.textContent}`);
    return this.sentences(this.listed(each), this.result.value);
  }
});
