"""The attacks happen in the world of the matrix, by somebody who may write there."""

from tests.matrix.conftest import world

__all__ = ["world"]
