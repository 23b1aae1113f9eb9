"""The sizes of a picture, one table of uses; and their making, outside the visitor's request.

A page shows what exists, and never makes it: see docs/pictures.md.
"""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django_tasks import task
from wagtail.images import get_image_model
from wagtail.images.models import Filter

# In the order in which a browser should try them.
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class Use:
    """Where a picture is shown.

    `widths` in pixels, ascending. `ratio` (width, height) is filled around the focal point; None
    keeps the whole picture within a square of that width. `sizes` is that of the style sheet.
    """

    widths: tuple[int, ...]
    ratio: tuple[int, int] | None = None
    sizes: str = ""
    formats: tuple[str, ...] = FORMATS

    def filters(self, image):
        """Wagtail's filters that make this use of this image, each format from small to large.

        Nothing is enlarged: a small picture has fewer sizes, and always one.
        """
        widest = self.widest(image)
        widths = [width for width in self.widths if width <= widest] or self.widths[:1]
        return [
            Filter(f"{self.size(width)}|format-{kind}") for kind in self.formats for width in widths
        ]

    def widest(self, image):
        if self.ratio is None:
            return max(image.width, image.height)
        across, down = self.ratio
        return min(image.width, image.height * across / down)

    def size(self, width):
        if self.ratio is None:
            return f"max-{width}x{width}"
        across, down = self.ratio
        return f"fill-{width}x{round(width * down / across)}"


USES = {
    "head": Use((640, 960), (3, 2), "(min-width: 96rem) 36rem, (min-width: 56rem) 37vw, 92vw"),
    # In a file to carry away, where ten of them have to be light.
    "carried": Use((384,), (3, 2), formats=("webp",)),
    "text": Use((640, 960), None, "(min-width: 44rem) 40rem, 92vw"),
    # What social networks show beside a link; they read nothing but JPEG for sure.
    "social": Use((1200,), (40, 21), formats=("jpeg",)),
}


def existing(image, use):
    """{spec: rendition} of a use, or nothing as long as one of them is missing.

    One query for all the uses of an image whose renditions were not prefetched.
    """
    prefetch_related_objects([image], "renditions")
    filters = USES[use].filters(image)
    found = image.find_existing_renditions(*filters)
    return {f.spec: found[f] for f in filters} if len(found) == len(filters) else {}


def load(page, name):
    """Sets the image of a page's field `name` with its renditions, in one query for both."""
    renditions = (
        get_image_model()
        .get_rendition_model()
        .objects.filter(image_id=getattr(page, f"{name}_id"))
        .select_related("image")
    )
    if found := list(renditions):
        image = found[0].image
        image._prefetched_objects_cache = {"renditions": renditions}
        setattr(page, name, image)


def make(image):
    """Makes what is missing of every use of that image, and removes what an old focal point left.

    Returns how many renditions were made.
    """
    filters = [f for use in USES.values() for f in use.filters(image)]
    missing = len(filters) - len(image.find_existing_renditions(*filters))
    made = image.get_renditions(*filters).values()
    image.renditions.filter(filter_spec__in=[f.spec for f in filters]).exclude(
        focal_point_key__in={rendition.focal_point_key for rendition in made}
    ).delete()
    return missing


@task()
def make_pictures(pk):
    """Every use of an image, unless it was deleted in the meantime."""
    image = get_image_model().objects.filter(pk=pk).first()
    return make(image) if image else 0
