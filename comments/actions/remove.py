"""Taking a contribution off the page and putting it back; moderation decides, and calls these.

Replies stay where they are; a mark stands in the place of what was removed.
"""

import search
from accounts.models import User
from activity import clock, log
from activity.log import writing
from comments.actions.numbers import count_debate, count_replies
from comments.models import Comment
from ideas.models import Idea


def hold_comment(*, comment: Comment, moderator: User | None) -> Comment:
    """Out of sight until somebody decides; the author and moderators still see it."""
    return _turn(comment, moderator, "held", "")


def hide_comment(*, comment: Comment, moderator: User | None, rule: str) -> Comment:
    """Off the page, with a mark that names the rule and the date."""
    return _turn(comment, moderator, "hidden", rule)


def restore_comment(*, comment: Comment, moderator: User | None) -> Comment:
    """Back on the page, as it was."""
    return _turn(comment, moderator, "restored", "")


def _turn(comment: Comment, moderator: User | None, to: str, rule: str) -> Comment:
    with writing():
        idea = Idea.objects.select_for_update().get(pk=comment.idea_id)
        fresh = Comment.objects.select_for_update().get(pk=comment.pk)
        was_shown = fresh.is_shown
        moment = clock.now()
        fresh.held_at = moment if to == "held" else None
        fresh.hidden_at = moment if to == "hidden" else None
        fresh.hidden_by = moderator if to == "hidden" else None
        fresh.hidden_rule = rule
        fresh.save(update_fields=["held_at", "hidden_at", "hidden_by", "hidden_rule"])
        search.show("comment", fresh.pk, fresh.is_shown)
        count_debate(idea.pk)
        count_replies(fresh)
        _tell(fresh, idea, to, was_shown, moderator)
    return fresh


def _tell(comment: Comment, idea: Idea, to: str, was_shown: bool, moderator: User | None) -> None:
    streams = [f"moderation:{idea.group_id}"]
    if comment.author_id:
        streams.append(f"user:{comment.author_id}")
    if (was_shown or comment.is_shown) and idea.is_shown:
        streams += [f"group:{idea.group_id}", f"idea:{idea.pk}"]
    log.record(
        f"comment.{to}",
        streams,
        idea_id=idea.pk,
        comment_id=comment.pk,
        version=comment.version,
        actor_id=moderator.pk if moderator else None,
    )
