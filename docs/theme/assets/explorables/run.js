// snippets/digits/run.py in the browser, name for name.
explorables.models.run = ({ step, digit, hard, kept, losses, held_out_losses, inks, thousandths }) => {
  const at = kept.indexOf(step);
  const [loss, held_out_loss] = [losses[at], held_out_losses[at]];
  const q = arithmetic.softmax(thousandths[at][digit + (inks.length / 2) * hard].map((z) => z / 1000));
  const surprise = arithmetic.information_content(q[digit]);
  return { loss, held_out_loss, q, surprise };
};
explorables.labels.run = { step: "step", digit: "digit", hard: "which of them",
  kept: "step", losses: "learnt from", held_out_losses: "held out", inks: "digit", thousandths: "q" };

// One digit on the way: its picture, what is believed of it, and where the run stands.
customElements.define("ce-run", class extends explorables.Explorable {
  begin() {
    const { kept, inks } = this.start;
    this.allow("step", (step) => kept.includes(step));
    this.allow("digit", (digit) => [...inks.keys()].slice(0, inks.length / 2).includes(digit));
    this.allow("hard", (hard) => hard === 0 || hard === 1);
    const [bars, curves] = [this.frame(0), this.frame(1)];
    this.share = explorables.scale([0, 1], [bars.bottom, bars.top]);
    const place = explorables.scale([-0.6, 9.6], [bars.left, bars.right]);
    this.x = explorables.scale([0, kept.length - 1], [curves.left, curves.right]);
    this.y = explorables.scale([0, 2.5], [curves.bottom, curves.top]);

    this.cells = this.pixels();
    this.bars = Array.from({ length: 10 }, (_, k) =>
      this.path("", "q", `stroke-width: ${(0.7 * (bars.right - bars.left)) / 10.2}; stroke-linecap: butt`));
    this.placeOf = (k, q) => `M${place(k).toFixed(2)} ${bars.bottom}V${this.share(q).toFixed(2)}`;
    this.now = this.path("", "muted", "stroke-dasharray: 3.7 1.6");
    this.points = [this.mark("e"), this.mark("fg")];
    this.price = this.text(bars.right, bars.top + 9, "", "end", "fg", "bold");
    const axes = [
      this.axes(place, this.share, {
        bottom: { ticks: Array.from({ length: 10 }, (_, k) => k) },
        left: { ticks: [[0, "0"], [0.5, "0.5"], [1, "1"]] } }),
      this.axes(this.x, this.y, {
        bottom: { ticks: [...kept.entries()].filter(([, t]) => ![3, 7, 15, 30, 70, 150].includes(t)), label: this.say("step") },
        left: { ticks: [0, 1, 2], label: this.say("loss in nats") } })];
    const middle = [bars.left - 30, (bars.top + bars.bottom) / 2];
    const name = this.text(...middle, "q");
    name.setAttribute("transform", `rotate(-90 ${middle})`);
    this.picture.append(...this.cells, ...axes, name, ...this.bars, this.price,
      ...this.curve("losses", "e", "learnt from", 38),
      ...this.curve("held_out_losses", "fg", "held out", 20, "; stroke-linecap: butt; stroke-dasharray: 12.8 3.2 2 3.2"),
      this.now, ...this.points);

    const [slider] = this.slider({ label: this.say("step"), range: [0, kept.length - 1], step: 1, along: this.x,
      value: () => kept.indexOf(this.get("step")), change: (n) => this.change("step", kept[n]),
      says: () => `${this.get("step")}, ${this.result.value}` });
    const digits = Array.from({ length: 10 }, (_, k) => [k, String(k)]);
    const which = [[0, this.say("a plain one")], [1, this.say("the hardest one")]];
    this.controls(slider, this.choice(this.say("digit"), "digit", digits),
      this.choice(this.say("which of them"), "hard", which));
    this.follow((x, y) => y > bars.bottom && ((to) => {
      const n = Math.round(this.x.value(to));
      this.change("step", kept[Math.min(kept.length - 1, Math.max(0, n))]);
    }));
  }

  curve(name, role, words, above, dashes = "") {
    const style = `stroke-width: 2${dashes}`;
    const points = this.start[name].map((loss, n) => `${this.x(n).toFixed(2)} ${this.y(loss).toFixed(2)}`);
    const line = this.path(`M${points.join("L")}`, role, style);
    const [left, bottom] = [this.x(0) + 12, this.y(0) - above];
    return [line, this.path(`M${left} ${bottom}h22`, role, style),
      this.text(left + 30, bottom + 4, this.say(words), "start", "fg")];
  }

  inWords() { return this.result.value; }

  draw({ step, digit, hard, kept, inks, loss, held_out_loss, q, surprise }) {
    const at = this.x(kept.indexOf(step));
    this.ink(this.cells, inks[digit + (inks.length / 2) * hard]);
    this.bars.forEach((bar, k) => {
      bar.setAttribute("d", this.placeOf(k, q[k]));
      bar.style.strokeOpacity = k === digit ? 1 : 0.35;
    });
    this.now.setAttribute("d", `M${at} ${this.y(0)}V${this.y(2.5)}`);
    [loss, held_out_loss].forEach((height, n) => {
      this.points[n].setAttribute("cx", at);
      this.points[n].setAttribute("cy", this.y(height));
    });
    this.price.textContent = this.bits(surprise);
    this.result.value = this.say("After {} steps the right answer, {}, has {} and costs {}. The held-out digits cost {} nats in the mean.",
      step, digit, arithmetic.written(q[digit], ".1%"), this.price.textContent, arithmetic.written(held_out_loss, ".3f"));
  }
});
