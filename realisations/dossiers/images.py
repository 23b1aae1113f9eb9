"""What a document shows: photos cut down to a few kilobytes, drawings of our own as SVG."""

import logging
from io import BytesIO

import segno
from PIL import Image, ImageOps

from portal import pictures
from realisations import covers
from realisations.cartography import WIDTH, frames

logger = logging.getLogger(__name__)

PHOTO = (900, 600)  # pixels: 260 to an inch, as wide as a fiche shows it
MOST_BYTES = 42_000  # of a photo: ten of them leave room for the rest in 600 kB
QUALITIES = (72, 60, 48, 36)  # of JPEG, tried in this order
PAPER = "white"  # under what is transparent
MULTIPLY = 'style="mix-blend-mode:multiply"'
FACE = 'font-family="Familjen Grotesk" font-weight="700"'


# Photos


def photo(image):
    """The JPEG, in bytes, of an image of the portal; None where it cannot be read.

    From the rendition that pages show, where it is made; else from the original.
    """
    made = [r for spec, r in pictures.existing(image, "head").items() if "jpeg" in spec]
    try:
        with (made[-1] if made else image).file.open("rb") as file, Image.open(file) as original:
            original.draft("RGB", (PHOTO[0] * 2, PHOTO[1] * 2))  # a huge JPEG is read smaller
            return smallest(fitted(original, (0.5, 0.5) if made else focus(image)))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        logger.warning("Image %s cannot be printed: %s", image.pk, error)
        return None


def focus(image):
    """Where to cut around, in shares of the width and of the height."""
    if not image.has_focal_point():
        return 0.5, 0.5
    point = image.get_focal_point()
    return min(1, point.centroid.x / image.width), min(1, point.centroid.y / image.height)


def fitted(original, centre):
    """In the colours, the sense and the proportions of a page; never enlarged."""
    upright = ImageOps.exif_transpose(original)
    if upright.mode in {"P", "PA", "LA", "RGBA", "La", "RGBa"}:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, PAPER)
        upright = Image.alpha_composite(paper, upright)
    share = min(1, upright.width / PHOTO[0], upright.height / PHOTO[1])
    size = tuple(max(1, round(side * share)) for side in PHOTO)
    return ImageOps.fit(upright.convert("RGB"), size, centering=centre)


def smallest(image):
    """The first quality that fits, then smaller sizes: any picture does in the end."""
    while True:
        for quality in QUALITIES:
            jpeg = BytesIO()
            image.save(jpeg, "JPEG", quality=quality, optimize=True, progressive=True)
            if jpeg.tell() <= MOST_BYTES:
                return jpeg.getvalue()
        image = image.resize((image.width * 3 // 4, image.height * 3 // 4))


# Drawings


def svg(width, height, content):
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">{content}</svg>'


def ink(pillar):
    return f'fill="{covers.INKS[pillar]}" {MULTIPLY}'


def cover(number, pillars):
    """The cover of a fiche as its page draws it; "" where it has no pillar."""
    if not pillars or not number:
        return ""
    content = covers.svg_content(*covers.compose(number, pillars), paint=ink)
    content = content.replace(
        "<text ", f'<text {FACE} fill="{covers.NIGHT}" letter-spacing="-.05em" '
    )
    return svg(covers.WIDTH, covers.HEIGHT, content)


def pattern(pillars):
    """The glyphs of those pillars, rising from one edge of the sheet to the other, overprinted.

    21 wide and 13 high, as the foot of an A4 cover.
    """
    width, height, side = 21, 13, {1: 12, 2: 11, 3: 9.5}.get(len(pillars), 8)
    step = (width - side) / max(1, len(pillars) - 1)
    rise = (height - side) / max(1, len(pillars) - 1)
    drawn = "".join(
        f'<path {ink(pillar)} d="{covers.glyph_path(pillar, n * step, height - side - n * rise, side)}"/>'
        for n, pillar in enumerate(pillars)
    )
    return svg(width, height, drawn)


def glyph(pillar):
    path = covers.glyph_path(pillar, 0, 0, 8)
    return svg(8, 8, f'<path fill="{covers.INKS[pillar]}" d="{path}"/>')


def code(url):
    """The QR code of an address."""
    file = BytesIO()
    segno.make(url, error="m", micro=False).save(
        file, kind="svg", border=0, dark=covers.NIGHT, xmldecl=False, unit="", omitsize=True
    )
    return file.getvalue().decode().strip()


# Maps


def drawn_map(code, groups, size):
    """The drawing of a frame of `realisations.cartography`, with [(x, y, [numbers])] on it.

    `size`: of the numbers, in units of the frame.
    """
    frame = frames()[code]
    line = size / 14
    outlines = "".join(
        f'<path d="{outline.path}" fill="#fff" stroke="{covers.NIGHT}" stroke-width="{line:.2f}"/>'
        for outline in frame.outlines.values()
    )
    markers = "".join(marker(*group, size) for group in groups)
    margin = size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-margin:g} {-margin:g}'
        f' {WIDTH + 2 * margin:g} {frame.height + 2 * margin:g}">{outlines}{markers}</svg>'
    )


def marker(x, y, numbers, size):
    """Numbers that stand at the same place, in a row of discs around it."""
    radius = size * 0.85
    first = x - radius * (len(numbers) - 1)
    return "".join(
        f'<circle cx="{at:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{covers.NIGHT}" stroke="#fff"'
        f' stroke-width="{size / 8:.1f}"/><text {FACE} x="{at:.1f}" y="{y + size * 0.36:.1f}"'
        f' font-size="{size:.1f}" text-anchor="middle" fill="#fff">{number}</text>'
        for number, at in ((number, first + 2 * radius * n) for n, number in enumerate(numbers))
    )
