"""What templates are handed: small values made from rows, so that a page decides nothing."""
