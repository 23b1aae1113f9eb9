"""The document itself: accessible (PDF/UA-1), light, and right whatever its content is."""

import subprocess
from datetime import date
from io import BytesIO
from itertools import pairwise

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from portal.models import PortalImage
from realisations.comparison import Comparison
from realisations.dossiers import images, places
from realisations.dossiers.composition import CompositionError, compose, printable, typst
from realisations.dossiers.content import document
from realisations.dossiers.fiches import printed
from realisations.dossiers.orders import DOSSIER, FICHE, SELECTION
from realisations.dossiers.rich import blocks
from realisations.models import Link, Participation, PillarContribution, Place, RealisationPage
from tests.pages import realisation
from tests.realisations.printed import (
    bare,
    bookmarks,
    composed,
    demo,
    dossier,
    elements,
    opened,
    order_of,
    words,
)

pytestmark = pytest.mark.django_db

FIVE = ("lyon", "la-rochelle", "nantes", "merlin", "montrouge")
DOCUMENTS = [
    (DOSSIER, "fr"),
    (DOSSIER, "en"),
    (SELECTION, "en", FIVE),
    (FICHE, "fr", ("3dexperience",)),
]


# PDF/UA-1, as ISO 14289-1 wants it; typst checks the rest


@pytest.mark.parametrize("asked", DOCUMENTS, ids=["dossier", "dossier en", "selection", "fiche"])
def test_it_is_tagged_named_and_in_its_language(asked):
    pdf = opened(demo(*asked))
    root = pdf.Root
    assert str(root.Lang) == asked[1] and root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1" and metadata["dc:title"]
    assert all(page.Tabs == "/S" for page in pdf.pages if "/Annots" in page)


@pytest.mark.parametrize("asked", DOCUMENTS, ids=["dossier", "dossier en", "selection", "fiche"])
def test_every_picture_has_its_words(asked):
    pdf = opened(demo(*asked))
    figures = [node for tag, node in elements(pdf) if tag == "/Figure"]
    assert figures and all(str(node.get("/Alt", "")).strip() for node in figures)


@pytest.mark.parametrize("asked", DOCUMENTS, ids=["dossier", "dossier en", "selection", "fiche"])
def test_headings_skip_no_level(asked):
    tags = [tag for tag, _node in elements(opened(demo(*asked)))]
    levels = [int(tag[2:]) for tag in tags if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_bookmarks_and_contents_lead_to_every_part_and_fiche():
    pdf = demo(DOSSIER, "fr")
    told = bookmarks(opened(pdf))
    assert [title for depth, title in told if depth == 1] == [
        "Sommaire", "Pourquoi agir", "Les quatre piliers appliqués", "Ce que dit la loi", "Recommandations",
        "Axes d’innovation", "Actions en France", "Les lieux", "Glossaire", "Crédits et sources",
    ]  # fmt: skip
    titles = [title for depth, title in told if depth == 2]
    chosen = [link.realisation.title for link in dossier().realisation_links.all()]
    assert [bare(t) for t in titles if bare(t) in map(bare, chosen)] == list(map(bare, chosen))
    assert all(bare(title) in words(pdf) for title in chosen)
    tags = [tag for tag, _node in elements(opened(pdf))]
    assert tags.count("/TOCI") == 19


def test_the_places_are_a_table_with_headers():
    tags = [tag for tag, _node in elements(opened(demo(DOSSIER, "fr")))]
    assert tags.count("/Table") == 1 and tags.count("/TH") == 4 and tags.count("/TR") == 11


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_sheet_says_its_language_its_day_and_its_translation(language):
    done = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=demo(DOSSIER, language), capture_output=True, check=True
    )  # fmt: skip
    cover, *sheets = done.stdout.decode().split("\f")[:-1]
    told = {"fr": "Français·", "en": "English·Machinetranslation"}[language]
    day = {"fr": "24novembre2026", "en": "24November2026"}[language]
    assert all(told in bare(sheet) and day in bare(sheet) for sheet in sheets)
    assert day in bare(cover) and ("Translation" in cover) == (language == "en")


def test_pages_can_be_rendered_and_are_not_blank(tmp_path):
    """As poppler, another program than the one that made them, draws them."""
    subprocess.run(
        ["pdftoppm", "-r", "20", "-png", "-", tmp_path / "page"],
        input=demo(SELECTION, "en", FIVE), check=True, capture_output=True,
    )  # fmt: skip
    pages = sorted(tmp_path.glob("*.png"))
    assert len(pages) == len(opened(demo(SELECTION, "en", FIVE)).pages) >= 9
    for page in pages:
        with Image.open(page) as drawn:
            assert len(set(drawn.convert("L").tobytes())) > 20, page.name


