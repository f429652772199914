"""What Pinsker promises for two beliefs a tenth apart."""

from math import log

apart = 0.2
floor_nats = apart**2 / 2
floor = floor_nats / log(2)
