"""Production: environment variables only. `docs/deploy.md` lists them."""

from . import env
from .base import *  # noqa: F403
from .base import CACHES, MEDIA_ROOT, SITE_URL

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS = env.strings("ALLOWED_HOSTS")
SITE_URL = env.url("SITE_URL")
WAGTAILADMIN_BASE_URL = SITE_URL
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES = {"default": env.database("DATABASE_URL", env.text("DATABASE_URL"))}

TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 1)

CACHES["dossiers"]["LOCATION"] = env.text("DOSSIERS_ROOT", str(CACHES["dossiers"]["LOCATION"]))
if REDIS_URL := env.text("REDIS_URL", ""):
    redis = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    kept = CACHES["dossiers"]["TIMEOUT"]
    CACHES = {"default": redis, "dossiers": redis | {"KEY_PREFIX": "dossiers", "TIMEOUT": kept}}

# Run by `manage.py db_worker`, not by the process that answers visitors.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.staticfiles.OneSheetStorage"},
}
MEDIA_ROOT = env.text("MEDIA_ROOT", str(MEDIA_ROOT))

# The proxy in front ends TLS and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.boolean("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_HSTS_SECONDS = env.integer("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.boolean("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Wagtail shows a draft in a frame of its own editor: X_FRAME_OPTIONS is SAMEORIGIN, not DENY.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portail@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Every save of a page starts several small tasks, each of which would tell of its success.
    "loggers": {"django_tasks": {"level": "WARNING"}},
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
}
