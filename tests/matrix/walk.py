"""Every address of the site, found by walking the URLconf."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> dict[str, URLPattern]:
    """By qualified name; an address without a name goes by its route."""
    found: dict[str, URLPattern] = {}
    for name, pattern in _walk(get_resolver(), ""):
        assert name not in found, f"two addresses are called {name}"
        found[name] = pattern
    return found


def _walk(resolver: URLResolver, spaces: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            yield from _walk(pattern, space)
        else:
            yield spaces + (pattern.name or str(pattern.pattern)), pattern
