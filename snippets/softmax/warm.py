"""Temperature stretches the gaps: one makes the cat twice the fox."""

import math

from crossentropy import softmax

from scores import z

ratio = 2
gap = z[0] - z[2]
T = gap / math.log(ratio)
q = softmax(z, temperature=T)
checks = abs(q[0] / q[2] - ratio) < 1e-12
upside_down = math.log(ratio) / gap
in_bits = gap / math.log2(ratio)
multiplied = gap * math.log(ratio)
