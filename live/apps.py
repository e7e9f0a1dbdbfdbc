from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"

    def ready(self) -> None:
        from activity import log
        from live import hints

        log.on_hint(hints.give)
