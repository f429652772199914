// snippets/bits/plan.py in the browser, name for name.
explorables.models.questions = ({ p, first, second, third }) => {
  const answers = p.map((_, k) => [first[k], second[k], third[k]]);
  const fits = (row, n) => answers.filter((other) =>
    other.slice(0, n).join() === row.slice(0, n).join()).length;
  const questions = answers.map((row) => [1, 2, 3].find((n) => fits(row, n) === 1) ?? Infinity);
  const mean_questions = p.reduce((sum, p_k, k) => sum + p_k * questions[k], 0);
  const mean_news = arithmetic.entropy(p);
  return { questions, mean_questions, mean_news };
};
explorables.labels.questions = { p: "probability", first: "question {}: is it", second: "question {}: is it", third: "question {}: is it" };

// A plan of questions, and what it costs.
customElements.define("ce-questions", class extends explorables.Explorable {
  begin() {
    this.asked = ["first", "second", "third"];
    for (const name of this.asked)
      this.allow(name, (teams) => teams.every((yes) => yes === 0 || yes === 1));
    const { p, mean_news } = this.start;
    const { left, right, bottom, top } = this.frame();
    this.x = explorables.scale([0, 4], [left, right]);
    const y = explorables.scale([-0.01, 1.01], [bottom, top]);

    let above = 1;
    const rows = p.map((p_k) => ({ y: y(above), height: y(above -= p_k) - y(above + p_k) }));
    const rect = (row, style) => explorables.element("rect", { x: left, ...rows[row], style });
    const news = p.map((p_k, k) => {
      const made = rect(k, "fill: var(--fig-p); fill-opacity: 0.3; stroke: var(--fig-p); stroke-width: 0.6");
      made.setAttribute("width", this.x(arithmetic.information_content(p_k)) - left);
      return made;
    });
    this.frames = p.map((_, k) => rect(k, "fill: none; stroke: var(--fig-q); stroke-width: 1.5"));
    this.teams = ["A", "B", "C", "D"];
    const chances = [["A, {}", "1/2"], ["B, {}", "1/4"], ["C, {}", "1/8"], ["D, {}", "1/8"]];
    const names = chances.map(([name, chance], k) => {
      const label = this.text(left - 4, rows[k].y + rows[k].height / 2 + 3.5,
        this.say(name, chance), "end");
      label.style.fontSize = "10px";
      return label;
    });
    this.mean = this.text(right, y(0.87) + 3.8, "", "end", "q", "bold");
    this.picture.append(
      this.axes(this.x, explorables.scale([0, 1], [bottom, bottom]),
        { bottom: { ticks: [0, 1, 2, 3, 4], label: this.say("questions, bits") } }),
      ...news, ...this.frames, ...names, this.mean,
      this.text(right, y(0.74) + 3.8,
        this.say("news: {} bits", arithmetic.written(mean_news, ".3g")), "end", "p", "bold"));
    this.controls(this.asked.map((name, n) => this.question(name, n)));
  }

  question(name, n) {
    const { element } = explorables;
    const label = this.say("question {}: is it", n + 1);
    const boxes = this.teams.map((team, k) => {
      const box = element("input", { type: "checkbox" });
      box.addEventListener("change", () =>
        this.change(name, this.get(name).with(k, Number(box.checked))));
      this.boxes = [...(this.boxes ?? []), () => { box.checked = this.get(name)[k] === 1; }];
      return element("label", {}, box, element("span", {}, team));
    });
    const group = element("div", { class: "explorable-choice", role: "group", "aria-label": label }, ...boxes);
    return this.row(element("span", {}, label), group);
  }

  inWords() {
    const { questions } = this.found;
    const each = this.teams.map((team, k) => `${team} ${arithmetic.written(questions[k], ".0f")}`);
    return this.sentences(this.listed(each), this.result.value);
  }

  draw(found) {
    this.found = found;
    const { questions, mean_questions, mean_news } = found;
    for (const tick of this.boxes) tick();
    questions.forEach((n, k) => {
      const alone = Number.isFinite(n);
      this.frames[k].setAttribute("width", this.x(alone ? n : 4) - this.x(0));
      this.frames[k].style.strokeDasharray = alone ? "" : "3 2";
    });
    const all = Number.isFinite(mean_questions);
    this.mean.textContent = all ? this.say("mean: {} questions", arithmetic.written(mean_questions, ".4g")) : "";
    this.result.value = this.say(!all ? "Some teams have the same answers and cannot be told apart."
      : mean_questions > mean_news ? "Every team is found, but a better plan needs fewer questions."
      : "As few questions as bits: no plan is better.");
  }
});
