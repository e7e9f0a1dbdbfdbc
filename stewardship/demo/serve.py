"""The site and its worker beside each other, until somebody ends them; both end together."""

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

HOST = "127.0.0.1"
PATIENCE = 12
GLANCE = 0.2

type Child = subprocess.Popen[bytes]


def serve(port: int) -> None:
    """Serve until Ctrl-C, SIGTERM or the end of the terminal; then stop both, cleanly.

    Raises CommandError when one of the two ends by itself.
    """
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _leave)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    children = [_start("serve", "--port", str(port)), _start("worker")]
    try:
        while all(child.poll() is None for child in children):
            time.sleep(GLANCE)
        ended = next(child for child in children if child.poll() is not None)
        raise CommandError(_("A part of the demo ended: %s") % _name(ended))
    except KeyboardInterrupt:
        return
    finally:
        _stop(children)


def must_be_free(port: int) -> None:
    """Raises CommandError when somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError):
            sentence = _("Port %(port)d is not free. Choose another one: make demo PORT=%(next)d")
            raise CommandError(sentence % {"port": port, "next": port + 1}) from None


def _start(*command: str) -> Child:
    """In a session of its own: Ctrl-C reaches only us, and we end the others. Errors are shown."""
    line = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    return subprocess.Popen(line, stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603


def _stop(children: list[Child]) -> None:
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()


def _name(child: Child) -> str:
    return " ".join(str(part) for part in child.args[2:]) if isinstance(child.args, list) else ""


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
