"""The cache: a Redis shared by the processes in production, a memory of its own otherwise."""

import shutil
import socket
import subprocess
import time

import pytest
from django.core.cache import cache

from portal.models import SiteSettings
from portal.vocabulary import terms


@pytest.fixture
def redis_url(tmp_path):
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("no redis-server on this machine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [server, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    for _attempt in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=10)


@pytest.mark.django_db
def test_pages_and_readiness_on_redis(settings, client, redis_url):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": redis_url,
        }
    }
    assert client.get("/sante/pret/").json() == {"database": "ok", "cache": "ok"}
    assert client.get("/fr/realisations/").status_code == 200
    assert cache.get("portal.site_settings") == SiteSettings.load()


@pytest.mark.django_db
def test_readiness_says_that_redis_is_down(settings, client):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1",
        }
    }
    response = client.get("/sante/pret/")
    assert response.status_code == 503 and response.json()["cache"] == "ConnectionError"


@pytest.mark.django_db
def test_a_renamed_term_is_seen_at_once_here():
    from portal.models import Theme

    theme = Theme.objects.filter(locale__language_code="fr").first()
    assert theme.name in dict(terms(Theme, theme.locale_id)).values()
    theme.name = "Renommé"
    theme.save()
    assert "Renommé" in dict(terms(Theme, theme.locale_id)).values()
