"""What visitors choose for themselves: forced colours, less motion, no JavaScript."""

from io import BytesIO

from PIL import Image

from .test_keyboard import dim
from .visits import expect_none

PILLARS = ("sobriete", "inclusion", "resilience", "creativite")
VISIBLE = 3  # WCAG 2.2, 1.4.11


def luminance(pixel):
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in pixel)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_within(picture, box):
    """Between the lightest and the darkest pixels of a part of the picture."""
    part = picture.crop(tuple(map(round, box)))
    lights = [luminance(pixel) for _count, pixel in part.getcolors(part.width * part.height)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_forced_colours_hide_neither_glyph_nor_control_nor_focus(open_page, language, types):
    # The pages of a type are drawn alike in every language: one in white, the other in black.
    page = open_page(forced_colors="active", color_scheme={"fr": "light", "en": "dark"}[language])
    wrong, kinds = {}, set()
    for name, path in types.items():
        page.goto(path)
        drawn = page.evaluate("probe.drawn()")
        picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        faults = [
            f"{kind} at {contrast:.1f}:1"
            for kind, box in drawn.items()
            if (contrast := contrast_within(picture, box)) < VISIBLE
        ]
        page.keyboard.press("Tab")
        faults += [fault for state in page.evaluate("probe.focusEach()") for fault in dim(state)]
        kinds |= {word for kind in drawn for word in kind.split()}
        if faults:
            wrong[name] = faults
    expect_none(wrong)
    assert kinds >= {*PILLARS, "input", "button"}


def test_nothing_moves_for_who_asked_for_less_motion(open_page, types):
    page = open_page(reduced_motion="reduce")
    moving = {}
    for name, path in types.items():
        page.goto(path)
        if found := page.evaluate("probe.moving()"):
            moving[name] = found
    expect_none(moving)


def test_the_content_is_the_same_without_javascript(visits, language, paths, new_context):
    context = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800})
    page = context.new_page()
    different = {}
    for name, path in paths.items():
        page.goto(path)
        words = page.locator("main").inner_text()
        assert len(words) > 20, name
        if words != visits[f"{language} {name}"].page["text"]:
            different[name] = words
    expect_none(different)
