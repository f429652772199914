"""A sum over all digits where the mean was meant."""

from first_number import ignorance
from pictures import K, learnt_from

printed = learnt_from * ignorance
mean = printed / learnt_from
by_classes = printed / K
