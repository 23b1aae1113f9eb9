"""Who edits the portal in its tests."""

from io import StringIO

import pytest
from django.core.management import call_command
from wagtail_localize.models import StringTranslation

from portal.models import TranslationPassport, User


@pytest.fixture
def editor(client, monkeypatch):
    """A client signed in as the first editor that the command makes: no superuser."""
    monkeypatch.setenv("EDITOR_PASSWORD", "un-mot-de-passe-d-essai")
    call_command("ensure_editor", stdout=StringIO())
    client.force_login(User.objects.get(username="redaction"))
    return client


@pytest.fixture
def translators(db):
    """The demo as if people had translated it."""
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
    TranslationPassport.objects.exclude(page=None).update(
        origin=TranslationPassport.Origin.HUMAINE, state=TranslationPassport.State.HUMAINE
    )
