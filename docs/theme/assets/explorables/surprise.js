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
    const { element } = explorables;
    this.key = `${this.snippet}.china`;
    this.range = [0.005, 0.995];
    explorables.allow(this.key, this.start.china, this.range);

    this.china = this.mark("var(--fig-p)");
    this.france = this.mark("var(--fig-bg)");
    this.drops = this.path("", "muted", 'stroke-dasharray: 2 3');
    this.values = [20, 38, 56].map((y) => this.text(322, y, "", "end", "fg", "bold"));
    this.values[2].textContent = this.bits(1);
    this.picture = element("svg", { viewBox: "0 0 360 216", role: "img", class: "explorable-live" },
      ...this.axes(), this.curve(), this.drops, this.place(this.mark("var(--fig-muted)", 2.6), 0.5),
      this.france, this.china, ...this.legend(), ...this.values);
    this.querySelector(".figure").append(this.picture);
    this.append(this.controls());
    this.followPointer();
  }

  // The frame is that of the figure that the build drew, so that nothing jumps.
  x(p) { return 30.86 + 298.27 * p; }
  y(bits) { return 181.49 - 21.8375 * bits; }

  path(d, role, style = "") {
    return explorables.element("path", { d, style: `fill: none; stroke: var(--fig-${role}); ${style}` });
  }

  text(x, y, words, anchor = "middle", role = "muted", weight = "normal") {
    return explorables.element("text", { x, y,
      style: `font-size: 11px; text-anchor: ${anchor}; fill: var(--fig-${role}); font-weight: ${weight}` }, words);
  }

  mark(fill, r = 4) {
    const stroke = fill === "var(--fig-bg)" ? "var(--fig-p)" : fill;
    return explorables.element("circle", { r, style: `fill: ${fill}; stroke: ${stroke}; stroke-width: 1.6` });
  }

  place(mark, p) {
    mark.setAttribute("cx", this.x(p));
    mark.setAttribute("cy", this.y(arithmetic.information_content(p)));
    return mark;
  }

  axes() {
    const [left, right, bottom, top] = [this.x(0), this.x(1), this.y(0), this.y(8)];
    const made = [this.path(`M${left} ${top}V${bottom}H${right}V${top}`, "muted", "stroke-width: 0.8")];
    const tick = (x, y, dx, dy, words, tx, ty, anchor) => {
      const label = this.text(x + tx, y + ty, words, anchor);
      label.style.fontSize = "10px";
      made.push(this.path(`M${x} ${y}l${dx} ${dy}`, "muted", "stroke-width: 0.8"), label);
    };
    for (let n = 0; n <= 5; n++) {
      tick(this.x(n / 5), bottom, 0, 3, arithmetic.format(n / 5, ".1f"), 0, 14.1, "middle");
      tick(right, this.y(n / Math.LN2), 3, 0, n, 6.5, 3.8, "start");
    }
    for (let n = 0; n <= 8; n++) tick(left, this.y(n), -3, 0, n, -6.5, 3.8, "end");
    const turned = (x, words) => {
      const label = this.text(x, 94.14, words);
      label.setAttribute("transform", `rotate(-90 ${x} 94.14)`);
      return label;
    };
    return [...made, this.text(180, 210.35, this.say("probability")),
      turned(12.5, this.say("information in bits")),
      turned(354.35, this.say("information in nats"))];
  }

  curve() {
    const points = Array.from({ length: 250 }, (_, n) => 0.004 + (0.996 * n) / 249)
      .map((p) => `${this.x(p).toFixed(2)} ${this.y(arithmetic.information_content(p)).toFixed(2)}`);
    return this.path(`M${points.join("L")}`, "p", "stroke-width: 2");
  }

  legend() {
    const fills = ["var(--fig-p)", "var(--fig-bg)", "var(--fig-muted)"];
    const labels = ["China beat France", "France beat China", "a coin shows heads"];
    return labels.flatMap((label, row) => {
      const mark = this.mark(fills[row], row === 2 ? 2.6 : 4);
      mark.setAttribute("cx", 140);
      mark.setAttribute("cy", 16.2 + 18 * row);
      return [mark, this.text(150, 20 + 18 * row, this.say(label), "start", "fg")];
    });
  }

  controls() {
    const { element } = explorables;
    const [min, max] = this.range;
    const name = this.say("probability that China win");
    this.slider = element("input", { type: "range", min, max, step: 0.005, "aria-label": name });
    this.number = element("input", { type: "number", min, max, step: "any", inputmode: "decimal" });
    this.ratio = element("output", {});
    this.origin = element("small", {});
    this.slider.addEventListener("input", () => this.moveTo(this.slider.valueAsNumber));
    this.number.addEventListener("input", () => {
      if (this.number.checkValidity()) this.moveTo(this.number.valueAsNumber);
    });
    this.number.addEventListener("change", () => {
      this.number.value = this.shown;
    });
    return element("div", { class: "explorable-controls" }, this.slider,
      element("div", { class: "explorable-row" },
        element("label", {}, `${name} `, this.number),
        explorables.resetButton(this.say("Reset"), [this.key])),
      element("p", {}, this.ratio, " ", this.origin));
  }

  /** Drag the point itself: over the picture the pointer's place is a probability. */
  followPointer() {
    const move = (event) => {
      const box = this.picture.getBoundingClientRect();
      const p = (((event.clientX - box.left) / box.width) * 360 - 30.86) / 298.27;
      const [low, high] = this.range;
      this.moveTo(Math.min(high, Math.max(low, Math.round(p * 200) / 200)));
    };
    this.picture.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.picture.setPointerCapture(event.pointerId);
      // A finger may be about to scroll, which the browser tells by a cancel.
      if (event.pointerType === "mouse") move(event);
    });
    for (const type of ["pointermove", "pointerup"])
      this.picture.addEventListener(type, (event) => {
        if (this.picture.hasPointerCapture(event.pointerId)) move(event);
      });
  }

  moveTo(p) {
    if (!(p >= this.range[0] && p <= this.range[1])) return;
    explorables.set(this.key, p);
    explorables.tell(this.inWords());
  }

  inWords() {
    const labels = ["China beat France", "France beat China"].map((label) => this.say(label));
    return `${labels[0]} ${this.values[0].textContent}, ${labels[1]} ${this.values[1].textContent}. ${this.ratio.value}`;
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
    this.ratio.value = this.say(label, arithmetic.written(times, times < 100 ? ".3g" : ",.0f"));
    this.shown = String(china);
    if (document.activeElement !== this.number) this.number.value = this.shown;
    this.slider.value = china;
    this.slider.setAttribute("aria-valuetext", `${this.shown}, ${this.values[0].textContent}`);
    this.origin.textContent = this.say(explorables.isChanged(this.key)
      ? "Computed in your browser." : "As the build computed it.");
    this.picture.setAttribute("aria-label", this.inWords());
  }
});
