from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from activity.screening import provide
        from moderation import screening

        provide(screening)
