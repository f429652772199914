"""The whole classifier is 650 numbers; three digits of each do."""

import numpy as np
from crossentropy import information_content, softmax
from crossentropy.models import SoftmaxRegression

from pictures import K, d, test
from surprising import labels_of_worst, worst
from training import model

thousandths = np.rint(1000 * model.W).astype(int)
offsets = np.rint(1000 * model.b).astype(int)
small = SoftmaxRegression(d, K)
small.W, small.b = thousandths / 1000, offsets / 1000

images, labels = test
answers, own = (m.logits(images).argmax(axis=1) for m in (small, model))
same_answers = bool(np.all(answers == own))
samples = (16 * images[:10]).astype(int)
sample_labels = labels[:10]

fine = 32  # points of the pen, on each side
ink = (16 * images[worst[0]]).astype(int)
label = labels_of_worst[0]
q = softmax(small.logits([ink / 16])[0])
surprise = information_content(q[label])
