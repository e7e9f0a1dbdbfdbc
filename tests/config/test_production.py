"""Production refuses to start with an unsafe value, and says which."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SAFE = {
    "FOLKMOOT_MODE": "production",
    "SECRET_KEY": "k3Jx9Qw7Zr2Tn5Vb8Yc1Lm4Pd6Sf0Gh-k3Jx9Qw7Zr2Tn5Vb8Yc1Lm4Pd6Sf0Gh",
    "ALLOWED_HOSTS": "ideas.example.org",
    "SITE_ADDRESS": "https://ideas.example.org",
    "EMAIL_URL": "smtp+tls://mail.example.org:587",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=kept | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def test_safe_values_start():
    done = start(**SAFE)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"),
        ("DEBUG", "1"),
        ("DEBUG", "perhaps"),
        ("HTTPS", "0"),
        ("SITE_ADDRESS", "http://ideas.example.org"),
        ("EMAIL_URL", "console:"),
        ("EMAIL_URL", "pigeon://x"),
        ("DATABASE_URL", "mysql://x"),
        ("SQLITE_SYNCHRONOUS", "OFF"),
        ("TRUSTED_PROXIES", "many"),
        ("FOLKMOOT_MODE", "prod"),
    ],
)
def test_an_unsafe_value_stops_the_start_and_is_named(name, value):
    done = start(**(SAFE | {name: value}))
    assert done.returncode != 0
    assert name in done.stderr


def test_unset_it_works_on_a_local_sqlite_file():
    done = start()
    assert done.returncode == 0, done.stderr


def test_passwords_are_argon2_outside_the_tests():
    from config import settings as source

    hashers = [name for name in source.PASSWORD_HASHERS if "MD5" not in name]
    assert hashers[0].endswith("Argon2PasswordHasher")
