"""A selection as a visit: where to go, in order, whom one meets there and whom to write to.

`?fiches=…&vue=visite` of the page of the selection; its PDF holds the same (`realisations.dossiers`).
"""

from .cartography import WIDTH, frames
from .comparison import Comparison
from .dossiers.fiches import printed
from .dossiers.places import frames_of, gathered, notes, visit
from .drawing import Drawing, DrawnRegion, Marker, kind_of, name_of, said, southward
from .markers import APART, NARROW, percent, share
from .selection import VISIT, Selection, address_of, inks_of, notices_of_forms


def visit_context(page, request):
    chosen = Selection(request.GET, page.locale_id)
    pages = printed([chosen.ids[reference] for reference in chosen.references])
    stops = visit(pages, Comparison(pages, page.locale_id))
    return {
        "selection": chosen,
        "stops": stops,
        "drawings": [drawing(code, stops) for code in frames_of(stops)],
        "notes": list(notes(stops)),
        "notices": [*notices_of_forms(page, request), *chosen.notices],
        "inks": inks_of(pages),
        "address": f"{address_of(page, request, chosen)}&vue={VISIT}",
        "selection_address": f"{page.get_url(request)}{chosen.carried}",
    }


def drawing(code, stops):
    frame, part = frames()[code], share(code, False)
    there = [(stop, spot) for stop in stops for spot in stop.spots if spot.frame == code]
    drawn = Drawing(
        code=code,
        kind=kind_of(code, False),
        name=name_of(code),
        height=frame.height,
        regions=[
            DrawnRegion(name, frame.outlines[name].path) for name in southward(frame.outlines)
        ],
        borders=frame.borders,
    )
    apart = APART * WIDTH / (NARROW * part)
    markers = [marker(code, x, y, numbers, stops) for x, y, numbers in gathered(there, apart)]
    drawn.markers = [("", markers)] if markers else []
    return drawn


def marker(code, x, y, numbers, stops):
    """The number of a stop; of the first and a sign, where several would be one over another."""
    titles = ", ".join(stops[number - 1].page.title for number in numbers)
    told = said(", ".join(map(str, numbers)), titles)
    across, down = percent(code, x, y)
    label = f"{numbers[0]}+" if len(numbers) > 1 else str(numbers[0])
    anchor = f"#{stops[numbers[0] - 1].page.reference}"
    return Marker(across, down, anchor, told, len(numbers), "", label)
