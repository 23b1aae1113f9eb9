"""Pictures: uploaded safely, made in the background, shown only when made."""

import re
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult
from PIL import Image, ImageCms
from wagtail.images.models import Filter
from wagtail.rich_text import RichText

from portal.models import ContentPage, PortalImage, PortalRendition, User
from portal.pictures import USES, existing, make
from portal.uploads import ANIMATED, BROKEN, TOO_LARGE
from tests.pages import realisation, text_of

pytestmark = pytest.mark.django_db


def picture(size=(1500, 1000), mode="RGB", colour=None):
    return Image.new(mode, size, colour or 0)


def file_of(image, kind="JPEG", name="photo.jpg", **options):
    content = BytesIO()
    image.save(content, kind, **options)
    return SimpleUploadedFile(name, content.getvalue())


def stored(image=None, **fields):
    """A PortalImage as an upload leaves it, without its renditions."""
    fields = {"title": "Photo", "description": "Une place", "credit": "Nous"} | fields
    new = PortalImage(file=file_of(image or picture()), **fields)
    new._set_image_file_metadata()
    new.save()
    return new


def fresh(image):
    """The image as the next request reads it."""
    return PortalImage.objects.get(pk=image.pk)


def rendered(image, use):
    template = Template("{% load pictures %}{% photo image use %}")
    return template.render(Context({"image": image, "use": use}))


# Sizes


def test_each_use_has_its_formats_from_small_to_large():
    specs = [f.spec for f in USES["head"].filters(PortalImage(width=3000, height=2000))]
    assert specs[:2] == [f"fill-{s}|format-avif" for s in ("640x427", "960x640")]
    assert [spec.rsplit("-")[-1] for spec in specs] == ["avif"] * 2 + ["webp"] * 2 + ["jpeg"] * 2
    (social,) = USES["social"].filters(PortalImage(width=3000, height=2000))
    assert social.spec == "fill-1200x630|format-jpeg"


@pytest.mark.parametrize(
    ("size", "use", "widths"),
    [
        ((3000, 2000), "head", [640, 960]),
        ((1000, 2000), "head", [640, 960]),
        ((3000, 700), "head", [640, 960]),
        ((300, 200), "head", [640]),
        ((700, 1000), "text", [640, 960]),
    ],
)
def test_nothing_is_enlarged(size, use, widths):
    filters = USES[use].filters(PortalImage(width=size[0], height=size[1]))
    found = [int(re.search(r"\d+", f.spec)[0]) for f in filters]
    assert found == widths * 3


def test_a_small_picture_keeps_its_size():
    image = stored(picture((300, 200)))
    make(image)
    assert {r.width for r in existing(image, "head").values()} == {300}
    assert "srcset" in rendered(image, "head") and "sizes" not in rendered(image, "head")


def test_the_focal_point_is_in_every_crop():
    """Left half green, right half red: the crop follows the point."""
    whole = picture((1600, 500), colour=(30, 150, 97))
    whole.paste((222, 94, 104), (800, 0, 1600, 500))
    image = stored(whole, focal_point_x=1500, focal_point_y=250, focal_point_width=80, focal_point_height=80)  # fmt: skip
    make(image)
    with existing(image, "head")["fill-640x427|format-jpeg"].file.open() as content:
        pixel = Image.open(content).convert("RGB").getpixel((180, 120))
    assert pixel[0] > pixel[1]


def test_the_weight_of_the_demo_picture():
    """Within the 60 kB of a page, whatever size the browser takes."""
    image = realisation("3dexperience").image
    make(image)
    weights = {spec: r.file.size for use in USES for spec, r in existing(image, use).items()}
    heads = [spec for spec in weights if spec.startswith("fill-960")]
    assert len(heads) == 3
    assert weights["fill-960x640|format-avif"] <= 26_000
    assert weights["fill-960x640|format-avif"] < weights["fill-960x640|format-webp"] < weights["fill-960x640|format-jpeg"]  # fmt: skip


def test_the_uses_of_an_image_cost_one_query(django_assert_num_queries):
    image = fresh(stored())
    with django_assert_num_queries(1):
        assert not any(existing(image, use) for use in USES)


# Made in the background


def test_saving_asks_the_queue_and_makes_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        image = stored()
    assert len(callbacks) == 1 and not image.renditions.exists()
    callbacks[0]()
    image = fresh(image)
    assert all(existing(image, use) for use in USES)
    assert make(image) == 0
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        image.save(update_fields=["file_hash"])
    assert callbacks == []


def test_another_focal_point_makes_anew_and_removes_the_old(django_capture_on_commit_callbacks):
    image = stored()
    make(image)
    count = image.renditions.count()
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    assert image.renditions.count() == count
    old = Filter("fill-640x427|format-avif").get_cache_key(PortalImage())
    assert not image.renditions.filter(focal_point_key=old).exists()
    assert existing(fresh(image), "text")


