from django.apps import AppConfig


class FolkmootConfig(AppConfig):
    name = "config"
    verbose_name = "Folkmoot"
