"""Rows of the addresses that belong to allauth: signing up, in and out, in pages and in JSON."""

from typing import Any

from tests.matrix import rules
from tests.matrix.rules import Rule

PAGES: dict[str, Rule] = {
    "account_login": rules.everybody,
    "account_signup": rules.everybody,
    "account_logout": rules.everybody,
    "account_inactive": rules.everybody,
    "account_email_verification_sent": rules.under_way,
    "account_confirm_login_code": rules.under_way,
    "account_request_login_code": rules.everybody,
    "account_reset_password": rules.everybody,
    "account_reset_password_done": rules.everybody,
    "account_reset_password_from_key_done": rules.everybody,
    "account_reset_password_from_key": rules.everybody,
    "account_reauthenticate": rules.signed_in,
    "account_email": rules.signed_in,
    "account_change_password": rules.signed_in,
    "account_set_password": rules.signed_in,
    "usersessions_list": rules.signed_in,
}
# In JSON, from a browser with its cookie, and from a program with its token: a program that sends
# none is nobody, whatever its cookies say.
BOTH: dict[str, tuple[Rule, Rule]] = {
    "config": (rules.everybody, rules.everybody),
    "account:current_session": (rules.signed_in, rules.only_login),
    "account:reauthenticate": (rules.no_content, rules.no_content),
    "account:confirm_login_code": (rules.no_content, rules.no_content),
    "account:request_password_reset": (rules.no_content, rules.no_content),
    "account:reset_password": (rules.no_content, rules.no_content),
    "account:login": (rules.no_content, rules.no_content),
    "account:signup": (rules.no_content, rules.no_content),
    "account:verify_email": (rules.no_content, rules.no_content),
    "account:resend_email_verification_code": (rules.no_content, rules.no_content),
    # Closed by `api_no_phones`, which stands before them.
    "account:verify_phone": (rules.nobody, rules.nobody),
    "account:resend_phone_verification_code": (rules.nobody, rules.nobody),
    "account:request_login_code": (rules.no_content, rules.no_content),
    "account:resend_login_code": (rules.no_content, rules.no_content),
    "account:change_password": (rules.no_content, rules.only_login),
    "account:manage_email": (rules.signed_in, rules.only_login),
    "account:manage_phone": (rules.nobody, rules.nobody),
    "usersessions:sessions": (rules.signed_in, rules.only_login),
}
GIVEN: dict[str, dict[str, Any]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "forged"},
}
ADDRESSES: dict[str, tuple[Rule, dict[str, Any]]] = {
    **{name: (rule, GIVEN.get(name, {})) for name, rule in PAGES.items()},
    **{f"headless:browser:{name}": (rule, {}) for name, (rule, _) in BOTH.items()},
    **{f"headless:app:{name}": (rule, {}) for name, (_, rule) in BOTH.items()},
    "headless:app:tokens:refresh": (rules.no_content, {}),
}
