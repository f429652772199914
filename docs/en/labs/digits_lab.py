# ---
# description: From the raw pixels of handwritten digits to a trained classifier, in thirteen cells that you can change and run again.
# ---

# %% [markdown]
# # From pixels to a classifier { #digits_lab }
#
# The chapters ask what a wrong belief costs.
# Here a student learns from that bill: a program that looks at small pictures of handwritten digits, says of each what it believes, and pays its surprise at the truth.
# It is the training of [the chapter before](../digits.md#training), cell by cell.
# Thirteen short cells lead from the raw pixels to a trained classifier, and below each stands what it left when this page was built.

# %% [markdown]
# ## A picture is a row of numbers { #pixels }
#
# scikit-learn carries a collection of digits that people wrote by hand.
# Each picture becomes a row of numbers, one for each pixel, from zero (paper) to one (ink), and has a label, the digit that was meant.

# %%
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    information_content,
    softmax,
)

digits = load_digits()
pictures, labels = digits.data / 16, digits.target
pictures.shape, labels.shape

# %% [markdown]
# The first picture as the program meets it, the ink of each pixel in sixteenths:

# %%
print(digits.images[0].astype(int))

# %% [markdown]
# And as we see it, with nine more:


# %% alt="Ten pictures in two rows, each of eight by eight squares, stronger where there is more ink: the handwritten digits from 0 to 9." caption="The first ten pictures of the collection, each below its label."
def draw(ax, values, size, above="black", below="C1"):
    at = np.flatnonzero(values)
    row, column = np.divmod(at, 8)
    colors = [(above if v > 0 else below, abs(v)) for v in values[at]]
    ax.scatter(column, -row, size, colors, marker="s", linewidths=0)
    ax.set(xlim=(-0.5, 7.5), ylim=(-7.5, 0.5), aspect="equal")
    ax.set_axis_off()


fig, axes = plt.subplots(2, 5)
for ax, picture, label in zip(axes.flat, pictures, labels):
    draw(ax, picture, size=50)
    ax.set_title(str(label), loc="center")
plt.show()

# %% [markdown]
# ## Put some away { #held-out }
#
# Whoever knows the answers by heart has not learnt to read.
# So every third picture is put away, or *held out*, before anything begins: the training never sees it.

# %%
is_away = np.arange(len(labels)) % 3 == 2
X, y = pictures[~is_away], labels[~is_away]
X_away, y_away = pictures[is_away], labels[is_away]
len(y), len(y_away)

# %% [markdown]
# ## A belief about each picture { #belief }
#
# Our model has a score for each of the $K$ digits: all pixels of the picture $x$, each times a weight, added up, and a constant.
# These scores are the logits $z$, and [softmax](../softmax.md#from-scores) makes a belief $q$ of them:
#
# $$
# z = xW + b, \qquad q_k = \frac{e^{z_k}}{\sum_j e^{z_j}}
# $$
#
# It begins with zeros everywhere, as somebody who knows nothing.
# What does it believe about the first picture?

# %%
d, K = X.shape[1], 10
W, b = np.zeros((d, K)), np.zeros(K)

q = softmax(X @ W + b)
print(q[0])

# %% [markdown]
# ## The first bill { #first-bill }
#
# The label of a picture is certain, so of the [cross-entropy](../cross_entropy.md#two-jobs) one term is left: the surprise at that label, $-\ln q_y$.
# [The loss](../likelihood.md#pairs) is its mean over all pictures, here in nats.
# Whoever believes equally in $K$ digits pays $\ln K$, whatever a picture shows.
# If your first loss is another number, something is wrong before the training has begun.

# %%
loss = cross_entropy_with_logits(X @ W + b, y)
print(f"{loss:.4f}  {np.log(K):.4f}")

# %% [markdown]
# ## Which way is down? { #gradient }
#
# If one logit rises a little, how does the loss of its picture change?
# By $q_k - y_k$ for each unit: the belief in the digit $k$, less one if $k$ is the label.
# That is the [gradient](../softmax.md#gradient) which the library returns, here for the first picture, a zero.

# %%
gradient = cross_entropy_gradient(X @ W + b, y, reduction="none")
one_hot = np.eye(K)[y]
print(gradient[0])
print(np.allclose(gradient, q - one_hot))

# %% [markdown]
# Over a weight the slope is that of its logit times the ink of its pixel, and the bill’s slope is the [mean over all pictures](../softmax.md#onward).
# One step downhill, $\eta$ times the slope, and we look at the bill again:


