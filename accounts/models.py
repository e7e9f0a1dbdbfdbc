"""Who people are: an account with a display name apart from its e-mail address."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **rest: Any) -> "User":
        address = self.normalize_email(email).lower() if email else None
        user = self.model(email=address, **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **rest: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **rest)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Imported people have no address and cannot sign in."""

    class Known(models.TextChoices):
        ADDRESS = "address", _("by an e-mail address")
        EMPLOYEE = "employee", _("as an employee")
        IDENTIFIED = "identified", _("by an identity document")
        IMPORTED = "imported", _("from another platform")

    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    display_name = models.CharField(_("display name"), max_length=80)
    language = models.CharField(_("language"), max_length=10, default="en")
    known = models.CharField(max_length=12, choices=Known.choices, default=Known.ADDRESS)
    source = models.CharField(max_length=80, blank=True, help_text="where an import found them")
    external_id = models.CharField(max_length=64, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="imported_person_once",
            ),
            models.CheckConstraint(
                condition=Q(known="imported", email__isnull=True) | ~Q(known="imported"),
                name="imported_people_have_no_address",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name
