"""Four sentences that one reads, and what refutes each."""

from crossentropy import entropy, kl_divergence

match, after_red_card = [0.01, 0.99], [0.5, 0.5]
news_may_raise_entropy = entropy(after_red_card) > entropy(match)
fifth_is_another = int("0100", 2) + 1 == 5 and int("0101", 2) + 1 == 6
zero_is_possible = kl_divergence(match, match) == 0
there, back = (
    kl_divergence(match, after_red_card),
    kl_divergence(after_red_card, match),
)
is_not_symmetric = there != back
right = 4 - sum(
    [
        news_may_raise_entropy,
        fifth_is_another,
        zero_is_possible,
        is_not_symmetric,
    ]
)
all_of_them = 4
