# ---
# description: 从手写数字的原始像素，到一个训练好的分类器：十三段代码，拿去就能改，改了就能跑。
# ---

# %% [markdown]
# # 从像素到分类器 { #digits_lab }
#
# 前面各章问的是：信错了，代价是多少？
# 这一页里，有个学生要靠这笔账来学习：它是一个程序，看一张张手写数字的小图，对每张说出自己的看法；真相在它看来有多大的惊异度，它就付多少。
# 训练的就是[上一章](../digits.md#training)的那个分类器，这里一段一段地来。
# 从原始像素到训练好的分类器，只要十三段短短的代码；每段代码下面，是构建本页时它运行的结果，图中的文字译成了中文。

# %% [markdown]
# ## 一张图，就是一行数 { #pixels }
#
# scikit-learn 自带一批人们手写的数字。
# 每张图化为一行数，每个像素一个，从零（白纸）到一（墨最浓）；每张图还有一个标签，就是写的人想写的那个数字。

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
# 第一张图在程序眼里是这样的，每个像素里的墨以十六分之一为单位：

# %%
print(digits.images[0].astype(int))

# %% [markdown]
# 在我们眼里是这样的，后面还跟着九张：


# %% alt="两行共十张图，每张由八行八列的小方块组成，墨越浓，方块越显眼：从 0 到 9 的手写数字。" caption="这批图中的前十张，标签写在上方。"
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
# ## 先收起一部分 { #held-out }
#
# 把答案背下来，不算学会认字。
# 所以开始之前，先把每三张中的一张收起来，也就是*留出*，训练时绝不看它。

# %%
is_away = np.arange(len(labels)) % 3 == 2
X, y = pictures[~is_away], labels[~is_away]
X_away, y_away = pictures[is_away], labels[is_away]
len(y), len(y_away)

# %% [markdown]
# ## 对每张图的看法 { #belief }
#
# 我们的模型给 $K$ 个数字各打一个分：把图 $x$ 的每个像素乘上一个权重，加起来，再加一个常数。
# 这些得分就是逻辑值 $z$，[softmax](../softmax.md#from-scores) 把它们变成看法 $q$：
#
# $$
# z = xW + b, \qquad q_k = \frac{e^{z_k}}{\sum_j e^{z_j}}
# $$
#
# 开始时全是零，模型什么也不知道。
# 对第一张图，它怎么看？

# %%
d, K = X.shape[1], 10
W, b = np.zeros((d, K)), np.zeros(K)

q = softmax(X @ W + b)
print(q[0])

# %% [markdown]
# ## 第一笔账 { #first-bill }
#
# 图的标签是确定的，所以[交叉熵](../cross_entropy.md#two-jobs)只剩下一项，就是对这个标签的惊异度 $-\ln q_y$。
# [损失](../likelihood.md#pairs)是它在所有图上的平均值，这里以纳特为单位。
# 对 $K$ 个数字一视同仁的人，不管图上画的是什么，都付 $\ln K$。
# 如果你的第一个损失不是这个数，那么训练还没开始，就已经有地方错了。

# %%
loss = cross_entropy_with_logits(X @ W + b, y)
print(f"{loss:.4f}  {np.log(K):.4f}")

# %% [markdown]
# ## 往哪边是下坡？ { #gradient }
#
# 某个逻辑值升高一点，这张图的损失会变多少？
# 按每升高一个单位折算，损失变化 $q_k - y_k$：给数字 $k$ 的概率，若 $k$ 正是标签，就再减一。
# 库返回的[梯度](../softmax.md#gradient)就是它；下面是第一张图的梯度，图上写的是零。

# %%
gradient = cross_entropy_gradient(X @ W + b, y, reduction="none")
one_hot = np.eye(K)[y]
print(gradient[0])
print(np.allclose(gradient, q - one_hot))

# %% [markdown]
# 对一个权重的斜率，等于对应逻辑值的斜率，乘以对应像素上的墨；账单的斜率，是[所有图上的平均](../softmax.md#onward)。
# 沿下坡方向走一步，走斜率的 $\eta$ 倍，再看账单：


# %%
def step(W, b, eta):
    gradient = cross_entropy_gradient(X @ W + b, y)
    return W - eta * X.T @ gradient, b - eta * gradient.sum(axis=0)


W, b = step(W, b, eta=0.5)
print(f"{cross_entropy_with_logits(X @ W + b, y):.4f}")

# %% [markdown]
# ## 两百步 { #training }
#
# 剩下的就是耐心了。
# 我们从零重新开始，走第一步之前记一次账，以后每走一步记一次：一笔记训练用的图，一笔记收起来的图。

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

# %% alt="两条曲线都从 ln 10 处的虚线出发，先陡降，再越降越慢；快结束时，收起来的图那一条略高于另一条。" caption="每走一步之后的平均账单。虚线是 $\\ln 10$，即什么也不知道的人要付的账。"
fig, ax = plt.subplots()
ax.axhline(np.log(K), color="gray", linestyle="--", linewidth=1)
ax.plot(bills[:, 0], "C0", label="training")
ax.plot(bills[:, 1], "C1", label="put away")
ax.set(xlabel="step", ylabel="loss in nats", ylim=(0, None))
ax.legend()
plt.show()

# %% [markdown]
# ## 它会认字了吗？ { #reading }
#
# 现在把收起来的图拿出来。
# 看法中概率最大的数字算作回答：答对了多少？

# %%
q = softmax(X_away @ W + b)
right = q.argmax(axis=1) == y_away
print(f"{right.sum()} / {len(right)} = {right.mean():.1%}")

# %% [markdown]
# ## 最意外的一张 { #surprise }
#
# 对还是错，说明不了多少；账单才说得清模型有多意外。
# 我们以比特为单位，看每张图的账单：先是平均值，再是最大的一笔。
# 不妨拿最大的那笔，同“[中国胜法国](../information.md#unit)”那条新闻比一比。

# %% alt="左边是一个手写的数字和它的标签，由不多的几个方块组成；右边十根条形，是对每个数字的看法，标签那一根几乎看不见。" caption="账单最大的那张图，以及模型对它的看法。"
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
# ## 它学到了什么 { #weights }
#
# 每个数字的权重与像素一一对应，所以可以画在像素的位置上。

# %% alt="十张图，每张由八行八列蓝色和橙色的小方块组成：在零的那一张里，一圈蓝色围着橙色的中心。" caption="每个数字的权重，离零越远，颜色越浓。墨落在蓝色像素上，这个数字的得分升高；落在橙色像素上，得分降低：零的中间是空的。"
fig, axes = plt.subplots(2, 5)
for k, ax in enumerate(axes.flat):
    draw(ax, W[:, k] / abs(W).max(), size=50, above="C0")
    ax.set_title(str(k), loc="center")
plt.show()

# %% [markdown]
# ## 轮到你了 { #try }
#
# 把这个实验带走，改动一处，把那段代码和它后面的重新运行一遍。
# 看结果之前，先说说你的预测。
#
# 1. **换一换步长**。先用 `eta = 5` 训练，再用 `eta = 0.05`。
#    账单还是每一步都下降吗，最后停在哪里？
# 2. **一上来就很自信**。先写 `rng = np.random.default_rng(0)`，训练不从零开始，而从 `W = 3 * rng.standard_normal((d, K))` 开始。
#    同样一无所知，为什么谦虚的比自信的少付这么多？
# 3. **没有意义的标签**。还用这个 `rng`，把训练用的标签打乱，`y = rng.permutation(y)`，再走两千步。
#    训练的账单照样下降：它究竟学到了什么，另一条曲线又怎么说？
