"""Stored numbers and the rows they count: what they should be, where they drifted, repair."""
