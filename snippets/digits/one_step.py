"""The first step draws the mean picture of each class."""

import numpy as np
from crossentropy.models import SoftmaxRegression

from pictures import K, d, test, train

images, labels = train
eta = 0.5
model = SoftmaxRegression(d, K)
history = model.fit(images, labels, eta=eta, steps=1, test=test)
accuracy = history.test_accuracy[-1]

shares = np.bincount(labels) / len(labels)
means = np.stack([images[labels == k].mean(axis=0) for k in range(K)])
of_all = images.mean(axis=0)
by_hand = eta * (shares[:, np.newaxis] * means - of_all / K)
is_the_mean_picture = np.allclose(model.W.T, by_hand, atol=1e-14)
