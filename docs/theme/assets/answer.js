// Reads what is typed as a number and judges it; it needs no page.
const answers = (() => {
  const NATS = { bit: Math.LN2, nat: 1, hartley: Math.LN10 };
  const UNIT = /(?:(bits?|比特)|(nats?|纳特)|(hartleys?|哈特利))$/;
  const CONSTANTS = { e: Math.E, pi: Math.PI, π: Math.PI, inf: Infinity, "∞": Infinity };
  const FUNCTIONS = { ln: Math.log, log2: Math.log2, log10: Math.log10, sqrt: Math.sqrt };
  const TOKEN = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|log(?:10|2)(?!\d)|[a-zπ]+|\S/g;

  function plain(text) {
    return text
      .replace(/[⁺⁻]?[⁰¹²³⁴-⁹]+/g, "^$&").replace(/[₀-₉]+/g, "$& ").replace(/[¼½¾⅐-⅞]/g, " $&")
      .normalize("NFKC").toLowerCase()
      .replace(/[−–—]/g, "-").replace(/[×·⋅]/g, "*").replace(/[÷⁄]/g, "/").replace(/。/g, ".").replace(/\*\*/g, "^")
      .replace(/log_\{?(10|2)\}?(?!\d)/g, "log$1")
      .replace(/^\s*(?:[a-z]\s*(?==))?[=≈~约]*/, "").replace(/[.\s]+$/, "").trim();
  }

  // A comma may part thousands or decimals: 1,024 is read both ways.
  function spellings(text) {
    const write = (number, part) => text.replace(/[\d.,]+/g, (found) =>
      number.test(found) ? found.replaceAll(part, "").replace(",", ".") : found);
    const both = [write(/^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/, ","), write(/^(\d{1,3}(\.\d{3})+|\d*),\d+$/, ".")];
    return [...new Set(both)].filter((spelling) => !spelling.includes(","));
  }

  function evaluate(text) {
    const tokens = text.match(TOKEN) ?? [];
    let at = 0;
    const take = (token) => tokens[at] === token && Boolean(++at);
    function sum() {
      for (let value = product(); ;)
        if (take("+")) value += product();
        else if (take("-")) value -= product();
        else return value;
    }
    function product() {
      for (let value = signed(); ;)
        if (take("*")) value *= signed();
        else if (take("/")) value /= signed();
        else return value;
    }
    function signed() {
      if (take("-")) return -signed();
      return take("+") ? signed() : power();
    }
    function power() {
      const base = atom();
      return take("^") ? base ** signed() : base;
    }
    function atom() {
      const token = tokens[at++] ?? "";
      let value = NaN;
      if (/^[.\d]/.test(token)) value = Number(token);
      else if (token === "(") {
        value = sum();
        if (!take(")")) return NaN;
      } else if (Object.hasOwn(CONSTANTS, token)) value = CONSTANTS[token];
      else if (Object.hasOwn(FUNCTIONS, token)) value = FUNCTIONS[token](argument());
      while (take("%")) value /= 100;
      return value;
    }
    function argument() { // log2 1/32 means the logarithm of the fraction
      if (tokens[at] === "(") return atom();
      const value = signed();
      return tokens[at] === "/" && /^[.\d]/.test(tokens[at + 1] ?? "") && at++ ? value / power() : value;
    }
    const value = sum();
    return at === tokens.length ? value : NaN;
  }

  function readings(text) {
    return spellings(plain(text)).map((spelling) => {
      const [written = "", ...named] = UNIT.exec(spelling) ?? [];
      const rest = spelling.slice(0, spelling.length - written.length).trim();
      const unit = Object.keys(NATS)[named.findIndex(Boolean)] ?? "";
      const places = /^[+-]?\d*\.?(\d*)$/.exec(rest)?.[1].length ?? Infinity;
      return { value: evaluate(rest), unit, places };
    }).filter((reading) => !Number.isNaN(reading.value));
  }

  const near = (x, y, off) =>
    x === y || (Number.isFinite(y) && Math.abs(x - y) <= off * (Math.abs(y) || 1));

  function judgeOne({ value, unit: given, places }, { answer, tolerance, unit, wrong }) {
    if (given && !unit) return { verdict: "unitless" };
    const x = given ? (value * NATS[given]) / NATS[unit] : value;
    if (near(x, answer, tolerance))
      return { verdict: given && given !== unit ? "converted" : "right" };
    const known = wrong.find((one) => near(x, one.value, tolerance));
    if (known) return { verdict: "hint", hint: known.hint };
    const other = !given && unit && Object.keys(NATS).find((name) =>
      near((value * NATS[name]) / NATS[unit], answer, tolerance));
    if (other) return { verdict: "unit", unit: other };
    if (near(-x, answer, tolerance)) return { verdict: "sign" };
    const rounded = x !== 0 && Math.abs(x - answer) <= 0.5 * 10 ** -places;
    return { verdict: rounded || near(x, answer, 5 * tolerance) ? "close" : "wrong" };
  }

  function judge(text, exercise) {
    const found = readings(text).map((reading) => judgeOne(reading, exercise));
    const best = (...verdicts) => found.find((one) => verdicts.includes(one.verdict));
    return best("right", "converted") ?? best("hint") ?? found[0] ??
      { verdict: text.trim() ? "unread" : "empty" };
  }

  return { readings, judge };
})();
