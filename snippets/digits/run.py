"""What the classifier believes of twenty held-out digits on its way."""

import numpy as np
from crossentropy import information_content, log_softmax, softmax
from crossentropy.models import SoftmaxRegression

from pictures import K, d, test, train
from surprising import bits
from training import eta, history

kept = [0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200]
losses = history.train_loss[kept].round(4)
held_out_losses = history.test_loss[kept].round(4)

images, labels = test
of_class = [np.flatnonzero(labels == k) for k in range(K)]
plain = [int(numbers[0]) for numbers in of_class]
hardest = [int(numbers[bits[numbers].argmax()]) for numbers in of_class]
shown = images[plain + hardest]
inks = (16 * shown).astype(int)

model, log_q = SoftmaxRegression(d, K), []
for before, after in zip([0, *kept[:-1]], kept, strict=True):
    model.fit(*train, eta=eta, steps=after - before)
    log_q.append(log_softmax(model.logits(shown)))
thousandths = np.rint(1000 * np.array(log_q)).astype(int)

step, digit, hard = kept[-1], 4, 1
loss, held_out_loss = losses[-1], held_out_losses[-1]
q = softmax(thousandths[-1, digit + K * hard] / 1000)
surprise = information_content(q[digit])
is_near = bool(abs(surprise - bits[hardest[digit]]) < 0.001)
