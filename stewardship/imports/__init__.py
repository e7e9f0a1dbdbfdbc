"""How another platform's city comes in whole: read, checked, reported, written in small batches."""
