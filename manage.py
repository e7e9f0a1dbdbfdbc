#!/usr/bin/env python
"""Folkmoot's command line: `python manage.py help` lists what an operator can do."""

import os
import sys

from django.core.management import execute_from_command_line

from config.demo import surround

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] == ["demo"]:
        surround(sys.argv[2:])
    execute_from_command_line(sys.argv)
