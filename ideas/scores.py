"""Formulas that several rooms rank by."""

from math import sqrt


def wilson(part: int, whole: int, z: float) -> float:
    """Lower bound of the Wilson score interval: of `whole` people, at least this share says so.

    0 to 1; 0 for nobody. Source: E. B. Wilson, 1927.
    """
    if whole <= 0:
        return 0.0
    share, square = part / whole, z * z
    spread = z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    return max(0.0, (share + square / (2 * whole) - spread) / (1 + square / whole))
