"""The report of the translations, and the review of one, as the editors' group may use them."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook

from portal.models import TranslationPassport
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db
REPORT = "/admin/traductions/"
State = TranslationPassport.State


def passport():
    return TranslationPassport.objects.get(page=realisation("lyon", "en"))


def outdate():
    lyon = realisation("lyon")
    lyon.lessons = "<p>Une autre leçon.</p>"
    lyon.save_revision(clean=False).publish()


def rows(response):
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def test_it_is_in_the_menu_of_reports_and_lists_every_page(editor):
    assert REPORT in editor.get("/admin/").content.decode()
    found = rows(editor.get(f"{REPORT}?export=csv"))
    assert len(found) == TranslationPassport.objects.count() > 50
    assert {row["Langue"] for row in found} == {"English", "العربية"}
    english = [row for row in found if row["Langue"] == "English"]
    assert {row["État"] for row in english} == {"automatique, non relue"}
    assert all(row["Adresse"].startswith("http") and row["Jours"] == "0" for row in english)
    assert "manquante" in {row["État"] for row in found}  # seven fiches are not in Arabic


def test_what_is_out_of_date_or_missing_comes_with_its_part_and_its_age(editor):
    outdate()
    locale = passport().locale_id
    realisation("nantes", "en").delete()
    text = text_of(editor.get(f"{REPORT}?state=perimee&state=manquante"))
    assert "périmée" in text and "leçons" in text and "manquante" in text
    found = rows(editor.get(f"{REPORT}?export=csv&state=perimee&state=manquante&locale={locale}"))
    assert [row["État"] for row in found] == ["manquante", "périmée"]  # the worst first
    assert [row["Adresse"] == "" for row in found].count(True) == 1
    missing = reverse("wagtail_localize:submit_page_translation", args=[realisation("nantes").pk])
    assert missing in editor.get(f"{REPORT}?state=manquante").content.decode()


def test_filtered_by_language_and_type_and_sought_by_title(editor):
    kind = realisation("lyon").content_type_id
    assert len(rows(editor.get(f"{REPORT}?export=csv&kind={kind}"))) == 20
    locale = passport().locale_id
    assert len(rows(editor.get(f"{REPORT}?export=csv&kind={kind}&locale={locale}"))) == 10
    assert len(rows(editor.get(f"{REPORT}?export=csv&q=Lyon compte"))) == 2


def test_a_filter_that_means_nothing_does_no_harm(editor):
    for query in ("kind=x", "locale=999", "state=zz", "p=x", "ordering=zz", "q=%00"):
        assert editor.get(f"{REPORT}?{query}").status_code == 200, query


def test_as_a_workbook(editor):
    response = editor.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(BytesIO(response.getvalue())).active
    assert [cell.value for cell in sheet[1]][:4] == ["Page", "Type", "Langue", "État"]
    assert sheet.max_row == TranslationPassport.objects.count() + 1


def test_the_list_costs_the_same_however_long(editor, django_assert_max_num_queries):
    editor.get(REPORT)
    with django_assert_max_num_queries(30):
        editor.get(REPORT)


# The review


def review_url():
    return reverse("portal_review", args=[realisation("lyon", "en").pk])


def test_an_editor_vouches_for_a_translation(editor):
    page = realisation("lyon", "en")
    assert review_url() in editor.get(f"{REPORT}?q=Lyon compte").content.decode()
    explorer = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert review_url() in editor.get(explorer).content.decode()
    assert page.full_url in editor.get(review_url()).content.decode()
    response = editor.post(review_url(), follow=True)
    assert "est marquée comme relue" in text_of(response)
    found = passport()
    assert found.state == State.RELUE and found.reviewed_by.username == "redaction"
    assert found.reviewer in text_of(editor.get(f"{REPORT}?state=relue"))
    assert review_url() not in editor.get(explorer).content.decode()


def test_not_for_one_that_is_out_of_date(editor):
    outdate()
    assert "mettez d’abord la traduction à jour" in text_of(editor.get(review_url()))
    assert "mettez d’abord" in text_of(editor.post(review_url(), follow=True))
    assert not passport().reviewed_at


def test_not_without_the_right(editor):
    Group.objects.get(name="Rédaction").permissions.remove(
        *Group.objects.get(name="Rédaction").permissions.filter(codename="review_translation")
    )
    assert editor.post(review_url()).status_code in (302, 403)
    assert not passport().reviewed_at


def test_a_group_of_before_is_given_what_it_needs(editor):
    group = Group.objects.get(name="Rédaction")
    group.permissions.remove(*group.permissions.filter(codename__contains="translation"))
    call_command("ensure_editor", stdout=StringIO())
    names = set(group.permissions.values_list("codename", flat=True))
    assert {"submit_translation", "review_translation"} <= names


def test_unknown_pages_and_originals_have_nothing_to_review(editor):
    for pk in (999999, realisation("lyon").pk):
        address = reverse("portal_review", args=[pk])
        assert editor.get(address, follow=True).status_code == 404


def test_strangers_are_sent_to_the_login(client):
    assert client.get(REPORT)["Location"].startswith("/admin/login/")
    assert client.post(review_url())["Location"].startswith("/admin/login/")
    assert not passport().reviewed_at
