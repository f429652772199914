// snippets/softmax/gap.py in the browser, name for name.
explorables.models.gap = ({ q }) => {
  const gap = Math.log(q / (1 - q));
  const loss = -Math.log(q);
  const push = 1 - q;
  return { gap, loss, push };
};
explorables.labels.gap = { q: "probability of the label" };
