"""What a lab's kernel has beyond IPython's: this tree's library, the site's figures.

Named by jupyter/kernels/bindery/kernel.json, as an extension of IPython.
"""

import sys
from itertools import count
from pathlib import Path
from typing import Any

from bindery import style


def load_ipython_extension(shell: Any) -> None:
    """Prepare the kernel; called by IPython before the first cell."""
    sys.path[0] = str(Path.cwd() / "src")
    style.apply()
    shell.enable_matplotlib("inline")

    from matplotlib.figure import Figure

    number = count(1)
    formatters = shell.display_formatter.formatters
    formatters["image/png"].pop(Figure)
    formatters["image/svg+xml"].for_type(
        Figure, lambda figure: style.to_svg(figure, f"lab-{next(number)}-")
    )
