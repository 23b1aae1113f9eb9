"""Typed reading of environment variables, with errors that say what to write."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The variable's value; without a default, absent or empty is an error."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is missing: set it in the environment.")
    return default


def boolean(name: str, default: bool) -> bool:
    value = text(name, str(default)).lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is ambiguous: write true or false.")


def integer(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def strings(name: str, default: str | None = None) -> list[str]:
    """A comma-separated list."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def url(name: str, default: str | None = None) -> str:
    """An absolute http(s) address, without a trailing slash."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name}={value!r} is not an address such as https://www.example.org."
        )
    return value


def machine_translator() -> dict | None:
    """wagtail-localize's setting for the provider that TRANSLATION_PROVIDER names; None: no machine."""
    provider = text("TRANSLATION_PROVIDER", "").lower()
    if not provider:
        return None
    if provider == "deepl":
        options = {"AUTH_KEY": text("DEEPL_AUTH_KEY")}
    elif provider == "libretranslate":
        options = {
            "LIBRETRANSLATE_URL": url("LIBRETRANSLATE_URL"),
            "API_KEY": text("LIBRETRANSLATE_API_KEY", ""),
        }
    else:
        raise ImproperlyConfigured(
            f"TRANSLATION_PROVIDER={provider!r}: write deepl or libretranslate, or nothing."
        )
    options["TIMEOUT"] = integer("TRANSLATION_TIMEOUT", 30)
    name = {"deepl": "DeepL", "libretranslate": "LibreTranslate"}[provider]
    return {"CLASS": f"portal.translation.machine.{name}", "OPTIONS": options}


def database(name: str, default: str) -> dict:
    """Django's settings for `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    value = text(name, default)
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]
        if not path:
            raise ImproperlyConfigured(f"{name}={value!r} names no file: sqlite:///var/db.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path if path == ":memory:" else Path(path),
            # Readers do not wait for the writer, and a second writer waits instead of failing.
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
            },
        }
    if parts.scheme in {"postgres", "postgresql"}:
        database_name = unquote(parts.path.lstrip("/"))
        if not database_name:
            raise ImproperlyConfigured(f"{name} names no database after the host.")
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or options.pop("host", ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"{name}={value!r}: write sqlite:///… or postgresql://….")
