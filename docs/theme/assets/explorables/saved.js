// snippets/digits/saved.py in the browser, name for name.
explorables.models.saved = ({ loss }) => {
  const left_bits = loss / Math.LN2;
  const saved_bits = Math.log2(10) - left_bits;
  const usual_chance = Math.exp(-loss);
  return { left_bits, saved_bits, usual_chance };
};
explorables.labels.saved = { loss: "held-out loss in nats" };
