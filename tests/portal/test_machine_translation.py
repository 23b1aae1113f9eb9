"""Machine translation: off unless asked for, marked as such, harmless when its provider fails."""

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import StringTranslation, Translation

from portal.models import TranslationPassport, User
from portal.settings import env
from portal.translation import machine
from tests.pages import realisation, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("translators")]
State = TranslationPassport.State


class Server(ThreadingHTTPServer):
    """Speaks as LibreTranslate does: POST /translate, texts in a list. `fault`: what it does wrong."""

    fault = ""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, asked))
        fault = self.server.fault
        texts = [f"[{asked['target']}] {text}" for text in asked["q"]]
        answer = {"few": texts[:-1], "": texts}.get(fault)
        body = b"<html>" if fault == "html" else json.dumps({"translatedText": answer}).encode()
        self.send_response(int(fault) if fault.isdigit() else 200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    with Server() as server:
        Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = provider(server.url)
        yield server
        server.shutdown()


def provider(url):
    return {
        "CLASS": "portal.translation.machine.LibreTranslate",
        "OPTIONS": {"LIBRETRANSLATE_URL": url, "API_KEY": "", "TIMEOUT": 5},
    }


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("editrice", password="x"))
    return client


@pytest.fixture
def translation():
    """Lyon's, with a summary and lessons that nobody has translated yet."""
    lyon = realisation("lyon")
    lyon.summary, lyon.lessons = "Un autre résumé.", "<p>Une <b>autre</b> leçon.</p>"
    lyon.save_revision(clean=False).publish()
    found = Translation.objects.get(
        source__object_id=lyon.translation_key, target_locale__language_code="en"
    )
    found.source.update_from_db()
    return found


def ask(editor, translation):
    page = realisation("lyon", "en")
    address = reverse("wagtail_localize:machine_translate", args=[translation.pk])
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = editor.post(address, {"next": back})
    return response, back


def of_a_machine(translation):
    kind = StringTranslation.TRANSLATION_TYPE_MACHINE
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, translation_type=kind
    )


def test_it_is_off_by_default(editor, translation):
    assert get_machine_translator() is None
    ask(editor, translation)
    assert not of_a_machine(translation)


def test_what_nobody_has_translated_is_and_says_by_whom(
    editor, server, translation, django_capture_on_commit_callbacks, client
):
    title = realisation("lyon", "en").title
    response, back = ask(editor, translation)
    assert response["Location"] == back
    [(path, asked)] = server.asked
    assert (path, asked["source"], asked["target"]) == ("/translate", "fr", "en")
    assert len(asked["q"]) == 2  # what a person has translated is not asked for again
    found = of_a_machine(translation)
    assert {one.tool_name for one in found} == {"LibreTranslate"} and len(found) == 2
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    english = realisation("lyon", "en")
    assert english.summary == "[en] Un autre résumé." and english.title == title
    assert "<b>autre</b>" in english.lessons
    assert TranslationPassport.objects.get(page=english).state == State.AUTOMATIQUE
    client.logout()
    assert "Machine translation, which nobody has reviewed yet." in text_of(client.get(english.url))


FAULTS = {
    "500": "a répondu par une erreur",
    "403": "refuse la clé",
    "429": "a atteint sa limite",
    "html": "a répondu par une erreur",
    "few": "a répondu par une erreur",
    "none": "a répondu par une erreur",
}


def test_a_provider_that_fails_costs_nothing(editor, server, translation):
    before = StringTranslation.objects.count()
    for fault, told in FAULTS.items():
        server.fault = fault
        response, back = ask(editor, translation)
        assert response["Location"] == back
        text = text_of(editor.get(back))
        assert told in text and "Rien n’a été traduit ni perdu" in text, fault
        assert StringTranslation.objects.count() == before


def test_an_absent_provider_and_a_slow_one(editor, settings, translation, monkeypatch):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = provider("http://127.0.0.1:9")
    _response, back = ask(editor, translation)
    assert "LibreTranslate est injoignable." in text_of(editor.get(back))

    def late(*args, **kwargs):
        raise requests.Timeout

    monkeypatch.setattr(requests, "post", late)
    ask(editor, translation)
    assert "LibreTranslate n’a pas répondu à temps." in text_of(editor.get(back))


def test_a_failing_update_changes_nothing_by_halves(editor, server, translation):
    """Synchronising with « utiliser la traduction automatique »: all of it, or nothing."""
    server.fault = "500"
    lyon = realisation("lyon")
    lyon.title = "Un autre titre"
    lyon.save_revision(clean=False).publish()
    before = translation.source.content_json
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    response = editor.post(address, {"use_machine_translation": "on"})
    assert response.status_code == 302
    translation.source.refresh_from_db()
    assert translation.source.content_json == before and not of_a_machine(translation)


def test_many_texts_are_asked_for_by_batches(editor, server, translation, monkeypatch):
    monkeypatch.setattr(machine, "BATCH", 1)
    ask(editor, translation)
    assert [len(asked["q"]) for _path, asked in server.asked] == [1, 1]
    assert of_a_machine(translation).count() == 2


def test_deepl_speaks_through_the_same_interface(monkeypatch, translation):
    """Its own provider of wagtail-localize; only the address is replaced, so that nobody is called."""
    asked = []

    class Response:
        def json(self):
            return {"translations": [{"text": f"EN {text}"} for text in asked[-1]["text"]]}

    def post(url, parameters, **kwargs):
        asked.append(parameters)
        return Response()

    monkeypatch.setattr(requests, "post", post)
    deepl = machine.DeepL({"AUTH_KEY": "x:fx"})
    source, target = translation.source.locale, translation.target_locale
    strings = [segment.string.as_value() for segment in translation.source.stringsegment_set.all()]
    found = deepl.translate(source, target, strings)
    assert len(found) == len(set(strings)) and asked[0]["source_lang"] == "FR"
    monkeypatch.setattr(Response, "json", lambda self: {"message": "Wrong key"})
    with pytest.raises(machine.ProviderFailed, match="DeepL a répondu par une erreur"):
        deepl.translate(source, target, strings)


# The environment


def environment(monkeypatch, **values):
    for name in ("TRANSLATION_PROVIDER", "DEEPL_AUTH_KEY", "LIBRETRANSLATE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)


def test_the_environment_chooses_the_provider(monkeypatch):
    environment(monkeypatch)
    assert env.machine_translator() is None
    environment(monkeypatch, TRANSLATION_PROVIDER="DeepL", DEEPL_AUTH_KEY="k")
    assert env.machine_translator()["OPTIONS"]["AUTH_KEY"] == "k"
    environment(
        monkeypatch,
        TRANSLATION_PROVIDER="libretranslate",
        LIBRETRANSLATE_URL="https://traduire.example.org/",
    )
    options = env.machine_translator()["OPTIONS"]
    assert options["LIBRETRANSLATE_URL"] == "https://traduire.example.org"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"TRANSLATION_PROVIDER": "babel"}, "write deepl or libretranslate"),
        ({"TRANSLATION_PROVIDER": "deepl"}, "DEEPL_AUTH_KEY is missing"),
        ({"TRANSLATION_PROVIDER": "libretranslate"}, "LIBRETRANSLATE_URL is missing"),
        (
            {"TRANSLATION_PROVIDER": "libretranslate", "LIBRETRANSLATE_URL": "x"},
            "is not an address",
        ),
    ],
)
def test_half_a_configuration_stops_the_start(monkeypatch, values, told):
    environment(monkeypatch, **values)
    with pytest.raises(ImproperlyConfigured, match=re.escape(told)):
        env.machine_translator()
