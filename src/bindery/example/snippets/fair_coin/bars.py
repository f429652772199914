"""What is half as probable is one bit more news."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

tosses = np.arange(1, 6)
bits = information_content(0.5**tosses)

fig, ax = plt.subplots(layout="constrained")
ax.bar(tosses, bits, color="C0")
ax.set(xlabel="probability", ylabel="information in bits")
ax.set_xticks(tosses, ["1/2", "1/4", "1/8", "1/16", "1/32"])
