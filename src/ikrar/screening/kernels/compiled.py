"""How a kernel is compiled: kept on disk, and without counting references.

numba would count a reference to every array that a tuple holds wherever the tuple is handed on, in atomic steps: two
thirds of the time of `pages.join` went there. What a kernel reads is held by its caller, so there is nothing to count;
such a kernel can make no array of its own. `_nrt` has no public name in numba: that it still does what it should is
held by `tests/engines/screening/test_kernels.py`.
"""

from typing import Any, Final

from numba import njit

HOW: Final[dict[str, Any]] = {"cache": True, "_nrt": False}


def compiled(function: Any = None, **options: Any) -> Any:
    """`numba.njit` with these options besides, as a decorator with or without arguments."""
    return njit(function, **HOW | options)
