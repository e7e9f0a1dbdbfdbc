"""A community's one colour, made to read on light and on dark, or refused."""

import re

LEAST_CONTRAST = 4.5
PAPER, WHITE, DARK_SURFACE, DARK_INK = "f8f6f1", "ffffff", "1b211e", "0c1a14"
STEPS = 20


def is_colour(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9a-fA-F]{6}", text))


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG 2.2 defines it; colours as six hexadecimal digits."""
    lights = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def reads(colour: str) -> bool:
    """Whether words in this colour can be read on the page and white ones on it."""
    return min(contrast(colour, PAPER), contrast(colour, WHITE)) >= LEAST_CONTRAST


def by_night(colour: str) -> str:
    """The same colour, lightened until it reads on a dark surface."""
    for step in range(STEPS + 1):
        lighter = _mix(colour, WHITE, step / STEPS)
        if contrast(lighter, DARK_SURFACE) >= LEAST_CONTRAST + 1:
            return lighter
    return WHITE


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in bytes.fromhex(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _mix(one: str, other: str, share: float) -> str:
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return bytes(round(a + (b - a) * share) for a, b in pairs).hex()
