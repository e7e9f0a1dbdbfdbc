"""Every kind of event there is, and the kinds of stream it may be recorded in.

A kind that is not here cannot be recorded; what leaves the house by live pages is these names,
ids, versions and numbers, and nothing else.
"""

STREAM_KINDS = frozenset({"group", "idea", "moderation", "user"})

KINDS: dict[str, frozenset[str]] = {
    "idea.published": frozenset({"group", "idea", "moderation", "user"}),
    "idea.edited": frozenset({"group", "idea", "moderation", "user"}),
    "idea.withdrawn": frozenset({"group", "idea", "moderation", "user"}),
    "idea.held": frozenset({"group", "idea", "moderation", "user"}),
    "idea.hidden": frozenset({"group", "idea", "moderation", "user"}),
    "idea.restored": frozenset({"group", "idea", "moderation", "user"}),
    "idea.answered": frozenset({"group", "idea"}),
    "idea.status_changed": frozenset({"group", "idea"}),
    "idea.flagged": frozenset({"moderation"}),
    "comment.published": frozenset({"group", "idea", "moderation", "user"}),
    "comment.edited": frozenset({"idea", "moderation", "user"}),
    "comment.withdrawn": frozenset({"group", "idea", "moderation", "user"}),
    "comment.held": frozenset({"group", "idea", "moderation", "user"}),
    "comment.hidden": frozenset({"group", "idea", "moderation", "user"}),
    "comment.restored": frozenset({"group", "idea", "moderation", "user"}),
    "comment.marked": frozenset({"idea"}),
    "comment.flagged": frozenset({"moderation"}),
    "case.opened": frozenset({"moderation"}),
    "case.decided": frozenset({"moderation", "user"}),
    "phase.turned": frozenset({"group"}),
    "group.changed": frozenset({"group"}),
    "group.filled": frozenset({"group"}),
    "member.joined": frozenset({"user"}),
    "member.left": frozenset({"user"}),
    "inbox.changed": frozenset({"user"}),
}
