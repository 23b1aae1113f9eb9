"""`make test`: SQLite, or the PostgreSQL that DATABASE_URL names."""

from .base import *  # noqa: F403
from .base import CACHES, TEMPLATES

SECRET_KEY = "tests-only"
CACHES["dossiers"] = CACHES["default"] | {"LOCATION": "dossiers"}
CATALOGUE_SECONDS = 0  # at each use, within the transaction that each test rolls back
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TEMPLATES[0]["OPTIONS"]["debug"] = True
