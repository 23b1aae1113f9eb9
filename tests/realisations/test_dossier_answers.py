"""Asking for `format=pdf`: what is answered, kept, refused and limited."""

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult

from portal.models import PortalImage, SiteSettings
from realisations.dossiers import limits, shelf, tasks, views
from realisations.dossiers.orders import DOSSIER, FICHE
from tests.pages import realisation, text_of
from tests.portal.test_catalogue_follows import WAYS_OUT
from tests.realisations.printed import dossier, opened, order_of
from tests.realisations.test_list import LISTS, fill_up_to
from tests.realisations.test_selection import SELECTION

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_shelf():
    caches["dossiers"].clear()


@pytest.fixture
def quick(monkeypatch):
    """Composing takes no time, and is counted."""
    made = []

    def compose(content, files):
        made.append(content["title"])
        return b"%PDF-1.7 " + content["title"].encode()

    monkeypatch.setattr(tasks, "compose", compose)
    return made


def asked(client, path, **params):
    return client.get(path, {"format": "pdf"} | params)


# What is given


def test_each_kind_of_page_gives_its_document(client):
    for path, name in (
        (realisation("lyon", "en").url, "lyon-digital-carbon-footprint"),
        (f"{SELECTION['fr']}?fiches=R-0010,R-0001", "selection"),
        (f"{LISTS['en']}?pilier=resilience&region=52", "case-studies"),
    ):
        response = client.get(f"{path}{'&' if '?' in path else '?'}format=pdf")
        assert response.status_code == 200 and response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"].startswith(f'inline; filename="{name}')
        assert response["Content-Language"] == path[1:3]
        assert not response.cookies and len(opened(response.content).pages) >= 1


def test_the_address_of_a_selection_is_on_its_last_sheet(client, quick):
    seen = {}
    quick_compose = tasks.compose
    tasks.compose = lambda content, files: seen.update(content) or quick_compose(content, files)
    assert asked(client, SELECTION["fr"], fiches="R-0010,R-0001").status_code == 200
    links = [link for block in seen["credits"] if block["is"] == "links" for link in block["links"]]
    assert links[-1]["url"].endswith("/fr/realisations/selection/?fiches=R-0010,R-0001")
    assert [fiche["reference"] for fiche in seen["fiches"]] == ["R-0010", "R-0001"]
    assert seen["title"] == "Une sélection de 2 réalisations"


