"""The shape of what people send; every limit is held by the action behind it."""