def test_a_fiche_closes_up_rather_than_spill_onto_a_second_page():
    """With the meaning of its terms."""
    alone = [opened(demo(FICHE, "fr", (key,))) for key in ("lyon", "angers")]
    assert [len(pdf.pages) for pdf in alone] == [1, 1]
    assert "Glossaire" in [title for _depth, title in bookmarks(alone[1])]
    # Cover, contents, four of the dossier, places, ten fiches, glossary, credits.
    assert len(opened(demo(DOSSIER, "fr")).pages) == len(opened(demo(DOSSIER, "en")).pages) == 19


def test_a_long_fiche_takes_the_pages_that_it_needs():
    lessons = "<p>Ce que la réalisation apprend à qui voudrait la refaire ailleurs.</p>" * 60
    RealisationPage.objects.filter(pk=realisation("lyon").pk).update(lessons=lessons)
    pdf = opened(composed(FICHE, "fr", ("lyon",)))
    assert len(pdf.pages) == 3
    assert [tag for tag, _node in elements(pdf)].count("/H1") == 1


def test_a_pillar_and_its_level_are_two_words():
    done = subprocess.run(
        ["pdftotext", "-", "-"], input=demo(FICHE, "fr", ("lyon",)), capture_output=True, check=True
    )
    assert "Sobriété Pilier principal" in " ".join(done.stdout.decode().split())


# Weight; `make bench-paper` tells the time


def test_ten_fiches_are_light():
    """At most 250 kB without photos."""
    content, files = document(order_of(DOSSIER, "fr"))
    assert len(compose(content, files)) - sum(map(len, files.values())) < 250_000


def test_ten_photos_of_any_kind_stay_within_the_budget():
    """600 kB with photos: what is left of it for each of ten."""
    noise = Image.effect_noise((1500, 1000), 90).convert("RGB")
    jpeg = images.smallest(images.fitted(noise, (0.5, 0.5)))
    assert len(jpeg) <= images.MOST_BYTES and images.MOST_BYTES * 10 + 180_000 <= 600_000


# What editors may write


HOSTILE = (
    '#panic("x") $ * _ <b> & \\ `code` @ref #let [ ] { } "quotes" 漢字 🌱 \u0000\u0007 Ωμέγα Привет'
)


def hostile(page):
    page.title = f"{HOSTILE.replace(chr(0), '')} {'Anticonstitutionnellement' * 5}"[:255]
    page.summary = HOSTILE[:280].replace("\0", "")
    page.issues = "<p>#let <i>x</i> &lt;b&gt; &amp; <a href='javascript:alert(1)'>lien</a> <a href='//exemple.org'>b</a></p>"
    page.lessons = "<ul><li>un<ul><li>deux</li></ul></li><li></li></ul>loose<br/>text"
    page.source_url = ""
    page.source_document = ""
    page.verified_on = None
    page.image = None
    page.steps = []


def test_markup_and_long_words_are_only_text():
    page = realisation("lyon")
    hostile(page)
    RealisationPage.objects.filter(pk=page.pk).update(
        **{name: getattr(page, name) for name in ("title", "summary", "issues", "lessons", "source_url", "source_document", "verified_on", "image")},
        key_figures="[]", steps="[]",
    )  # fmt: skip
    pdf = composed(FICHE, "fr", ("lyon",))
    text = words(pdf)
    for told in (
        "#panic(«x»)",
        "<b>&",
        "`code`@ref#let[]{}",
        "□□",
        "Ωμέγα",
        "Привет",
        "#letx<b>&lien",
    ):
        assert bare(told) in text, told
    links = [
        str(note.A.URI)
        for sheet in opened(pdf).pages
        for note in sheet.get("/Annots", ())
        if "/URI" in note.get("/A", {})
    ]
    assert not any("javascript" in link for link in links)
    assert sum(bool(tag == "/Figure") for tag, _node in elements(opened(pdf))) == 1  # the code


def test_a_document_of_bare_fiches_is_still_right():
    page = realisation("angers")
    for parts in (Place, Participation, Link, PillarContribution):
        parts.objects.filter(page=page).delete()
    pdf = compose(*document(order_of(SELECTION, "fr", ("angers", "papi"))))
    assert "Sanslocalisation" in words(pdf) and "Sanspointsurlacarte:1,2." in words(pdf)


def test_a_control_character_never_reaches_typst():
    assert printable({"a": ["x\0\x07\u2028y", "é😀漢"], "url": "😀"}) == {
        "a": ["x y", "é□□"],
        "url": "😀",
    }


def test_a_line_may_break_in_what_is_longer_than_any_word():
    assert printable("mot " + "W" * 70) == f"mot {'W' * 30}\u200b{'W' * 30}\u200b{'W' * 10}"


