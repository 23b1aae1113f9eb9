"""The self-audit adds up, and the page « Accessibilité » says what it says."""

import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from portal.models.site import AccessibilityState, SiteSettings
from tests.pages import text_of

DOCUMENT = (Path(__file__).parents[2] / "docs" / "rgaa.md").read_text(encoding="utf-8")
CRITERIA_OF_THEMES = [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
RESULTS = ("C", "NC", "NA")

ROW = re.compile(r"^\| (\d+)\.(\d+) \| (.+?) \| (\w+) \| (.+?) \|$", re.M)
COUNT = re.compile(r"^\| (?:(\d+)\. .+?|\*\*Total\*\*) \| (.+) \|$", re.M)
PATHS = {"fr": "/fr/accessibilite/", "en": "/en/accessibility/"}
COUNTS = {
    "fr": "{C} conformes, {NC} non conformes, {NA} non applicables",
    "en": "{C} conforming, {NC} non-conforming, {NA} not applicable",
}
# In the order that the RGAA gives to the statement, then what it asks for beside it.
HEADINGS = {
    "fr": [
        "État de conformité",
        "Résultats des tests",
        "Contenus non accessibles : non-conformités",
        "Contenus non accessibles : dérogations pour charge disproportionnée",
        "Contenus non soumis à l’obligation d’accessibilité",
        "Établissement de cette déclaration",
        "Technologies utilisées",
        "Environnement de test",
        "Outils utilisés",
        "Pages vérifiées",
        "Retour d’information et contact",
        "Voies de recours",
        "Schéma pluriannuel de mise en accessibilité 2026-2028",
        "Plan d’action 2026-2027",
        "Ce que dit la loi",
    ],
    "en": [
        "Compliance status",
        "Test results",
        "Non-accessible content: non-conformities",
        "Non-accessible content: exemptions for disproportionate burden",
        "Content outside the scope of the obligation",
        "Preparation of this statement",
        "Technologies used",
        "Test environment",
        "Tools used",
        "Pages checked",
        "Feedback and contact",
        "Remedies",
        "Multi-year accessibility scheme 2026-2028",
        "Action plan 2026-2027",
        "What the law says",
    ],
}


@pytest.fixture(scope="module")
def criteria():
    """[(theme, number, title, result, how it was seen)] of the document's tables."""
    return [(int(theme), int(number), *rest) for theme, number, *rest in ROW.findall(DOCUMENT)]


@pytest.fixture(scope="module")
def totals(criteria):
    return Counter(result for _theme, _number, _title, result, _how in criteria)


@pytest.fixture(scope="module")
def rate(totals):
    """Criteria met among those that apply, in %, to one decimal."""
    share = Decimal(100 * totals["C"]) / (totals["C"] + totals["NC"])
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()


@pytest.fixture
def page_text(client, language):
    return text_of(client.get(PATHS[language]))


def test_the_106_criteria_are_there_in_their_order(criteria):
    expected = [
        (theme, number)
        for theme, count in enumerate(CRITERIA_OF_THEMES, 1)
        for number in range(1, count + 1)
    ]
    assert [row[:2] for row in criteria] == expected
    assert len(expected) == 106


def test_each_criterion_is_a_question_with_a_result(criteria):
    for theme, number, title, result, how in criteria:
        assert title.endswith("?") and len(how) > 10, f"{theme}.{number}"
        assert result in RESULTS, f"{theme}.{number}"


def test_the_document_counts_what_its_tables_say(criteria, totals, rate):
    stated = {
        int(theme or 0): [int(number) for number in re.findall(r"\d+", cells)]
        for theme, cells in COUNT.findall(DOCUMENT)
    }
    counted = {}
    for theme in range(len(CRITERIA_OF_THEMES) + 1):
        results = [row[3] for row in criteria if theme in {0, row[0]}]
        counted[theme] = [*(results.count(result) for result in RESULTS), len(results)]
    assert stated == counted
    sentence = (
        f"**Critères respectés : {rate} %.** {totals['C']} conformes sur "
        f"{totals['C'] + totals['NC']} applicables ; {totals['NC']} non conformes, "
        f"{totals['NA']} non applicables."
    ).replace(f"{rate} %", f"{str(rate).replace('.', ',')} %")
    assert sentence in " ".join(DOCUMENT.split())


def test_each_failure_says_what_would_mend_it(criteria):
    repairs = DOCUMENT.split("## À corriger")[1].split("## À revoir")[0]
    failed = {
        f"{theme}.{number}" for theme, number, _title, result, _how in criteria if result == "NC"
    }
    listed = re.findall(r"^\| ((?:\d+\.\d+(?:, )?)+) \|", repairs, re.M)
    assert {number for cell in listed for number in cell.split(", ")} == failed


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_gives_the_figures_of_the_self_audit(page_text, language, totals, rate):
    assert COUNTS[language].format(**totals) in page_text
    shown = f"{str(rate).replace('.', ',')} %" if language == "fr" else f"{rate}%"
    assert shown in page_text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_lists_each_failure_and_no_other(page_text, language, criteria):
    listed = re.findall(r"\bCrit(?:ère|erion) (\d+\.\d+) ?:", page_text)
    failed = [
        f"{theme}.{number}" for theme, number, _title, result, _how in criteria if result == "NC"
    ]
    assert listed == failed


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_statement_is_in_the_official_order(client, language):
    html = client.get(PATHS[language]).content.decode()
    headings = [" ".join(h.split()) for h in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.S)]
    assert headings == HEADINGS[language]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_self_audit_leaves_the_site_non_conforming(page_text, language):
    settings = SiteSettings.load()
    assert not settings.audited
    assert settings.accessibility_state == AccessibilityState.NON_CONFORME
    before, after = HEADINGS[language][:2]
    with override(language):
        assert str(settings.accessibility_state.label) in page_text.split(before)[1].split(after)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_whoever_meets_an_obstacle_knows_whom_to_turn_to(page_text, language):
    assert "défenseur des droits" in page_text.lower()
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in page_text
    assert "www.defenseurdesdroits.fr/nous-contacter-355" in page_text
