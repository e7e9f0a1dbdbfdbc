"""Pages and their fragments, one file per noun; each write calls one action."""
