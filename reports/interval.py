"""How far a share found in a sample can be trusted."""

from __future__ import annotations

from math import sqrt

_Z = 1.959963984540054
"""95 %, two-sided."""


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % Wilson interval; None for an empty sample. A third of all records is drawn, so the truth is narrower still."""
    if whole == 0:
        return None
    share = part / whole
    middle = share + _Z * _Z / (2 * whole)
    spread = _Z * sqrt(share * (1 - share) / whole + _Z * _Z / (4 * whole * whole))
    scale = 1 + _Z * _Z / whole
    low, high = (middle - spread) / scale, (middle + spread) / scale
    return (0.0 if part == 0 else max(0.0, low)), (1.0 if part == whole else min(1.0, high))
