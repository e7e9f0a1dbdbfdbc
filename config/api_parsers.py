"""How JSON comes in: bounded in depth and in the length of numbers."""

from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    strict = True
