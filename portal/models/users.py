from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor. Visitors have no account."""
