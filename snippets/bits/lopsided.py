"""A question whose answer is nearly certain brings little news."""

from crossentropy import entropy, information_content

china = 0.01
match = [china, 1 - china]

yes, no = information_content(match)
mean_news = match[0] * yes + match[1] * no
is_entropy = abs(mean_news - entropy(match)) < 1e-15
even = entropy([1 / 2, 1 / 2])
