"""One row for every address of the site: whose id is in it, and the rule of who may read it.

A row says nothing of the code behind the address; an address without a row fails the tests.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.matrix import auth, rules
from tests.matrix.rules import Rule


@dataclass(frozen=True)
class Row:
    """`of` names the kind of content whose id the address has. A `key` is tried on every viewer,
    not only on those that the matrix names; a `deep` one on more kinds of content. `tells` are
    kinds of canary that this address is for, and shows to whomever it opens for."""

    rule: Rule
    of: str = ""
    query: str = ""
    given: dict[str, Any] = field(default_factory=dict)
    key: bool = False
    deep: bool = False
    tells: tuple[str, ...] = ()


HTML: dict[str, Row] = {
    "home": Row(rules.everybody, key=True),
    "home_moving": Row(rules.everybody, key=True),
    "theme": Row(rules.everybody, query="c=1b5e4b"),
    "set_language": Row(rules.everybody),
    "about": Row(rules.everybody),
    "access": Row(rules.everybody),
    "privacy": Row(rules.everybody),
    "search": Row(rules.everybody, query="q=lanternfish", key=True),
    "settings": Row(rules.signed_in, key=True),
    "propose_somewhere": Row(rules.everybody, key=True),
    "drafts": Row(rules.signed_in, key=True),
    "desks": Row(rules.desks, key=True),
    "invitation": Row(rules.invitation, "invitation", key=True, tells=("group",)),
    "community": Row(rules.everybody, given={"community": "here"}, key=True),
    "inbox": Row(rules.signed_in, key=True),
    "inbox_count": Row(rules.signed_in),
    "inbox_reading": Row(rules.write_only),
    "notification_reading": Row(rules.write_only, "told"),
    "mail_preference": Row(rules.signed_in),
    "stop_mail": Row(rules.everybody, "stop"),
    "demo_mails": Row(rules.nobody),
    "demo_mail": Row(rules.nobody, given={"pk": 1}),
    "group": Row(rules.group, "group", key=True),
    "group_phases": Row(rules.group, "group"),
    "propose": Row(rules.form, "group"),
    "propose_similar": Row(rules.group, "group", "title=lanternfish"),
    "propose_step": Row(rules.form, "group", given={"step": "problem"}),
    "membership": Row(rules.form, "group"),
    "members": Row(rules.members, "group", tells=("author's name", "address")),
    "desk": Row(rules.desk, "group", key=True),
    "draft": Row(rules.own_draft, "idea"),
    "draft_step": Row(rules.own_draft, "idea", given={"step": "title"}),
    "draft_publication": Row(rules.write_only, "idea"),
    "draft_removal": Row(rules.own_draft, "idea"),
    "idea_published": Row(rules.own_published, "idea"),
    "desk_idea": Row(rules.matter, "idea"),
    "desk_comment": Row(rules.matter, "comment"),
    "idea": Row(rules.address, "idea", key=True),
    "idea_short": Row(rules.address, "idea"),
    "vote": Row(rules.form, "idea"),
    "comments": Row(rules.form, "idea", "side=for"),
    "points": Row(rules.part, "idea", given={"side": "against"}),
    "similar": Row(rules.part, "idea"),
    "another": Row(rules.part, "idea"),
    "idea_card": Row(rules.part, "idea"),
    "idea_head": Row(rules.part, "idea"),
    "idea_stand": Row(rules.part, "idea"),
    "idea_tally": Row(rules.part, "idea"),
    "idea_answer": Row(rules.part, "idea"),
    "idea_timeline": Row(rules.part, "idea"),
    "follow": Row(rules.own_part, "idea"),
    "idea_edit": Row(rules.own_words, "idea"),
    "idea_withdrawal": Row(rules.own_words, "idea"),
    "idea_answers": Row(rules.official, "idea"),
    "idea_flag": Row(rules.form, "idea"),
    "revisions": Row(rules.history, "idea"),
    "revision": Row(rules.history, "idea", given={"version": 1}),
    "comment": Row(rules.address, "comment", key=True),
    "comment_fragment": Row(rules.mark, "comment"),
    "replies": Row(rules.open_words, "comment"),
    "mark": Row(rules.open_words, "comment"),
    "comment_edit": Row(rules.own_words, "comment"),
    "comment_withdrawal": Row(rules.own_words, "comment"),
    "comment_flag": Row(rules.form, "comment"),
}
API: dict[str, Row] = {
    "api_page": Row(rules.everybody),
    "api_errors": Row(rules.everybody),
    "api_root": Row(rules.everybody),
    "api_schema": Row(rules.everybody),
    "<path:anything>": Row(rules.nobody, given={"anything": "nowhere"}),
    "api_no_phones": Row(rules.nobody, given={"anything": "auth/app/v1/account/phone"}),
    "live_poll": Row(rules.everybody),
    "api_rules": Row(rules.everybody),
    "api_me": Row(rules.signed_in, key=True),
    "api_communities": Row(rules.everybody, key=True),
    "api_groups": Row(rules.everybody, key=True),
    "api_ideas": Row(rules.everybody, query="page_size=100", key=True),
    "api_search": Row(rules.everybody, query="q=lanternfish", key=True),
    "api_similar": Row(rules.everybody, query="q=lanternfish", key=True),
    "api_accept_invitation": Row(rules.write_only),
    "api_inbox": Row(rules.signed_in, query="page_size=100", key=True),
    "api_inbox_unread": Row(rules.signed_in),
    "api_inbox_reading": Row(rules.write_only),
    "api_reading": Row(rules.write_only, "told"),
    "api_mail_preference": Row(rules.signed_in),
    "api_cases": Row(rules.queue, key=True),
    "api_case": Row(rules.desk, "case"),
    "api_case_decisions": Row(rules.write_only, "case"),
    "api_group": Row(rules.group, "group", key=True, deep=True),
    "api_membership": Row(rules.write_only, "group"),
    "api_invitations": Row(rules.write_only, "group"),
    "api_group_ideas": Row(rules.group, "group", key=True),
    "api_idea": Row(rules.address, "idea", key=True, deep=True),
    "api_publication": Row(rules.write_only, "idea"),
    "api_withdrawal": Row(rules.write_only, "idea"),
    "api_revisions": Row(rules.part, "idea"),
    "api_answers": Row(rules.part, "idea"),
    "api_vote": Row(rules.own_part, "idea"),
    "api_comments": Row(rules.part, "idea", "page_size=100"),
    "api_idea_flags": Row(rules.write_only, "idea"),
    "api_idea_decisions": Row(rules.write_only, "idea"),
    "api_idea_statement": Row(rules.statement, "idea"),
    "api_follow": Row(rules.own_part, "idea"),
    "api_comment": Row(rules.address, "comment", key=True, deep=True),
    "api_mark": Row(rules.write_only, "comment"),
    "api_comment_flags": Row(rules.write_only, "comment"),
    "api_comment_decisions": Row(rules.write_only, "comment"),
    "api_comment_statement": Row(rules.statement, "comment"),
}
ROWS: dict[str, Row] = (
    HTML | API | {name: Row(rule, given=given) for name, (rule, given) in auth.ADDRESSES.items()}
)
