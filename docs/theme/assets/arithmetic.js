// The library's measures, name for name, in bits; a test runs both on the same cases.
// Last, numbers as Python's format() writes them.
const arithmetic = (() => {
  const sum = (terms) => terms.reduce((total, term) => total + term, 0);
  const information_content = (p) => 0 - Math.log2(p); // from 0, since -log2(1) is -0

  /** H(P, Q) = -Σ p log2 q, where an outcome that cannot occur adds nothing. */
  function cross_entropy(p, q) {
    const total = sum(q);
    const terms = p.map((p_k, k) => (p_k === 0 ? 0 : p_k * information_content(q[k] / total)));
    return sum(terms) / sum(p);
  }

  const entropy = (p) => cross_entropy(p, p);

  /** D(P‖Q) = Σ p log2(p / q), each term with q - p, so that only rounding is below 0. */
  function kl_divergence(p, q) {
    const [all_p, all_q] = [sum(p), sum(q)];
    return sum(p.map((p_k, k) => {
      const [one, other] = [p_k / all_p, q[k] / all_q];
      const ratio = one === 0 ? 0 : one * (Math.log2(one) - Math.log2(other));
      return Math.max(0, ratio + (other - one) / Math.LN2);
    }));
  }

  function js_divergence(p, q) {
    const [all_p, all_q] = [sum(p), sum(q)];
    const middle = p.map((p_k, k) => (p_k / all_p + q[k] / all_q) / 2);
    return (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2;
  }

  /** exp(z / T) divided by the sum of them, without overflow. */
  function softmax(z, temperature = 1) {
    const top = Math.max(...z);
    const exponentials = z.map((z_k) =>
      (z_k === top ? 1 : Math.exp((z_k - top) / temperature)));
    return exponentials.map((e) => e / sum(exponentials));
  }

  /** ln Σ exp(z), in nats, without overflow. */
  function logsumexp(z) {
    const top = Math.max(...z);
    return Number.isFinite(top) ? top + Math.log(sum(z.map((z_k) => Math.exp(z_k - top)))) : top;
  }

  const SPEC = /^(,?)\.(\d+)([f%g])$/;

  // JavaScript rounds a tie up, Python to the even digit; 60 more decimals tell a tie.
  const isTie = (decimals, digits) => /^50*$/.test(decimals.slice(digits));
  const decimalsOf = (text) => text.split(/[.e]/)[1];
  const lower = (text, digits) => (Number(text) - 10 ** -digits).toFixed(digits);
  const isOdd = (text) => /[13579]$/.test(text);

  function fixed(x, digits) {
    const text = x.toFixed(digits);
    const tie = isTie(decimalsOf(x.toFixed(Math.min(100, digits + 60))), digits);
    return tie && isOdd(text) ? lower(text, digits) : text;
  }

  function scientific(x, digits) {
    const exact = x.toExponential(Math.min(100, digits + 60));
    const [text, power] = x.toExponential(digits).split("e");
    const tie = isTie(decimalsOf(exact), digits) && exact.endsWith(`e${power}`);
    return [tie && isOdd(text) ? lower(text, digits) : text, Number(power)];
  }

  function general(x, digits) {
    const precision = Math.max(digits, 1);
    const [digit, power] = scientific(x, precision - 1);
    const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
    if (power >= -4 && power < precision) return trimmed(fixed(x, precision - 1 - power));
    const size = String(Math.abs(power)).padStart(2, "0");
    return `${trimmed(digit)}e${power < 0 ? "-" : "+"}${size}`;
  }

  /** format(x, spec), for the specs `.2f`, `,.0f`, `.1%` and `.3g`. */
  function format(x, spec) {
    const [, comma, digits, kind] = SPEC.exec(spec);
    const sign = x < 0 || Object.is(x, -0) ? "-" : "";
    const size = Math.abs(kind === "%" ? x * 100 : x);
    const end = kind === "%" ? "%" : "";
    if (!Number.isFinite(size)) return sign + (size === Infinity ? "inf" : "nan") + end;
    const text = (kind === "g" ? general : fixed)(size, Number(digits));
    const grouped = comma ? text.replace(/^\d+/, (whole) =>
      whole.replace(/\B(?=(\d{3})+$)/g, ",")) : text;
    return sign + grouped + end;
  }

  /** A number as it stands in running text: −1.5, ∞, 6.9 × 10³. */
  function written(x, spec) {
    const [digits, power] = format(x, spec).replace("inf", "∞").replace(/^-/, "−").split("e");
    const raised = (text) => [...text].map((c) => "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"["-0123456789".indexOf(c)]).join("");
    return power ? `${digits} × 10${raised(String(Number(power)))}` : digits;
  }

  return { information_content, entropy, cross_entropy, kl_divergence, js_divergence,
    softmax, logsumexp, format, written };
})();
