"""Cross-entropy and its family, exact to the last digits, in NumPy."""

from crossentropy._information import information_content

__all__ = ["information_content"]
