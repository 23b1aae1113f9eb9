"""Pictures of the demo: a field that holds {file, title, description, credit, focus}.

`file` is the path of a committed picture from the root of the project; `focus`, what no crop may
lose: [x of its centre, y, width, height], in pixels.
"""

from django.conf import settings
from django.core.files import File
from wagtail.images import get_image_model
from wagtail.images.rect import Rect
from wagtail.models import Collection, ReferenceIndex
from wagtail.utils.file import hash_filelike

from .entries import SOURCE


def is_picture(value):
    return isinstance(value, dict) and "file" in value


def load_picture(value):
    """The image of that file; its sizes are made in the background, as those of any upload."""
    if made := of_files([value]).first():
        return made
    path = settings.BASE_DIR / value["file"]
    texts = dict(value["description"])
    with path.open("rb") as content:
        image = get_image_model()(
            title=value["title"],
            description=texts.pop(SOURCE),
            descriptions=texts,
            credit=value["credit"],
            collection=Collection.get_first_root_node(),
            file=File(content, name=path.name),
        )
        image.set_focal_point(Rect.from_point(*value["focus"]))
        image._set_image_file_metadata()
        image.full_clean()
        image.save()
    return image


def of_files(values):
    """The images of those files, known by their bytes: an upload through the admin has others."""
    hashes = []
    for value in values:
        with (settings.BASE_DIR / value["file"]).open("rb") as content:
            hashes.append(hash_filelike(content))
    return get_image_model().objects.filter(file_hash__in=hashes).order_by("pk")


def delete_pictures(entries):
    """Removes the images of the demo that no page shows. Returns (how many, [those kept])."""
    values = [value for entry in entries for value in entry.fields.values() if is_picture(value)]
    removed, kept = 0, []
    for image in of_files(values):
        if ReferenceIndex.get_references_to(image).exists():
            kept.append(image)
        else:
            image.delete()
            removed += 1
    return removed, kept
