"""Taking an idea off the page and putting it back; moderation decides, and calls these."""

import search
from accounts.models import User
from activity import clock, log
from activity.log import writing
from ideas.actions.write import count_ideas
from ideas.models import Idea


def hold_idea(*, idea: Idea, moderator: User | None) -> Idea:
    """Out of sight until somebody decides; the author and moderators still see it."""
    return _turn(idea, moderator, "held", "")


def hide_idea(*, idea: Idea, moderator: User | None, rule: str) -> Idea:
    """Off the page; a mark with the rule and the date stays at its address."""
    return _turn(idea, moderator, "hidden", rule)


def restore_idea(*, idea: Idea, moderator: User | None) -> Idea:
    """Back on the page, as it was."""
    return _turn(idea, moderator, "restored", "")


def _turn(idea: Idea, moderator: User | None, to: str, rule: str) -> Idea:
    with writing():
        fresh = Idea.objects.select_for_update().get(pk=idea.pk)
        was_shown = fresh.is_shown
        moment = clock.now()
        fresh.held_at = moment if to == "held" else None
        fresh.hidden_at = moment if to == "hidden" else None
        fresh.hidden_by = moderator if to == "hidden" else None
        fresh.hidden_rule = rule
        fresh.save(update_fields=["held_at", "hidden_at", "hidden_by", "hidden_rule"])
        count_ideas(fresh.group_id)
        search.show_idea(fresh.pk, fresh.is_shown)
        _tell(fresh, to, was_shown, moderator)
    return fresh


def _tell(idea: Idea, to: str, was_shown: bool, moderator: User | None) -> None:
    """Whoever saw it hears that it went; whoever may see it, that it came."""
    streams = [f"moderation:{idea.group_id}"]
    if idea.author_id:
        streams.append(f"user:{idea.author_id}")
    if was_shown or idea.is_shown:
        streams += [f"group:{idea.group_id}", f"idea:{idea.pk}"]
    actor = moderator.pk if moderator else None
    log.record(f"idea.{to}", streams, idea_id=idea.pk, version=idea.version, actor_id=actor)