# %%
def step(W, b, eta):
    gradient = cross_entropy_gradient(X @ W + b, y)
    return W - eta * X.T @ gradient, b - eta * gradient.sum(axis=0)


W, b = step(W, b, eta=0.5)
print(f"{cross_entropy_with_logits(X @ W + b, y):.4f}")

# %% [markdown]
# ## Two hundred steps { #training }
#
# The rest is patience.
# We start again from zero and note the bill before the first step and after each: for the pictures of the training, and for those put away.

# %%
eta, steps = 0.5, 200
W, b = np.zeros((d, K)), np.zeros(K)

bills = np.empty((steps + 1, 2))
for n in range(steps + 1):
    if n > 0:
        W, b = step(W, b, eta)
    bills[n, 0] = cross_entropy_with_logits(X @ W + b, y)
    bills[n, 1] = cross_entropy_with_logits(X_away @ W + b, y_away)

for n in (0, 1, steps // 10, steps):
    print(f"{n:3}  {bills[n, 0]:.4f}  {bills[n, 1]:.4f}")

# %% alt="Two curves begin on the dashed line at ln 10, fall steeply and then ever more slowly; towards the end the one for the pictures put away lies a little above the other." caption="The mean bill after each step. The dashed line, $\\ln 10$, is the bill of somebody who knows nothing."
fig, ax = plt.subplots()
ax.axhline(np.log(K), color="gray", linestyle="--", linewidth=1)
ax.plot(bills[:, 0], "C0", label="training")
ax.plot(bills[:, 1], "C1", label="put away")
ax.set(xlabel="step", ylabel="loss in nats", ylim=(0, None))
ax.legend()
plt.show()

# %% [markdown]
# ## Can it read? { #reading }
#
# Now the pictures that were put away.
# Let the digit with the highest belief be the answer: how many answers are right?

# %%
q = softmax(X_away @ W + b)
right = q.argmax(axis=1) == y_away
print(f"{right.sum()} / {len(right)} = {right.mean():.1%}")

# %% [markdown]
# ## The most surprising picture { #surprise }
#
# Right or wrong says little; the bill says how surprised the model was.
# We ask for it in bits, for each picture: first the mean, then the largest.
# Compare that one with the news of [China beating France](../information.md#unit).

# %% alt="On the left a handwritten digit with its label, a few squares; on the right ten bars for the belief in each digit, of which the label’s is hardly to be seen." caption="The picture with the largest bill, and what the model believed about it."
bits = information_content(q[np.arange(len(y_away)), y_away])
most = bits.argmax()
print(f"{bits.mean():.2f}  {bits[most]:.2f}")

fig, (left, right) = plt.subplots(1, 2, width_ratios=(2, 3))
draw(left, X_away[most], size=110)
left.set_title(f"label: {y_away[most]}", loc="center")
right.bar(np.arange(K), q[most], color="C1")
right.set(xticks=np.arange(K), xlabel="digit")
right.set(ylabel="belief q", ylim=(0, 1))
plt.show()

# %% [markdown]
# ## What it has learnt { #weights }
#
# The weights of each digit belong to pixels, so they can be drawn where these are.

# %% alt="Ten pictures of eight by eight squares, blue and orange: in that of the zero a blue ring surrounds an orange middle." caption="The weights of each digit, stronger in colour the further they are from zero. Ink on a blue pixel raises its score, ink on an orange one lowers it: a zero has a hole in the middle."
fig, axes = plt.subplots(2, 5)
for k, ax in enumerate(axes.flat):
    draw(ax, W[:, k] / abs(W).max(), size=50, above="C0")
    ax.set_title(str(k), loc="center")
plt.show()

# %% [markdown]
# ## Now you { #try }
#
# Take the lab with you, change one thing, and run the cell and those after it again.
# Before you look, say what you expect.
#
# 1. **Another stride.** Train with `eta = 5`, then with `eta = 0.05`.
#    Does the bill still fall at each step, and where does it end?
# 2. **A confident beginning.** Make `rng = np.random.default_rng(0)`, and start the training from `W = 3 * rng.standard_normal((d, K))` instead of zeros.
#    Both beginners know nothing: why does the modest one pay so much less?
# 3. **Labels without meaning.** Shuffle those of the training, `y = rng.permutation(y)`, with the same `rng`, and take two thousand steps.
#    The bill of the training falls nevertheless: what has been learnt, and what does the other curve say to it?
