"""A fiche, a dossier and the whole catalogue as data: every public detail, and nothing else."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from portal.models import CatalogueRow, User
from portal.translation import review
from realisations.models import DossierPage, RealisationPage
from tests.pages import realisation
from tests.portal.test_catalogue_follows import WAYS_OUT, restrict
from tests.realisations.test_list import fill_up_to, queries

pytestmark = pytest.mark.django_db

DUMP = "/donnees/catalogue-fr.json"
STORY = ("issues", "objectives", "benefits", "lessons", "limits", "transfer_conditions", "funding")


def record(client, page):
    response = client.get(f"{page.url}?format=json")
    assert response.status_code == 200
    return response.json()


def catalogue(client, language="fr"):
    return json.loads(client.get(f"/donnees/catalogue-{language}.json").getvalue())


def dossier(language="fr"):
    return DossierPage.objects.in_language(language).get()


# A fiche


def test_it_says_what_it_is_worth_as_a_translation(client, admin_user):
    assert record(client, realisation("lyon"))["translation"] is None
    page = realisation("lyon", "en")
    unread = {"origin": "automatique", "reviewed": None, "outdated_since": None}
    before = client.get("/donnees/catalogue-en.json")
    assert record(client, page)["translation"] == unread
    review.mark(page.passport, admin_user)
    today = timezone.localdate().isoformat()
    assert record(client, page)["translation"] == unread | {"reviewed": today}
    after = client.get(
        "/donnees/catalogue-en.json", headers={"If-None-Match": before.headers["ETag"]}
    )
    assert after.status_code == 200
    source = realisation("lyon")
    source.summary = "Un autre résumé."
    source.save_revision().publish()
    assert record(client, page)["translation"]["outdated_since"] == today


def test_a_fiche_tells_all_it_knows(client):
    page = realisation("lyon")
    data = record(client, page)
    assert data["reference"] == "R-0010" and data["url"] == f"{settings.SITE_URL}{page.url}"
    others = {code: realisation("lyon", code).url for code in ("en", "ar")}
    assert data["translations"] == {
        code: f"{settings.SITE_URL}{url}" for code, url in others.items()
    }
    assert [part["level"] for part in data["pillars"]] == ["principal", "secondaire"]
    assert all(part["argument"] for part in data["pillars"])
    assert data["key_figures"][0] == {
        "value": 99, "qualifier": None, "unit": "%", "nature": None, "whole": 100, "period": None,
        "label": "de l’empreinte totale vient des terminaux des utilisateurs",
        "source": page.key_figures[0].value["source"],
    }  # fmt: skip
    place = data["places"][0]
    assert place["commune"] == {"code": "69123", "name": "Lyon"} and place["region"] == "84"
    assert [(found["title"], found["role"]) for found in data["organisations"]] == [
        ("Ville de Lyon", "porteur")
    ]
    links = data["links"]
    assert [link["reference"] for link in links["realisations"]] == ["R-0001", "R-0005", "R-0009"]
    assert len(links["resources"]) == 2 and len(links["obligations"]) == 3
    assert links["obligations"][0]["url"].endswith("/fr/lois/reen/#obligation-1")
    assert links["recommendations"][0]["dossier"]["url"].endswith(dossier().url)
    assert data["gaps"] == [str(gap) for gap in page.gaps] and data["cost"] is None
    assert data["verified_on"] == page.verified_on.isoformat()
    assert data["source"]["document"] == page.source_document
    assert data["licence"]["name"] == "non renseignée" and data["attribution"]


def test_what_an_editor_adds_is_told(client):
    page = realisation("lyon")
    page.cost_amount, page.cost_year, page.cost_tax = Decimal("12500.50"), 2022, "ttc"
    page.start_date, page.start_precision = date(2021, 3, 1), "mois"
    page.sdgs, page.contact_role, page.contact_email = "9, 11", "Direction", "dir@example.org"
    page.limits = (
        '<p>Un &amp; deux<br/>trois</p><ul><li>quatre <a linktype="page" id="3">lien</a></li></ul>'
    )
    page.save_revision().publish()
    data = record(client, page)
    assert data["cost"] == {
        "amount": 12500.5, "currency": "EUR", "year": 2022, "tax": "ttc", "scope": None,
    }  # fmt: skip
    assert data["start"] == {"date": "2021-03-01", "precision": "mois"} and data["year"] == 2021
    assert data["sdgs"] == [9, 11]
    assert data["contact"] == {"role": "Direction", "email": "dir@example.org"}
    assert data["limits"] == "Un & deux\ntrois\n- quatre lien"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_fiche_and_its_texts(client, language):
    for page in RealisationPage.objects.live().in_language(language):
        data = record(client, page)
        assert data["language"] == language and data["title"] == page.title
        for name in STORY:
            assert bool(data[name]) == bool(getattr(page, name)), name
        assert "<" not in json.dumps(data, ensure_ascii=False)


def test_a_draft_stays_a_draft(client):
    page = realisation("lyon")
    title, page.title = page.title, "Brouillon"
    page.save_revision()
    assert record(client, page)["title"] == title


def test_pictures_and_documents_are_told(client):
    page = RealisationPage.objects.live().in_language("fr").exclude(image=None).first()
    title = "Un document"
    document = Document.objects.create(title="x", file=ContentFile(b"%PDF-", name="essai.pdf"))
    page.documents = [("document", {"title": title, "document": document})]
    page.gallery = [("picture", {"image": page.image, "caption": "Une légende"})]
    page.save_revision().publish()
    data = record(client, page)
    assert data["documents"] == [{"title": title, "url": f"{settings.SITE_URL}{document.url}"}]
    head, other = data["pictures"]
    assert head["credit"] == other["credit"] == page.image.credit
    assert head["description"] == page.image.description and other["caption"] == "Une légende"
    assert head["url"] is None or head["url"].startswith(f"{settings.SITE_URL}/media/")
    document.delete()
    assert record(client, page)["documents"] == []


# A dossier


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_dossier_tells_its_parts_and_its_fiches(client, language):
    page = dossier(language)
    data = record(client, page)
    assert [part["pillar"] for part in data["pillars"]] == page.inks
    assert [item["reference"] for item in data["realisations"]] == [
        link.realisation.reference for link in page.realisation_links.all()
    ]
    assert len(data["realisations"]) == 10 and all(item["url"] for item in data["realisations"])
    assert [part["title"] for part in data["recommendations"]] == [
        part.title for part in page.recommendations.all()
    ]
    assert len(data["laws"]) == 2 and data["figures"] and data["axes"] and data["why_act"]
    assert data["partners"]


# What leads to them


@pytest.mark.parametrize("page", ["fiche", "dossier"])
def test_the_page_leads_to_its_data_at_no_cost_of_elements(client, page):
    page = {"fiche": realisation, "dossier": lambda _key: dossier()}[page]("lyon")
    response = client.get(page.url)
    expected = (
        f'<{settings.SITE_URL}{page.url}?format=json>; rel="alternate"; type="application/json"'
    )
    assert expected in response["Link"]
    assert b"format=json" not in response.content


@pytest.mark.parametrize("form", ["csv", "x", "🌱"])
def test_a_form_that_a_page_does_not_have_is_said(client, form):
    for page in (realisation("lyon"), dossier()):
        body = client.get(page.url, {"format": form}).content.decode()
        assert 'class="notices"' in body and "Valeur inconnue" in body
        assert 'class="notices"' not in client.get(page.url).content.decode()


def test_a_fiche_that_has_not_changed_is_not_sent_again(client):
    page = realisation("lyon")
    etag = {"If-None-Match": client.get(f"{page.url}?format=json")["ETag"]}
    assert client.get(f"{page.url}?format=json", headers=etag).status_code == 304
    page.summary = "Autre"
    page.save_revision().publish()
    assert client.get(f"{page.url}?format=json", headers=etag).status_code == 200


# The whole catalogue


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_whole_catalogue_holds_everything(client, language):
    data = catalogue(client, language)
    kinds = {
        "realisations": "realisation",
        "dossiers": "dossier",
        "resources": "ressource",
        "laws": "loi",
    }
    for name, kind in kinds.items():
        rows = CatalogueRow.objects.filter(kind=kind, locale__language_code=language)
        assert len(data[name]) == rows.count() > 0
        assert {entry["title"] for entry in data[name]} == set(rows.values_list("title", flat=True))
    lyon = next(entry for entry in data["realisations"] if entry["reference"] == "R-0010")
    alone = record(client, realisation("lyon", language))
    assert lyon == {name: value for name, value in alone.items() if name in lyon}
    assert set(alone) - set(lyon) == {"licence", "attribution"} <= set(data)


@pytest.mark.parametrize("language", ["de", "fr-ca", "..", "%F0%9F%8C%B1"])
def test_no_other_language(client, language):
    assert client.get(f"/donnees/catalogue-{language}.json").status_code == 404


def test_the_whole_catalogue_costs_the_same_for_10_and_for_100(client):
    class Reader:
        def get(self, path):
            response = client.get(path)
            response.getvalue()
            return response

    few = queries(Reader(), DUMP)
    fill_up_to(100)
    assert queries(Reader(), DUMP) <= few <= 35


def test_a_fiche_as_data_costs_sixteen_queries_at_most(client):
    for page in RealisationPage.objects.live().in_language("fr"):
        assert queries(client, f"{page.url}?format=json") <= 16


# Nothing leaks


def addresses():
    """Everything that names the fiche of Lyon as data, in its language or another."""
    return [
        *(f"/fr/realisations/?format={form}" for form in ("json", "csv", "geojson", "atom")),
        f"{dossier().url}?format=json",
        f"{realisation('montrouge').url}?format=json",
        f"{realisation('lyon', 'en').url}?format=json",
        DUMP,
        "/donnees/catalogue-en.json",
    ]


@pytest.mark.parametrize("leave", WAYS_OUT)
def test_nowhere_in_data(client, leave):
    page = realisation("lyon")
    url, data = page.url, addresses()
    for address in data:
        if "montrouge" not in address:
            assert url in client.get(address).getvalue().decode(), address
    leave(page)
    for address in data:
        assert url not in client.get(address).getvalue().decode(), address
    assert client.get(f"{url}?format=json").status_code in (302, 404)


def test_a_fiche_names_no_other_that_is_not_open(client):
    """Its links, its organisations, its laws and its resources."""
    lyon = realisation("lyon")
    before = json.dumps(record(client, lyon)["links"])
    for slug in (
        "reen",
        "merlin-centre-de-donnees-swindon",
        "guide-achats-numeriques-responsables",
        "ville-lyon",
    ):
        target = Page.objects.get(slug=slug, locale=lyon.locale)
        assert target.url in json.dumps(record(client, lyon))
        restrict(target)
        assert target.url not in json.dumps(record(client, lyon))
    after = record(client, lyon)
    assert json.dumps(after["links"]) != before and after["organisations"] == []


def test_who_may_read_a_restricted_fiche_does_not_get_it_as_open_data(client):
    page = realisation("lyon")
    restrict(page)
    client.force_login(User.objects.create_superuser("chef", "chef@example.org", "x"))
    assert client.get(page.url).status_code == 200
    assert client.get(f"{page.url}?format=json").status_code == 404
    for address in addresses():
        assert page.url not in client.get(address).getvalue().decode(), address
