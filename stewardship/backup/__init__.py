"""A copy of the whole database while people write, and the way back.

What lies outside of the database (uploaded files, the secret key) is copied by the operator's own
means; docs/operating.md says which.
"""

from stewardship.backup.actions import make_backup, restore_backup

__all__ = ["make_backup", "restore_backup"]