def test_it_is_composed_once_and_not_sent_twice(client, quick):
    first = asked(client, dossier().url)
    assert asked(client, dossier().url).content == first.content and len(quick) == 1
    again = client.get(f"{dossier().url}?format=pdf", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and len(quick) == 1


def change_a_fiche():
    realisation("lyon").save_revision().publish()


def change_the_site():
    site = SiteSettings.load()
    site.publisher = "Un autre éditeur"
    site.save()


def change_a_credit():
    image = realisation("3dexperience").image
    PortalImage.objects.filter(pk=image.pk).update(credit="Quelqu’un d’autre")


@pytest.mark.parametrize("change", [change_a_fiche, change_the_site, change_a_credit])
def test_whatever_changes_it_has_it_composed_anew(client, quick, change):
    asked(client, dossier().url)
    change()
    asked(client, dossier().url)
    assert len(quick) == 2


def test_the_order_of_a_selection_is_another_document(client, quick):
    asked(client, SELECTION["fr"], fiches="R-0010,R-0001")
    asked(client, SELECTION["fr"], fiches="R-0001,R-0010")
    assert len(quick) == 2


# What is not


def refused(response, status, *told):
    assert response.status_code == status and response["Content-Type"].startswith("text/html")
    text = text_of(response)
    assert all(words in text for words in told), text
    return response.content.decode().replace("&amp;", "&")


@pytest.mark.parametrize(
    ("fiches", "status", "told"),
    [
        ("", 400, "Il faut au moins une fiche"),
        ("R-9999", 404, "R-9999"),
        ("R-0001,R-9999", 400, "R-9999"),
        ("R-0001,nimporte", 400, "nimporte"),
        (",".join(f"R-{n:04d}" for n in range(1, 200)), 400, "100"),
    ],
)
def test_a_selection_says_what_was_left_out_and_why(client, quick, fiches, status, told):
    body = refused(asked(client, SELECTION["fr"], fiches=fiches), status, told)
    assert not quick
    assert ("Composer le PDF sans elles" in body) == ("R-0001" in fiches)


def test_what_is_left_can_be_composed(client, quick):
    body = refused(asked(client, SELECTION["fr"], fiches="R-0001,R-9999"), 400)
    assert 'href="?fiches=R-0001&format=pdf"' in body
    assert asked(client, SELECTION["fr"], fiches="R-0001").status_code == 200


def test_more_than_thirty_are_told(client, quick):
    fill_up_to(32)
    from realisations.models import RealisationPage

    numbers = RealisationPage.objects.live().in_language("fr").values_list("number", flat=True)
    fiches = ",".join(f"R-{number:04d}" for number in sorted(numbers))
    refused(asked(client, SELECTION["fr"], fiches=fiches), 400, "30 fiches au plus")
    refused(asked(client, LISTS["fr"]), 400, "30 au plus")
    body = client.get(LISTS["fr"]).content.decode()
    assert "format=pdf" not in body and "format=csv" in body


def test_a_fiche_of_another_language_is_told(client, quick):
    realisation("lyon", "en").unpublish()
    refused(asked(client, SELECTION["en"], fiches="R-0001,R-0010"), 400, "R-0010 does not exist")


@pytest.mark.parametrize("leave", WAYS_OUT, ids=lambda leave: leave.__name__)
def test_what_is_not_open_to_all_is_never_printed(client, quick, leave):
    page = realisation("lyon")
    leave(page)
    response = asked(client, SELECTION["fr"], fiches="R-0010")
    if response.status_code != 302:  # to the login page, for a restricted list
        refused(response, 404, "R-0010")
    alone = client.get(f"{page.url}?format=pdf")
    assert alone.status_code in (302, 404) and not quick
    asked(client, dossier().url)
    assert "R-0010" not in str(order_of(DOSSIER).fiches) and len(quick) == 1


@pytest.mark.parametrize(
    "query",
    ["pilier=paix", "page=2", "format=json&format=pdf", "fiches=R-0001", "x=1", "lieu=Angers"],
)
def test_a_list_refuses_what_it_does_not_understand(client, quick, query):
    refused(client.get(f"{LISTS['fr']}?{query}&format=pdf"), 400)
    assert not quick


def test_an_empty_list_has_no_document(client, quick):
    refused(asked(client, LISTS["fr"], region="94"), 404, "Aucun résultat")
    assert b"format=pdf" not in client.get(f"{LISTS['fr']}?region=94").content


def test_a_list_that_has_no_document_says_so(client):
    response = client.get("/fr/guides/?format=pdf")
    assert response.status_code == 400 and "PDF" in response.content.decode()


@pytest.mark.parametrize("query", ["x=1", "suivi=jamais&y=%00", "fiches=,,%FF&z=🌱"])
def test_nothing_that_is_asked_breaks(client, quick, query):
    for path in (realisation("lyon").url, dossier().url, SELECTION["fr"], LISTS["fr"]):
        assert client.get(f"{path}?format=pdf&{query}").status_code in (200, 400, 404)


# When it fails, when it is long, when it is too much


def test_a_failure_is_logged_and_told(client, monkeypatch, caplog):
    def broken(content, files):
        raise RuntimeError("typst is broken")

    monkeypatch.setattr(tasks, "compose", broken)
    for page in (realisation("lyon", "en"), dossier("en")):
        response = asked(client, page.url)
        refused(response, 503, "could not be composed")
        assert response["Retry-After"] == "60" and response["Cache-Control"] == "no-store"
    assert "typst is broken" in caplog.text


def test_a_long_document_is_composed_by_the_worker(client, settings, quick):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    response = asked(client, dossier().url)
    body = refused(response, 202, "1 sur 2")
    assert "Refresh" not in response and response["Retry-After"] == "3" and not quick
    followed = asked(client, dossier().url, suivi="auto")
    assert followed["Refresh"] == "3" and "Ne plus recharger" in text_of(followed)
    assert "?format=pdf&suivi=auto" in body
    (queued,) = DBTaskResult.objects.filter(task_path__endswith="compose_dossier")
    queued.task.call(*queued.args_kwargs["args"], **queued.args_kwargs["kwargs"])
    assert asked(client, dossier().url, suivi="auto")["Content-Type"] == "application/pdf"
    assert quick == [dossier().title] and asked(client, realisation("lyon").url).status_code == 200


def test_the_waiting_page_says_how_far_it_is(client, quick, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked(client, dossier().url)
    shelf.note(shelf.key_of(order_of(DOSSIER)), shelf.COMPOSING)
    refused(asked(client, dossier().url), 202, "2 sur 2")


def test_one_visitor_may_not_ask_for_everything(client, quick, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 2)
    paths = [realisation(key).url for key in ("lyon", "nantes", "angers")]
    assert [asked(client, path).status_code for path in paths] == [200, 200, 429]
    response = asked(client, paths[2])
    refused(response, 429, "Trop de documents")
    assert 0 < int(response["Retry-After"]) <= limits.WINDOW + 1 and not response.cookies
    assert asked(client, paths[0]).status_code == 200  # what is there costs nothing
    elsewhere = client.get(f"{paths[2]}?format=pdf", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "1.2.3.4", "127.0.0.1"), (1, "1.2.3.4", "1.2.3.4"), (1, "9.9.9.9, 1.2.3.4", "1.2.3.4"), (1, "", "127.0.0.1"),
        (2, "9.9.9.9, 1.2.3.4, 10.0.0.1", "1.2.3.4"), (3, "1.2.3.4", "127.0.0.1"), (1, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (1, "nonsense", "nonsense"),
    ],
)  # fmt: skip
def test_the_address_is_the_one_that_our_own_proxies_saw(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert (
        limits.address(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}))
        == expected
    )


