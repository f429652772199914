"""Ten steps on which accuracy sees nothing and the loss falls."""

from pictures import kept_back
from training import history

early, late = 50, 60
right = round(history.test_accuracy[early] * kept_back)
still = round(history.test_accuracy[late] * kept_back)
not_one_more = right == still
before, after = history.test_loss[early], history.test_loss[late]
falls = after < before
_tolerance = {"before": 1e-4, "after": 1e-4}
