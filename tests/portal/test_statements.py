"""What the portal states of itself: its publisher, its accessibility, its ecodesign."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from portal.blocks import BodyBlock, statements
from portal.checks import page_types
from portal.models import SiteSettings
from portal.models.site import ContentLicence
from tests.pages import text_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
STATEMENTS = {
    "fr": ("contact", "mentions-legales", "donnees-personnelles", "ecoconception"),
    "en": ("contact", "legal-notice", "personal-data", "ecodesign"),
}
LANGUAGES = tuple(STATEMENTS)
ALL = {
    "publisher": "Association d’essai",
    "legal_status": "Association loi de 1901",
    "registration": "RNA W751000000",
    "address": "1 rue de l’Essai\n75001 Paris",
    "telephone": "+33 1 99 00 00 00",
    "publication_director": "Camille Essai",
    "host": "Hébergeur d’essai\n2 rue du Serveur, Lille",
    "host_telephone": "+33 3 53 01 00 00",
    "contact_email": "contact@example.org",
    "accessibility_email": "acces@example.org",
    "data_protection_email": "dpo@example.org",
    "security_email": "securite@example.org",
    "ecodesign_email": "ecoconception@example.org",
    "log_retention_days": 180,
    "log_content": "Adresse IP et page demandée",
    "content_licence": ContentLicence.CC_BY_SA,
    "audit_date": date(2027, 3, 1),
    "auditor": "Cabinet d’essai",
    "audit_rate": Decimal("72.5"),
}


@pytest.fixture
def site():
    return SiteSettings.load()


def fill(site, **values):
    for name, value in values.items():
        setattr(site, name, value)
    site.full_clean()
    site.save()


def render(kind, value=None, language="fr"):
    """A block of the body alone, in that language."""
    with translation.override(language):
        block = BodyBlock().child_blocks[kind]
        return block.render(block.to_python(value or {}))


# The publisher


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_blank_is_said_so(client, language):
    with translation.override(language):
        blank = f'<span class="unknown">{_("à renseigner")}</span>'
    for slug in STATEMENTS[language]:
        body = client.get(f"/{language}/{slug}/").content.decode()
        assert blank in body and "example.org" not in body, slug


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_the_publisher_says_is_on_its_pages(client, site, language):
    fill(site, **ALL)
    assert site.missing() == []
    pages = [client.get(f"/{language}/{slug}/") for slug in STATEMENTS[language]]
    said = " ".join(map(text_of, pages))
    with translation.override(language):
        assert _("à renseigner") not in said
    audit = {"audit_date", "auditor", "audit_rate", "log_retention_days", "content_licence"}
    for name in ALL.keys() - audit:
        assert " ".join(ALL[name].split()) in said, name
    bodies = " ".join(page.content.decode() for page in pages)
    assert 'href="mailto:dpo@example.org"' in bodies and 'href="tel:+33199000000"' in bodies
    assert '<a href="https://creativecommons.org/licenses/by-sa/4.0/">CC BY-SA 4.0</a>' in bodies
    assert "180" in said


def test_every_group_of_facts_renders(site):
    for group in statements.FactGroup:
        html = render("site_facts", {"group": group.value})
        assert html.count("<dt>") == html.count("<dd>") == len(site.facts(group)) > 0


def test_what_the_publisher_writes_is_escaped(site):
    fill(site, host="<b>Hébergeur</b>")
    assert "&lt;b&gt;Hébergeur" in render("site_facts", {"group": "hebergeur"})


# Accessibility


def test_without_an_audit_the_site_says_that_it_does_not_comply():
    html = render("accessibility_state")
    assert "<strong>non conforme</strong>" in html and "Aucun audit" in html


def test_an_audit_is_told_with_its_author_day_and_rate(site):
    fill(site, **ALL, audit_reference="Rapport 12", declaration_date=date(2027, 4, 2))
    words = " ".join(render("accessibility_state").split())
    for told in (
        "<strong>partiellement conforme</strong>",
        "Cabinet d’essai",
        "1er mars 2027",
        "72,5 %",
        "Rapport 12",
        "2 avril 2027",
    ):
        assert told in words, told
    assert "Aucun audit" not in words


# Measures


@pytest.fixture
def measured(monkeypatch, tmp_path):
    path = tmp_path / "measures.json"
    monkeypatch.setattr(statements, "MEASURES_PATH", path)

    def write(*pages):
        document = {"date": "2026-11-24", "machine": "essai", "pages": pages}
        path.write_text(json.dumps(document), encoding="utf-8")

    return write


def page_measure(kind, language="fr", **values):
    light = {"kilobytes": 22.4, "requests": 4, "elements": 148, "ecoindex": 92}
    return {"type": kind, "language": language, **light, **values}


def test_the_table_of_measures_can_be_read_by_all(measured):
    measured(
        page_measure("portal.ContentPage"),
        page_measure("portal.HomePage"),
        page_measure("portal.HomePage", "en", kilobytes=33.3),
    )
    html = render("measures")
    assert "<caption>" in html and "24 novembre 2026" in html
    assert re.findall(r'<th scope="row">(.*?)</th>', html) == ["Budget", "Accueil", "Page de texte"]
    assert html.count('scope="col"') == 5 and html.count("<td data-label=") == 3 * 4
    assert "22,4 ko" in html and "≤&nbsp;60 ko" in html and "≥&nbsp;85" in html
    assert "33,3" not in html and "hors budget" not in html


def test_a_measure_over_its_budget_says_so(measured):
    measured(page_measure("guides.LawPage", kilobytes=60.1, ecoindex=84, requests=6, elements=275))
    html = render("measures")
    assert html.count("<strong>hors budget</strong>") == 2


def test_without_measures_the_page_says_that_there_are_none(measured):
    assert "Aucune mesure" in render("measures")
    measured(page_measure("portal.HomePage", "en"))
    assert "Aucune mesure" in render("measures")


def test_every_page_type_has_its_name_in_the_table():
    assert {model._meta.label for model in page_types()} == set(statements.PAGE_NAMES)


@pytest.mark.parametrize(("language", "slug"), [("fr", "ecoconception"), ("en", "ecodesign")])
def test_the_page_promises_the_budgets_of_the_table(client, language, slug):
    said = text_of(client.get(f"/{language}/{slug}/"))
    kilobytes, requests, elements, ecoindex = (column.budget for column in statements.COLUMNS)
    promises = {
        "fr": f"{kilobytes} ko, {requests} requêtes et {elements} éléments",
        "en": f"{kilobytes} kB, {requests} requests and {elements} elements",
    }
    assert promises[language] in said and str(ecoindex) in said


# The 78 criteria of the RGESN

WEIGHTS = {"prioritaire": Decimal("1.5"), "recommandé": Decimal("1.25"), "modéré": Decimal(1)}
ANSWERS = ("conforme", "en cours", "non conforme", "non applicable")
CRITERIA_BY_THEME = (10, 10, 7, 15, 8, 7, 4, 10, 7)
RGESN = (ROOT / "docs/rgesn.md").read_text("utf-8")
CRITERIA = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in RGESN.splitlines()
    if re.match(r"\| \d+\.\d+ \|", line)
]


def counts(criteria):
    return [sum(answer == wanted for *_, answer, _proof in criteria) for wanted in ANSWERS]


def score():
    """Weights of the criteria that are met over those that apply, in %, rounded as it is shown."""
    met = sum(WEIGHTS[row[2]] for row in CRITERIA if row[3] == "conforme")
    apply = sum(WEIGHTS[row[2]] for row in CRITERIA if row[3] != "non applicable")
    return round(100 * met / apply, 1)


def test_the_78_criteria_are_there_and_answered():
    expected = [
        f"{theme}.{number}"
        for theme, many in enumerate(CRITERIA_BY_THEME, 1)
        for number in range(1, many + 1)
    ]
    assert [row[0] for row in CRITERIA] == expected and len(expected) == 78
    for number, title, priority, answer, proof in CRITERIA:
        assert title.startswith("Le service numérique") and title.endswith("?"), number
        assert priority in WEIGHTS and answer in ANSWERS and proof.endswith("."), number


def test_the_proofs_exist():
    files = set(re.findall(r"`([\w./-]+/[\w./-]+\.\w+)`", RGESN))
    assert len(files) > 20
    assert {name for name in files if not (ROOT / name).exists()} == set()


def test_the_totals_are_those_of_the_table():
    for theme, many in enumerate(CRITERIA_BY_THEME, 1):
        ours = [row for row in CRITERIA if row[0].startswith(f"{theme}.")]
        totals = re.search(rf"^\| {theme}\. [^|]+\|(.+)\|$", RGESN, re.M)[1]
        assert [int(n) for n in totals.split("|")] == [*counts(ours), many]
    totals = re.search(r"^\| \*\*Total\*\* \|(.+)\|$", RGESN, re.M)[1]
    assert [int(n.strip(" *")) for n in totals.split("|")] == [*counts(CRITERIA), 78]
    assert f"Score d’avancement : {score()} %".replace(".", ",") in RGESN


@pytest.mark.parametrize(
    ("path", "sentence", "score_sentence"),
    [
        ("/fr/ecoconception/", "{} conformes, {} en cours, {} non conformes, {} non applicables",
         "Score d’avancement : {} %"),
        ("/en/ecodesign/", "{} met, {} under way, {} not met, {} not applicable",
         "Progress score: {}%"),
    ],
)  # fmt: skip
def test_the_page_gives_the_counts_and_score_of_the_table(client, path, sentence, score_sentence):
    said = text_of(client.get(path))
    mark = "," if path.startswith("/fr/") else "."
    assert sentence.format(*counts(CRITERIA)) in said
    assert score_sentence.format(str(score()).replace(".", mark)) in said


def test_statements_need_no_query_once_settings_are_cached(django_assert_num_queries):
    SiteSettings.cached()
    with django_assert_num_queries(0):
        render_to_string(
            "blocks/site_facts.html", {"facts": SiteSettings.cached().facts("editeur")}
        )
        render("accessibility_state")
        render("measures")
