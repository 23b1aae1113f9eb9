import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env


def test_a_missing_value_is_named(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        env.text("SECRET_KEY")


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("Yes", True), ("0", False), ("off", False)]
)
def test_booleans(monkeypatch, value, expected):
    monkeypatch.setenv("FLAG", value)
    assert env.boolean("FLAG", not expected) is expected


def test_an_ambiguous_boolean_is_refused(monkeypatch):
    monkeypatch.setenv("FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="ambiguous"):
        env.boolean("FLAG", True)


def test_a_number_that_is_not_one(monkeypatch):
    monkeypatch.setenv("SECONDS", "a year")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        env.integer("SECONDS", 1)


@pytest.mark.parametrize("value", ["ville.fr", "ftp://ville.fr", "https://ville.fr/portail"])
def test_an_address_is_a_scheme_and_a_host(monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="not an address"):
        env.url("SITE_URL")


def test_postgresql(monkeypatch):
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me:p%40ss@db.local:5433/portail?sslmode=require"
    )
    database = env.database("DATABASE_URL", "")
    assert database["ENGINE"].endswith("postgresql")
    assert (database["USER"], database["PASSWORD"]) == ("me", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.local", "5433", "portail")
    assert database["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize(
    "value", ["mysql://me@db/portail", "portail.sqlite3", "postgresql://db", "sqlite:///"]
)
def test_a_database_that_is_not_understood(monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database("DATABASE_URL", "")