@pytest.fixture
def database_queue(monkeypatch):
    """The queue of production; calling it does what `manage.py db_worker --batch` does."""
    # It would close the connection that holds the test's own transaction.
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    before = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {})
    yield db_worker.Worker(
        queue_names=["default"], excluded_queue_names=[], backend_name="default", worker_id="test",
        interval=0, batch=True, startup_delay=False, max_tasks=None,
    ).run  # fmt: skip
    task_backends["default"] = before


def test_a_worker_makes_them_from_the_database(database_queue, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = stored()
    assert not existing(image, "text")
    database_queue()
    assert existing(fresh(image), "text")
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def test_the_command_makes_what_is_missing():
    image = stored()
    out = StringIO()
    call_command("make_pictures", stdout=out)
    assert existing(image, "text") and "images faites" in out.getvalue()
    call_command("make_pictures", stdout=(again := StringIO()))
    assert again.getvalue() == "0 images faites.\n"


# Shown


def test_a_picture_says_all_that_a_browser_needs():
    image = stored()
    make(image)
    head, text = rendered(image, "head"), rendered(image, "text")
    assert re.findall(r'type="([^"]+)"', head) == ["image/avif", "image/webp"]
    assert 'fetchpriority="high"' in head and "loading" not in head
    assert 'sizes="(min-width: 96rem) 36rem' in head and "960w" in head
    assert 'loading="lazy"' in text
    for html in (head, text):
        img = re.search("<img.*?>", html)[0]
        assert 'alt="Une place"' in img and re.search(r'height="\d+".* width="\d+"', img)
        assert html.count("<") == 5  # picture, two sources, img, and the end


def test_an_unknown_use_is_refused():
    with pytest.raises(TemplateSyntaxError, match="no use cover"):
        rendered(None, "cover")


def test_nothing_is_made_for_a_visitor():
    image = stored()
    assert rendered(image, "head") == "" and not image.renditions.exists()
    assert rendered(None, "head") == ""


def test_the_description_in_the_readers_language():
    image = stored(descriptions={"en": "A square"})
    other = stored(picture(colour=(9, 9, 9)))
    for each in (image, other):
        make(each)
    with translation.override("en"):
        assert 'alt="A square"' in rendered(image, "text") and "lang=" not in rendered(
            image, "text"
        )
        assert 'alt="Une place"' in rendered(other, "text") and 'lang="fr"' in rendered(
            other, "text"
        )
    assert 'alt="Une place"' in rendered(image, "text") and "lang=" not in rendered(image, "text")
    other.purely_decorative = True
    assert 'alt=""' in rendered(other, "text")


def test_a_picture_in_a_text_until_it_is_made(client):
    page = ContentPage.objects.get(slug="ecoconception", locale__language_code="fr")
    image = stored(credit="Prénom Nom")
    page.body = [
        ("text", RichText("<p>Avant.</p>")),
        ("picture", {"image": image, "caption": "La légende."}),
    ]
    page.save_revision().publish()
    assert "Une place Image en préparation. La légende. Crédit : Prénom Nom" in text_of(client.get(page.url))  # fmt: skip
    make(image)
    response = client.get(page.url)
    assert "en préparation" not in text_of(response) and 'type="image/avif"' in response.content.decode()  # fmt: skip
    image.delete()
    response = client.get(page.url)
    assert response.status_code == 200 and "La légende" not in text_of(response)


def test_a_deleted_image_gives_its_fiche_back_to_its_cover(client):
    page = realisation("3dexperience")
    page.image.delete()
    page = realisation("3dexperience")
    body = client.get(page.url).content.decode()
    assert page.image is None and "<picture>" not in body and '<svg class="cover"' in body


# Uploaded


@pytest.fixture
def upload(client, django_capture_on_commit_callbacks):
    """Sends a file as an editor does; (the response, the image or None)."""
    client.force_login(User.objects.create_superuser("redaction", "r@example.org", "x"))

    def send(file, **fields):
        known = set(PortalImage.objects.values_list("pk", flat=True))
        data = {"title": "Photo", "description": "Une place", "credit": "Nous", "file": file}
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/admin/images/add/", data | fields)
        assert response.status_code in {200, 302}
        return response, PortalImage.objects.exclude(pk__in=known).first()

    return send


def bomb():
    """A PNG of 30 000 × 30 000 in a few bytes: its header says so."""
    import struct
    import zlib

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return SimpleUploadedFile("bombe.png", b"\x89PNG\r\n\x1a\n" + body)


def truncated():
    noise = Image.effect_noise((800, 600), 80).convert("RGB")
    whole = file_of(noise).read()
    return SimpleUploadedFile("coupee.jpg", whole[: len(whole) // 2])


def animated():
    frames = [picture((60, 40), colour=(n * 80, 0, 0)) for n in range(3)]
    return file_of(frames[0], "WEBP", "film.webp", save_all=True, append_images=frames[1:])


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (bomb, TOO_LARGE),
        (lambda: file_of(picture((10_000, 6_000), "L")), TOO_LARGE),
        (truncated, BROKEN),
        (lambda: SimpleUploadedFile("faux.jpg", b"\xff\xd8\xff\xe0" + b"x" * 500), BROKEN),
        (lambda: SimpleUploadedFile("vide.png", b"\x89PNG\r\n\x1a\n"), BROKEN),
        (animated, ANIMATED),
        (lambda: SimpleUploadedFile("gros.jpg", b"\xff\xd8\xff" + b"\0" * 10_600_000), "Ce fichier est trop gros (10,1"),
        (lambda: file_of(picture((60, 40)), "PNG", "png.jpg"), "Image .jpeg non valide"),
        (lambda: file_of(picture((60, 40)), "TIFF", "scan.tiff"), "Formats supportés"),
    ],
    ids=["bomb", "pixels", "truncated", "fake", "empty", "animated", "bytes", "extension", "tiff"],
)  # fmt: skip
def test_bad_files_are_refused_with_a_sentence(upload, file, message):
    response, image = upload(file())
    assert image is None
    assert message.replace("'", "’") in text_of(response).replace("'", "’")


@pytest.mark.parametrize(
    ("image", "kind", "name", "mode"),
    [
        (lambda: picture(mode="CMYK", colour=(0, 200, 200, 0)), "JPEG", "quadri.jpg", "RGB"),
        (lambda: picture((700, 500), "RGBA", (222, 94, 104, 90)), "PNG", "verre.png", "RGBA"),
        (lambda: picture((700, 500), "LA", (90, 90)), "PNG", "gris.png", "RGBA"),
        (lambda: picture((700, 500), "P"), "PNG", "palette.png", "RGB"),
        (lambda: picture((700, 500), "I;16", 40_000), "PNG", "scan.png", "RGB"),
        (lambda: picture((700, 500)), "WEBP", "photo.webp", "RGB"),
        (lambda: picture((700, 500)), "AVIF", "photo.avif", "RGB"),
    ],
    ids=["cmyk", "transparent", "grey+alpha", "palette", "16 bits", "webp", "avif"],
)
def test_any_kind_of_picture_ends_in_every_format(upload, image, kind, name, mode):
    _response, made = upload(file_of(image(), kind, name))
    with made.file.open() as content:
        assert Image.open(content).mode == mode
    assert all(existing(made, use) for use in USES)
    with existing(made, "head")["fill-640x427|format-jpeg"].file.open() as content:
        assert Image.open(content).mode == "RGB"


def test_sixteen_bits_keep_their_tones(upload):
    _response, made = upload(file_of(picture((60, 40), "I;16", 32_768), "PNG", "scan.png"))
    with made.file.open() as content:
        assert Image.open(content).getpixel((5, 5)) == (128, 128, 128)


def test_a_photo_is_set_upright_and_forgets_where_it_was_taken(upload):
    source = picture((3000, 2000))
    exif = source.getexif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _response, made = upload(file_of(source, exif=exif, icc_profile=profile))
    assert (made.width, made.height) == (1707, 2560)
    for rendition in (made, existing(made, "head")["fill-640x427|format-jpeg"]):
        with rendition.file.open() as content:
            opened = Image.open(content)
            assert not opened.getexif() and "icc_profile" not in opened.info


def test_another_file_replaces_all_renditions(upload, client, django_capture_on_commit_callbacks):
    _response, made = upload(file_of(picture()))
    before = set(made.renditions.values_list("pk", flat=True))
    data = {
        "title": "Photo",
        "description": "Une rue",
        "credit": "Nous",
        "description_en": "A street",
    }
    data["file"] = file_of(picture(colour=(30, 150, 97)))
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(f"/admin/images/{made.pk}/", data)
    assert response.status_code == 302
    made = fresh(made)
    assert made.descriptions == {"en": "A street"}
    assert existing(made, "head")
    assert not PortalRendition.objects.filter(pk__in=before).exists()


# The demo


def test_the_demo_shows_a_picture_of_our_own(client):
    for language, words in (("fr", "Maquette d’un immeuble"), ("en", "Model of an imaginary")):
        image = realisation("3dexperience", language).image
        make(image)
        with translation.override(language):
            assert f'alt="{words}' in rendered(image, "head")
        assert image.credit == "Rendu de synthèse : portail"
    assert image.file.size <= 250_000 and image.width >= 1800 and image.has_focal_point()


def test_the_demo_takes_its_picture_back(django_capture_on_commit_callbacks):
    from portal.demo.entries import read_entries
    from portal.demo.pictures import delete_pictures

    image = realisation("3dexperience").image
    own = stored()
    assert delete_pictures(read_entries()) == (0, [image])
    for language in ("fr", "en"):
        realisation("3dexperience", language).delete()
    assert delete_pictures(read_entries()) == (1, [])
    assert list(PortalImage.objects.filter(pk__in=[own.pk, image.pk])) == [own]
