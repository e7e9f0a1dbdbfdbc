"""The demo: an invented town whose ideas have lived a while, told through the rooms' own actions.

Its words are the TOML files in `content/`; the modules here turn them into acts with a date and let
the actions write them.
"""

from stewardship.demo.filling import fill, is_filled, sign_ins, why_not_fill
from stewardship.demo.town import PASSWORD

__all__ = ["PASSWORD", "fill", "is_filled", "sign_ins", "why_not_fill"]
