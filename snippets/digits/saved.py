"""What a loss in nats saves, in bits of a digit."""

import math

from first_number import ignorance
from training import held_out_loss

loss, one_bit = held_out_loss, math.log(2)
label_bits = ignorance / one_bit
left_bits = loss / one_bit
saved_bits = label_bits - left_bits
saved_nats = ignorance - loss
usual_chance = math.exp(-loss)
_trained = ["loss", "left_bits", "saved_bits", "saved_nats"]
_tolerance = dict.fromkeys([*_trained, "usual_chance"], 1e-4)
