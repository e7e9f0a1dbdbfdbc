"""Pages by key: the next page begins after a row, never after a count."""

from rest_framework.pagination import CursorPagination


class KeyPage(CursorPagination):
    page_size = 25
    max_page_size = 100
    page_size_query_param = "page_size"
    ordering = "-id"
