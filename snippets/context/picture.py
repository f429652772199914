"""A loss is small where the model gives the right class much."""

from crossentropy import information_content
from numpy import e

cat, dog, fox = 0.2, 0.5, 0.3

loss = information_content(cat, base=e)
surer_cat = 0.8
smaller_loss = information_content(surer_cat, base=e)
