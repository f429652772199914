// snippets/information/match.py in the browser, name for name.
explorables.models.bars = ({ china }) => {
  const { information_content } = arithmetic;
  const france = 1 - china;
  const china_bits = information_content(china);
  const france_bits = information_content(france);
  const ratio = china_bits / france_bits;
  return { france, china_bits, france_bits, ratio };
};
explorables.labels.bars = { china: "probability that China win" };

// The two bars of the home page, whose ends can be dragged.
customElements.define("ce-bars", class extends explorables.Explorable {
  begin() {
    const range = [0.005, 0.995];
    this.allow("china", explorables.isIn(range));
    const [france, china] = [...this.drawn.querySelectorAll('path[style="fill: var(--fig-p)"]')]
      .map((bar) => bar.getAttribute("d").match(/[\d.]+/g).map(Number));
    const [left, , right] = china;
    this.x = explorables.scale([0, this.start.china_bits], [left, right]);
    this.rows = [["China win", china], ["France win", france]].map(([label, [, bottom, , , , top]]) => {
      const middle = (bottom + top) / 2;
      const bar = this.path("", "p", "fill: var(--fig-p); stroke: none");
      const news = this.text(0, middle + 3, "", "start", "fg", "bold");
      const chance = this.text(left - 3.45, middle + 14, "", "end");
      this.picture.append(bar, news, chance, this.text(left - 3.45, middle - 5.8, this.say(label), "end", "fg"));
      return { bar, news, chance, top, bottom };
    });

    this.controls(...this.slider({ label: this.say("probability that China win"), range, step: 0.005,
      value: () => this.get("china"), change: (p) => this.change("china", p),
      says: () => `${this.get("china")}, ${this.rows[0].news.textContent}` }));
    const between = (china[1] + france[5]) / 2;
    this.follow((_, y) => (x) => {
      const p = 2 ** -Math.max(0, this.x.value(x));
      this.change("china", explorables.onGrid(y < between ? p : 1 - p, 0.005, range));
    });
  }

  inWords() {
    const each = ["China win", "France win"].map((label, row) => `${this.say(label)} ${this.rows[row].news.textContent}`);
    return this.sentences(this.listed(each), this.result.value);
  }

  draw({ china, france, china_bits, france_bits, ratio }) {
    [[china, china_bits], [france, france_bits]].forEach(([p, bits], row) => {
      const { bar, news, chance, top, bottom } = this.rows[row];
      const end = Math.max(this.x(bits), this.x(0) + 0.5);
      bar.setAttribute("d", `M${this.x(0)} ${bottom}H${end}V${top}H${this.x(0)}z`);
      news.setAttribute("x", end + 3.45);
      news.textContent = this.bits(bits);
      chance.textContent = this.say("p = {}", String(Number(p.toPrecision(3))));
    });
    const times = Math.max(ratio, 1 / ratio);
    const label = ratio === 1 ? "Both results are the same news."
      : ratio > 1 ? "China’s win is {} times the news of France’s."
      : "France’s win is {} times the news of China’s.";
    this.result.value = this.say(label, arithmetic.written(times, times < 100 ? ".3g" : ",.0f"));
  }
});
