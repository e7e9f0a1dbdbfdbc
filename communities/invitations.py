"""The token of an invitation is mailed and stored nowhere; its hash finds the row."""

import hashlib


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
