"""Every address that takes a write, by name and method."""

from tests.matrix.writing import (
    Write,
    administers,
    answer,
    answers,
    begins,
    case_decision,
    decides,
    decision,
    fields,
    flags,
    follows,
    has_draft,
    joins,
    leaves,
    others,
    owns,
    person,
    proposes,
    takes_part,
    told,
    words,
)

TEXT = {"text": "quarterly words"}
FLAG = {"rule": "insult", "explanation": "quarterly"}
MAILS = {"at_once": False, "daily": False}
NAME = {"display_name": "Quarterly", "language": "en"}

WRITES: dict[str, list[Write]] = {
    # pages
    "vote": [Write("post", takes_part, lambda it: {"stand": "for"})],
    "comments": [Write("post", takes_part, lambda it: TEXT | {"side": "for"})],
    "follow": [Write("post", follows, lambda it: {"follow": "yes"})],
    "idea_edit": [Write("post", owns, fields)],
    "idea_withdrawal": [Write("post", owns, lambda it: {"because": "quarterly"})],
    "idea_answers": [Write("post", answers, answer)],
    "idea_flag": [Write("post", flags, lambda it: FLAG)],
    "replies": [Write("post", takes_part, lambda it: TEXT)],
    "mark": [Write("post", others, lambda it: {"convincing": "yes"})],
    "comment_edit": [Write("post", owns, lambda it: TEXT | {"version": 2})],
    "comment_withdrawal": [Write("post", owns)],
    "comment_flag": [Write("post", flags, lambda it: FLAG)],
    "desk_idea": [Write("post", decides, decision)],
    "desk_comment": [Write("post", decides, decision)],
    "draft_step": [Write("post", has_draft, lambda it: {"title": "quarterly"})],
    "draft_publication": [Write("post", has_draft)],
    "draft_removal": [Write("post", has_draft)],
    "propose": [Write("post", begins, lambda it: {"title": "quarterly"})],
    "propose_step": [Write("post", begins, lambda it: {"title": "quarterly"}, sure=False)],
    "membership": [
        Write("post", joins, lambda it: {"belong": "yes"}),
        Write("post", leaves, lambda it: {"belong": "no"}),
    ],
    "members": [Write("post", administers, lambda it: {"email": "new@example.org"})],
    "invitation": [Write("post", told)],
    "stop_mail": [Write("post", lambda viewer, it: True)],
    "settings": [Write("post", person, lambda it: NAME)],
    "mail_preference": [Write("post", person, lambda it: {})],
    "inbox_reading": [Write("post", person, lambda it: {"up_to": 10**9})],
    "notification_reading": [Write("post", told)],
    "set_language": [Write("post", lambda viewer, it: True, sure=False)],
    # API
    "api_me": [Write("put", person, lambda it: NAME)],
    "api_mail_preference": [Write("put", person, lambda it: MAILS)],
    "api_inbox_reading": [Write("put", person, lambda it: {"up_to": 10**9})],
    "api_reading": [Write("put", told)],
    "api_accept_invitation": [Write("post", told, lambda it: {"token": "forged"}, sure=False)],
    "api_membership": [Write("put", joins), Write("delete", leaves)],
    "api_invitations": [Write("post", administers, lambda it: {"email": "new@example.org"})],
    "api_group_ideas": [Write("post", proposes, words)],
    "api_idea": [Write("put", owns, words), Write("delete", has_draft)],
    "api_publication": [Write("put", has_draft)],
    "api_withdrawal": [Write("put", owns, lambda it: {"because": "quarterly"})],
    "api_answers": [Write("post", answers, answer)],
    "api_vote": [Write("put", takes_part, lambda it: {"stand": 1}), Write("delete", takes_part)],
    "api_comments": [Write("post", takes_part, lambda it: TEXT | {"side": 1})],
    "api_follow": [Write("put", follows), Write("delete", follows)],
    "api_idea_flags": [Write("post", flags, lambda it: FLAG)],
    "api_comment_flags": [Write("post", flags, lambda it: FLAG)],
    "api_idea_decisions": [Write("post", decides, decision)],
    "api_comment_decisions": [Write("post", decides, decision)],
    "api_case_decisions": [Write("post", decides, case_decision)],
    "api_comment": [
        Write("put", owns, lambda it: TEXT | {"version": 2}),
        Write("delete", owns),
    ],
    "api_mark": [
        Write("put", others, lambda it: {"convincing": True}),
        Write("delete", others, sure=False),
    ],
}
# allauth's own: they write accounts and sessions, of nobody but the one who asks.
ALLAUTH = ("account_", "headless:", "usersessions_")