def test_no_address_is_kept(client, quick):
    asked(client, realisation("lyon").url)
    request = RequestFactory().get("/")
    assert limits.visitor(request, 1) != limits.visitor(request, 2)
    assert "127.0.0.1" not in str(getattr(cache, "_cache", {}))


# What leads to it


def test_every_page_leads_to_its_document(client):
    french = "PDF (Français"
    assert f'href="{dossier().url}?format=pdf"' in client.get(dossier().url).content.decode()
    fiche = client.get(realisation("lyon").url)
    assert f"{french})" in text_of(fiche) and "application/pdf" in fiche["Link"]
    body = client.get(f"{LISTS['fr']}?pilier=sobriete").content.decode()
    assert "pilier=sobriete&amp;format=pdf" in body and f"{french}, 6 fiches)" in body
    chosen = client.get(f"{SELECTION['fr']}?fiches=R-0001,R-0002").content.decode()
    assert "fiches=R-0001,R-0002&amp;format=pdf" in chosen and f"{french}, 2 fiches)" in chosen


def test_the_openapi_document_tells_it(client):
    paths = client.get("/openapi.json").json()["paths"]
    for path in (
        "/fr/realisations/",
        "/fr/realisations/{slug}/",
        "/en/dossiers/{slug}/",
        "/en/case-studies/selection/",
    ):
        responses = paths[path]["get"]["responses"]
        assert "application/pdf" in responses["200"]["content"]
        assert {"202", "404", "429", "503"} <= set(responses)


def test_a_fiche_alone_is_asked_for_like_any_other(quick):
    assert views.AT_ONCE >= 1 and order_of(FICHE, "fr", ("lyon",)).as_dict()["kind"] == "fiche"
