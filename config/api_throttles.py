"""How often the API may be asked. With Redis all processes count together; alone, one does."""

from django.conf import settings
from django.core.cache import caches
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle


class VisitorRate(AnonRateThrottle):
    cache = caches["default" if settings.REDIS_URL else "pieces"]


class PersonRate(UserRateThrottle):
    cache = caches["default" if settings.REDIS_URL else "pieces"]
