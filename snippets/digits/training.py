"""Two hundred steps down the mean loss of all digits at once."""

from crossentropy.models import SoftmaxRegression

from first_number import ignorance, label_entropy
from pictures import K, d, kept_back, test, train

eta, steps = 0.5, 200
model = SoftmaxRegression(d, K)
history = model.fit(*train, eta=eta, steps=steps, test=test)  # (1)!

loss, held_out_loss = history.train_loss[-1], history.test_loss[-1]
right = round(history.test_accuracy[-1] * kept_back)
accuracy = right / kept_back
parameters = model.W.size + model.b.size
below_both = held_out_loss < min(ignorance, label_entropy)
_tolerance = {"loss": 1e-4, "held_out_loss": 1e-4}
