"""Cross-entropy and its family, exact to the last digits, in NumPy."""

from crossentropy._binary import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
)
from crossentropy._coding import huffman_code
from crossentropy._divergence import js_divergence, kl_divergence
from crossentropy._information import cross_entropy, entropy, information_content
from crossentropy._joint import conditional_entropy, mutual_information
from crossentropy._loss import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    perplexity,
)
from crossentropy._softmax import log_softmax, logsumexp, softmax

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_gradient",
    "binary_cross_entropy_with_logits",
    "conditional_entropy",
    "cross_entropy",
    "cross_entropy_gradient",
    "cross_entropy_with_logits",
    "entropy",
    "huffman_code",
    "information_content",
    "js_divergence",
    "kl_divergence",
    "log_softmax",
    "logsumexp",
    "mutual_information",
    "perplexity",
    "softmax",
]
