"""The picture of a share, 1200 × 630: the fiche's cover, or a composition of a page's inks.

The same composition as in the page, in PNG because networks want pixels; the portal's name and
the fiche's number are its only words. Drawn when it is first asked for, then kept.
"""

import re
from cmath import rect
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import combinations
from math import pi

from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.views.decorators.http import condition, require_safe
from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont

from portal.models import SiteSettings
from portal.social import HEIGHT, PILLAR_LETTERS, WIDTH

from . import covers
from .models import RealisationPage

DRAWING = 1  # to be raised when the drawing changes: what was kept is then forgotten
KEPT = 30 * 24 * 3600  # seconds in Django's cache
FRESH = 7 * 24 * 3600  # seconds at a reader's or a network's
SCALE = HEIGHT / covers.HEIGHT  # pixels a unit of the cover
COVER_WIDTH = round(covers.WIDTH * SCALE)
COLUMN_WIDTH = WIDTH - COVER_WIDTH  # of the portal's name, beside the cover
MARGIN = 44
SUPERSAMPLING = 3
COLOURS = 64


@require_safe
def social_image(request, name):
    """R-0010 for a fiche, the initials of pillars for any other page. 404 for the rest."""
    number, pillars = what_to_draw(name)
    wordmark = SiteSettings.cached().name
    digest = sha256(repr((DRAWING, number, pillars, wordmark)).encode()).hexdigest()[:16]

    @condition(etag_func=lambda request: f'"{digest}"')
    def picture(request):
        png = cache.get_or_set(
            f"realisations.social.{digest}", lambda: draw(number, pillars, wordmark), KEPT
        )
        return HttpResponse(png, content_type="image/png")

    response = picture(request)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def what_to_draw(name):
    """(number or None, pillars) of that name; Http404 where no page that anyone may read has it."""
    if reference := re.fullmatch(r"R-(\d{4,9})", name):
        number = int(reference[1])
        page = RealisationPage.objects.published().filter(number=number).order_by("pk").first()
        if page and page.reference == name and page.pillars:
            return number, page.pillars
        raise Http404
    pillars = [PILLAR_LETTERS.get(letter) for letter in name]
    every = list(PILLAR_LETTERS.values())
    if None in pillars or len(set(pillars)) < len(pillars) or not pillars:
        raise Http404
    if len(pillars) == len(every) and pillars != every:
        raise Http404
    return None, pillars


def draw(number, pillars, wordmark):
    """The PNG, in bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), covers.PAPER)
    if number is None and len(pillars) == len(PILLAR_LETTERS):
        layers, place = row_of_glyphs(pillars), None
    else:
        layers, place = covers.compose(number or 0, pillars)
    # A glyph that the frame cuts is cut by the edge of the sheet: the cover goes to that side.
    cover, column = (0, COVER_WIDTH) if leaves_at_left(layers) else (COLUMN_WIDTH, 0)
    print_inks(image, layers, cover)
    if number is not None:
        write_number(image, place, cover)
    write_wordmark(image, wordmark, column + MARGIN)
    print_gamme(image, [pillar for pillar, _path in layers], column + MARGIN)
    png = BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(png, "PNG", optimize=True)
    return png.getvalue()


def row_of_glyphs(pillars):
    """The four pillars, equal, rising from the floor of the frame, each over the one before."""
    side = 4.5
    step = (covers.WIDTH - side) / (len(pillars) - 1)
    floor = covers.HEIGHT - side
    return [
        (pillar, covers.glyph_path(pillar, n * step, floor * (1 - n / 3), side))
        for n, pillar in enumerate(pillars)
    ]


def leaves_at_left(layers):
    return any(
        point.real < 0 for _pillar, path in layers for shape in polygons(path) for point in shape
    )


def print_inks(image, layers, left):
    """Each ink where it is alone, then each overprint where two or three meet."""
    masks = [(ImageColor.getrgb(covers.INKS[pillar]), mask_of(path)) for pillar, path in layers]
    for count in range(1, len(masks) + 1):
        for inks in combinations(masks, count):
            colour, mask = inks[0]
            for other, other_mask in inks[1:]:
                colour = tuple(a * b // 255 for a, b in zip(colour, other, strict=True))
                mask = ImageChops.multiply(mask, other_mask)
            image.paste(colour, (left, 0), mask)


def mask_of(path):
    """Where a path has ink, its edges smoothed."""
    scale = SCALE * SUPERSAMPLING
    mask = Image.new("L", (round(covers.WIDTH * scale), HEIGHT * SUPERSAMPLING))
    pencil = ImageDraw.Draw(mask)
    for polygon in polygons(path):
        pencil.polygon([(point.real * scale, point.imag * scale) for point in polygon], fill=255)
    return mask.reduce(SUPERSAMPLING)


def polygons(path):
    """[[point]] of a path of `covers`, points being complex numbers, half-circles finely cut."""
    shapes, pen = [], 0j
    for command, text in re.findall(r"([Mmhvlaz])([^A-Za-z]*)", path):
        values = [float(value) for value in re.findall(r"-?\d*\.?\d+", text)]
        if command == "z":
            pen = shapes[-1][0]
        elif command == "a":
            _radius, _radius, _turn, _large, clockwise, dx, dy = values
            shapes[-1] += half_circle(pen, pen + complex(dx, dy), clockwise)
            pen = shapes[-1][-1]
        else:
            steps = steps_of(command, values)
            if command in "Mm":
                pen = steps.pop(0) + (pen if command == "m" else 0)
                shapes.append([pen])
            for step in steps:
                pen += step
                shapes[-1].append(pen)
    return shapes


def steps_of(command, values):
    if command in "hv":
        return [value * (1 if command == "h" else 1j) for value in values]
    return [complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]


def half_circle(start, end, clockwise):
    centre, sides = (start + end) / 2, 60
    turn = pi / sides if clockwise else -pi / sides
    return [centre + (start - centre) * rect(1, turn * n) for n in range(1, sides + 1)]


def write_number(image, number, left):
    """Digit by digit, at the pitch of the page."""
    font = familjen(number.size * SCALE)
    pitch = covers.DIGIT_PITCH * number.size
    start = number.x - pitch * len(number.text) if number.at_end else number.x
    pencil = ImageDraw.Draw(image)
    for n, digit in enumerate(number.text):
        corner = (left + (start + n * pitch) * SCALE, number.baseline * SCALE)
        pencil.text(corner, digit, fill=covers.NIGHT, font=font, anchor="ls")


def write_wordmark(image, name, left):
    """The portal's name, a word a line, as large as the margin allows."""
    words = name.split()
    size = 48
    longest = max(familjen(size).getlength(word) for word in words)
    size = min(size, size * (COLUMN_WIDTH - MARGIN - 16) / longest)
    pencil = ImageDraw.Draw(image)
    for n, word in enumerate(words):
        corner = (left, HEIGHT - MARGIN - (len(words) - 1 - n) * size)
        pencil.text(corner, word, fill=covers.NIGHT, font=familjen(size), anchor="ls")


def print_gamme(image, pillars, left):
    """The inks of the picture, at the edge of the sheet, each at its place."""
    side = 42
    for n, pillar in enumerate(PILLAR_LETTERS.values()):
        if pillar in pillars:
            place = (left + n * side, 0, left + (n + 1) * side - 1, 21)
            ImageDraw.Draw(image).rectangle(place, fill=covers.INKS[pillar])


@lru_cache(maxsize=8)
def familjen(size):
    """The site's own face, bold; FreeType reads WOFF2."""
    font = ImageFont.truetype(finders.find("fonts/familjen.woff2"), size)
    font.set_variation_by_axes([700])
    return font
