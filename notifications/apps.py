from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from activity import log
        from notifications.actions import births, follow_after_vote
        from voting.actions import after_vote

        log.listen(births.hear)
        after_vote(follow_after_vote)
