"""A sum grows with the batch; a mean does not."""

mean, images = 0.5, 32
total = mean * images
divided = mean / images
