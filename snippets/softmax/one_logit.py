"""One logit does what two do: their difference."""

from crossentropy import (
    binary_cross_entropy_with_logits,
    cross_entropy_with_logits,
)

z = [0.3, 1.5]
label = 1

single = z[1] - z[0]
loss = cross_entropy_with_logits(z, label)
of_one = binary_cross_entropy_with_logits(single, 1)
equal = abs(loss - of_one) < 1e-15
apart = binary_cross_entropy_with_logits(z, [0, 1])
together, own = sum(z), z[1]
