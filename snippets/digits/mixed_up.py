"""Which digits are taken for which: eights are read as ones."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import softmax

from pictures import K, test
from training import model

images, labels = test
answers = softmax(model.logits(images)).argmax(axis=1)
table = np.zeros((K, K), int)
np.add.at(table, (labels, answers), 1)
errors = table - np.diag(np.diag(table))
mistakes, commonest = int(errors.sum()), int(errors.max())
eight, one = (int(k) for k in np.unravel_index(errors.argmax(), (K, K)))
eights = int(table[eight].sum())
no_false_zero = bool(errors[:, 0].sum() == 0)

fig, ax = plt.subplots(figsize=(5, 4.6))
wrong = errors > 0
rows, columns = np.nonzero(wrong)
sizes = 55 * errors[wrong]
ax.scatter(columns, rows, sizes, ["C1"], alpha=0.3, linewidths=0)
for row, column in np.argwhere(table):
    middle = {"ha": "center", "va": "center"}
    told = {"weight": "bold"} if row != column else {"color": "gray"}
    ax.text(column, row, table[row, column], **middle, **told)
ends = {"xlim": (-0.5, K - 0.5), "ylim": (K - 0.5, -0.5)}
ax.set(xticks=range(K), yticks=range(K), aspect="equal", **ends)
ax.set(xlabel="read as", ylabel="what it is")
