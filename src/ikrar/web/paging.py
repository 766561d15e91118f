"""Lists in pages."""

from typing import Any

from django.core.paginator import Paginator


class Counting(Paginator):  # type: ignore[type-arg]
    """Pages of what may have been counted already; `count` is None where it was not."""

    def __init__(self, rows: Any, per_page: int, count: int | None) -> None:
        super().__init__(rows, per_page)
        if count is not None:
            self.count = count  # Paginator counts when first asked, and here never
