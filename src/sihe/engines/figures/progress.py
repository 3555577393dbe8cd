"""Geometry of a progress bar: shares of the whole, in percent of its width."""

from collections.abc import Sequence
from typing import Any


def segments(
    done: float | Sequence[float], total: float, mark: float | None = None
) -> dict[str, Any]:
    """Return where each part of a bar begins and how wide it is, in percent of ``total``.

    ``done`` is one amount or several stacked ones, ``mark`` an amount to be reached; all in the
    unit of ``total``. A bar is never longer than the whole; a total of 0 is an empty bar.
    """
    amounts = list(done) if isinstance(done, Sequence) else [done]
    parts, start = [], 0.0
    for amount in amounts:
        width = min(_share(amount, total), 100.0 - start)
        parts.append({"start": round(start, 2), "width": round(width, 2)})
        start += width
    return {
        "parts": parts,
        "percent": round(start),
        "mark": None if mark is None else round(_share(mark, total), 2),
    }


def _share(amount: float, total: float) -> float:
    if total <= 0:
        return 0.0
    return max(0.0, min(100.0, 100.0 * amount / total))
