"""SQLite as Folkmoot uses it: Django's own backend with one fair write lock in the process."""
