"""Where on the globe the places of fiches are, by their keys (`realisations.likeness.place_key`)."""

PLACE = "place"  # of the precisions: as an editor gave it


def point_of(key):
    """(latitude, longitude) of a key, None where it is not known."""
    if not key.startswith("p"):
        return None
    latitude, _comma, longitude = key[1:].partition(",")
    return float(latitude), float(longitude)


def precision_of(key):
    """How precise that point is: "place", "commune", "epci", "departement", or ""."""
    return PLACE if key.startswith("p") else ""
