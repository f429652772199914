"""Equal logits shrug: the loss is ln K."""

import math

from crossentropy import cross_entropy_with_logits

K = 10
loss = cross_entropy_with_logits([0] * K, 3)
is_ln = abs(loss - math.log(K)) < 1e-15
share = 1 / K