def test_typst_s_own_errors_have_one_name():
    with pytest.raises(CompositionError, match="unknown variable"):
        typst({"dossier.typ": b"#nothing"}, {})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", []),
        (None, []),
        ("<p></p><p> </p>", []),
        ("<p>a <b>b</b><!-- c --></p>", ["a b"]),
        ("<p>a<br/>b</p>c <i>d</i><p>e</p>", ["a\nb", "c d", "e"]),
        ("<div><p>a</p><p>b</p></div>", ["a", "b"]),
    ],
)
def test_rich_texts(html, expected):
    found = blocks(html, "fr")
    assert ["".join(run["text"] for run in block["runs"]).strip() for block in found] == expected


def test_lists_may_hold_lists():
    (outer,) = blocks("<ul><li>a<ol><li>b</li></ol></li><li> </li></ul>", "fr")
    (item,) = outer["items"]
    assert outer["is"] == "ul" and [block["is"] for block in item] == ["p", "ol"]


# Photos


def picture(mode="RGB", size=(900, 700), form="JPEG", **options):
    colours = {
        "CMYK": (0, 200, 200, 0),
        "RGBA": (200, 0, 0, 60),
        "LA": (90, 60),
        "L": 90,
        "P": 3,
        "I;16": 9,
    }
    file = BytesIO()
    Image.new(mode, size, colours.get(mode, (200, 20, 20))).save(file, form, **options)
    return PortalImage(
        title="x", file=ContentFile(file.getvalue(), f"x.{form.lower()}"), width=size[0], height=size[1],
        description="Une photo", credit="x",
    )  # fmt: skip


@pytest.mark.parametrize(
    "made",
    [
        ("CMYK", (900, 700), "JPEG"), ("RGB", (7000, 5000), "JPEG"), ("RGBA", (900, 700), "PNG"), ("LA", (60, 30), "PNG"),
        ("P", (300, 900), "PNG"), ("I;16", (100, 100), "PNG"), ("L", (1, 1), "JPEG"), ("RGB", (3000, 20), "WEBP"),
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_image_becomes_a_small_jpeg(made):
    image = picture(*made)
    image.save()
    jpeg = images.photo(image)
    with Image.open(BytesIO(jpeg)) as shown:
        assert shown.mode == "RGB" and shown.width <= 900 and len(jpeg) <= images.MOST_BYTES
        assert abs(shown.width / shown.height - 1.5) < 0.6


def test_a_broken_image_leaves_its_place_to_the_cover(caplog):
    image = picture()
    image.save()
    image.renditions.all().delete()
    with image.file.storage.open(image.file.name, "wb") as file:
        file.write(b"not an image")
    RealisationPage.objects.filter(pk=realisation("lyon").pk).update(image=image)
    content, files = document(order_of(FICHE, "fr", ("lyon",)))
    assert files == {} and content["fiches"][0]["photo"] is None and content["fiches"][0]["cover"]
    assert "cannot be printed" in caplog.text


# The places


def stops(*keys):
    pages = printed([realisation(key).pk for key in keys])
    return places.visit(pages, Comparison(pages, pages[0].locale_id))


def test_a_visit_tells_each_stop_in_its_order():
    page = realisation("montrouge")
    page.contact_role, page.contact_email = "Service numérique", "numerique@ville.example"
    page.save_revision().publish()
    first, second, third = stops("montrouge", "merlin", "connectwin")
    assert (first.number, first.page.reference) == (1, "R-0009")
    assert first.contact == ("Service numérique", "numerique@ville.example")
    assert first.spots[0].name == "Montrouge (92)" and first.spots[0].frame == "11"
    assert abs(first.spots[0].latitude - 48.8) < 0.1
    assert first.organisations == [("porteur", "Ville de Montrouge")]
    assert second.spots[0].frame == "monde" and third.spots == []


def test_what_is_overseas_or_abroad_has_its_own_drawing_and_says_so():
    page = realisation("nantes")
    place = page.places.get()
    place.region, place.departement, place.commune_code, place.epci_code = "04", "974", "97411", ""
    place.name = "Saint-Denis"
    place.save()
    told = places.maps(stops("nantes", "merlin", "lyon"))
    assert [drawn["name"] for drawn in told] == [
        "France métropolitaine",
        "La Réunion",
        "Hors de France",
    ]
    assert told[1]["alt"] == "Carte, La Réunion : 1 Saint-Denis (974)"
    assert "2 Swindon" in told[2]["alt"]


def test_those_that_would_be_one_over_another_stand_side_by_side():
    shown = places.maps(stops("montrouge", "cycle-up"))
    assert [drawn["name"] for drawn in shown] == ["France métropolitaine", "Île-de-France"]
    assert shown[1]["svg"].count("<circle") == 2


def test_the_days_of_checking_are_told_from_the_first_to_the_last():
    RealisationPage.objects.filter(pk=realisation("lyon").pk).update(verified_on=date(2026, 1, 1))
    content, _files = document(order_of(SELECTION, "fr", ("lyon", "nantes")))
    assert content["note"].endswith(
        "fiches vérifiées du 1er\u00a0janvier 2026 au 24\u00a0novembre 2026"
    )
