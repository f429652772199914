// snippets/digits/drawn.py in the browser, name for name.
explorables.models.draw = ({ ink, label, thousandths, offsets, samples, sample_labels }) => {
  const z = offsets.map((b, k) => ink.reduce((sum, x, n) => sum + (x / 16) * thousandths[n][k], b) / 1000);
  const q = arithmetic.softmax(z);
  const surprise = arithmetic.information_content(q[label]);
  return { q, surprise };
};
explorables.labels.draw = { ink: "pixels", label: "You meant", thousandths: "weights",
  offsets: "weights", samples: "A held-out digit", sample_labels: "You meant" };

// A field of 8 by 8 pixels to draw on, and what the classifier makes of it.
customElements.define("ce-draw", class extends explorables.Explorable {
  begin() {
    const { isIn, scale, element, button } = explorables;
    const whole = (range) => (x) => Number.isInteger(x) && isIn(range)(x);
    this.allow("ink", (ink) => ink.every(whole([0, 16])));
    this.allow("label", whole([0, 9]));
    const { left, right, bottom, top } = this.frame();
    const [x, y] = [scale([0, 1], [left, right]), scale([9.6, -0.6], [bottom, top])];

    this.cells = this.pixels();
    this.bars = Array.from({ length: 10 }, () =>
      this.path("", "q", `stroke-width: ${(0.7 * (bottom - top)) / 10.2}; stroke-linecap: butt`));
    this.placeOf = (k, q) => `M${left} ${y(k).toFixed(2)}H${x(q).toFixed(2)}`;
    this.price = this.text(right, bottom - 6, "", "end", "fg", "bold");
    this.size = Number(this.cells[0].getAttribute("width"));
    this.corner = ["x", "y"].map((name) => Number(this.cells[0].getAttribute(name)));
    const [width, height] = [8 * this.size, 8 * this.size];
    this.field = element("rect", { x: this.corner[0], y: this.corner[1], width, height, class: "draw-field",
      tabindex: 0, role: "application", "aria-label": this.say("Field of 8 by 8 pixels: arrow keys move, the space bar inks or wipes.") });
    this.cursor = element("rect", { class: "draw-cursor", width: this.size, height: this.size });
    this.at = [3, 3];
    this.picture.setAttribute("role", "group");
    this.picture.append(...this.cells, this.axes(x, y, {
      bottom: { ticks: [[0, "0"], [0.5, "0.5"], [1, "1"]], label: "q" },
      left: { ticks: Array.from({ length: 10 }, (_, k) => k) } }), ...this.bars, this.price, this.field, this.cursor);

    const digits = Array.from({ length: 10 }, (_, k) => [k, String(k)]);
    this.sample = 0;
    this.controls(this.row(element("span", {}, this.say("You meant")), this.choice(this.say("You meant"), "label", digits)),
      this.row(button(this.say("Clear"), () => this.change("ink", this.start.ink.map(() => 0))),
        button(this.say("A held-out digit"), () => {
          this.change("ink", this.start.samples[this.sample]);
          this.change("label", this.start.sample_labels[this.sample]);
          this.sample = (this.sample + 1) % this.start.samples.length;
        })));
    this.follow((...from) => this.stroke(from));
    this.field.addEventListener("keydown", (event) => this.press(event));
    this.cursorTo(this.at);
  }

  /** Where in the field, in its 32 by 32 points. */
  pointOf(place) { return place.map((at, n) => ((at - this.corner[n]) / this.size) * 4); }

  /** A pen of finite width: each point that it covers counts once, as in the data set. */
  stroke(from) {
    let last = this.pointOf(from);
    if (!last.every((at) => at >= 0 && at <= 32)) return null;
    if (String(this.get("ink")) !== this.drawnSoFar) this.covered = new Set();
    return (...to) => {
      const next = this.pointOf(to);
      const ink = [...this.get("ink")];
      const pieces = 1 + Math.ceil(2 * Math.hypot(next[0] - last[0], next[1] - last[1]));
      for (let n = 0; n <= pieces; n += 1)
        this.dot(ink, last.map((at, axis) => at + ((next[axis] - at) * n) / pieces));
      last = next;
      this.drawnSoFar = String(ink);
      this.change("ink", ink);
    };
  }

  dot(ink, [x, y]) {
    for (let row = 0; row < 32; row += 1)
      for (let column = 0; column < 32; column += 1) {
        const point = 32 * row + column;
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) > 2.2 || this.covered.has(point)) continue;
        this.covered.add(point);
        const cell = 8 * Math.floor(row / 4) + Math.floor(column / 4);
        ink[cell] = Math.min(16, ink[cell] + 1);
      }
  }

  press(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (step) this.cursorTo(this.at.map((at, n) => Math.min(7, Math.max(0, at + step[n]))));
    else if (event.key === " " || event.key === "Enter") {
      const ink = [...this.get("ink")];
      const cell = 8 * this.at[1] + this.at[0];
      ink[cell] = ink[cell] ? 0 : 16;
      this.change("ink", ink);
    } else return;
    event.preventDefault();
  }

  cursorTo(at) {
    this.at = at;
    ["x", "y"].forEach((name, n) => this.cursor.setAttribute(name, this.corner[n] + at[n] * this.size));
  }

  inWords() { return this.result.value; }

  draw({ ink, label, q, surprise }) {
    this.ink(this.cells, ink);
    this.bars.forEach((bar, k) => {
      bar.setAttribute("d", this.placeOf(k, q[k]));
      bar.style.strokeOpacity = k === label ? 1 : 0.35;
    });
    const most = q.indexOf(Math.max(...q));
    this.price.textContent = this.bits(surprise);
    this.result.value = this.say("Read as {}, with a chance of {}. You meant {}, which costs {}.",
      most, arithmetic.written(q[most], ".1%"), label, this.price.textContent);
  }
});
