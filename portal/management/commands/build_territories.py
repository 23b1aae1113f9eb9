"""Builds portal/data/territories.txt.gz from the npm package @etalab/decoupage-administratif.

Communes and EPCI of France, as docs/territories.md tells them: which populations, of which year,
under which licence. The file holds one column a line, its name first, its values after, separated
by tabs: neighbouring values look alike, so that it packs small, and a reader takes a whole column
in one call. Dated nowhere, so that the same package gives the same file, byte for byte.
"""

import gzip
import json
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.territories import DATA_PATH

SOURCES = ("regions", "departements", "epci", "communes")
CURRENT, QUARTER = "commune-actuelle", "arrondissement-municipal"
FORMER = ("commune-deleguee", "commune-associee")


class Command(BaseCommand):
    help = "Refait les communes et les EPCI depuis le paquet npm décompressé."

    def add_arguments(self, parser):
        parser.add_argument("package", type=Path, help="dossier du paquet, qui contient data/")
        parser.add_argument("--output", type=Path, default=DATA_PATH, help=f"({DATA_PATH})")

    def handle(self, *, package, output, **options):
        try:
            columns = build(*(read(package, name) for name in SOURCES))
        except (OSError, KeyError) as error:
            raise CommandError(f"Ce n’est pas le paquet attendu : {error}") from error
        text = "\n".join("\t".join([name, *values]) for name, values in columns.items())
        output.parent.mkdir(exist_ok=True)
        output.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
        self.stdout.write(
            f"{len(columns['communes'])} communes, {len(columns['epci'])} EPCI, "
            f"{output.stat().st_size / 1000:.0f} ko."
        )


def read(package, name):
    return json.loads((package / "data" / f"{name}.json").read_text(encoding="utf-8"))


def build(regions, departements, epci, communes):
    """{name of the column: [strings]}, every list of a family in the same order."""
    current = sorted((c for c in communes if c["type"] == CURRENT), key=lambda c: c["code"])
    epci = sorted(epci, key=lambda e: e["code"])
    rank = {member["code"]: i for i, e in enumerate(epci) for member in e["membres"]}
    totals = {m["code"]: m["populationTotale"] for e in epci for m in e["membres"]}
    municipal = {c["code"]: c.get("population") for c in current}
    departement = {c["code"]: c["departement"] for c in current}
    return {
        "regions": column(r["code"] for r in regions),
        "region_names": column(tidy(r["nom"]) for r in regions),
        "departements": column(d["code"] for d in departements),
        "departement_names": column(tidy(d["nom"]) for d in departements),
        "departement_regions": column(d["region"] for d in departements),
        "epci": column(e["code"] for e in epci),
        "epci_names": column(tidy(e["nom"]) for e in epci),
        "epci_natures": column(e["type"] for e in epci),
        "epci_departements": column(home_of(e, departement) for e in epci),
        "epci_municipal": column(sum(municipal[m["code"]] for m in e["membres"]) for e in epci),
        "epci_total": column(e["populationTotale"] for e in epci),
        "communes": column(c["code"] for c in current),
        "commune_names": column(tidy(c["nom"]) for c in current),
        "commune_municipal": column(blank(municipal[c["code"]]) for c in current),
        "commune_total": column(totals.get(c["code"], "") for c in current),
        "commune_epci": column(rank.get(c["code"], "") for c in current),
        **other_names(communes, municipal),
    }


def other_names(communes, current):
    """What else a visitor may call a commune: its districts, the communes it was made of."""
    districts = [c for c in communes if c["type"] == QUARTER]
    former = [c for c in communes if c["type"] in FORMER and c["chefLieu"] in current]
    own = {(c["code"], c["nom"]) for c in communes if c["type"] == CURRENT}
    others = [(c["nom"], c["commune"]) for c in districts]
    others += [(c["nom"], c["chefLieu"]) for c in former if (c["chefLieu"], c["nom"]) not in own]
    return {
        "other_names": column(tidy(name) for name, _commune in others),
        "other_communes": column(commune for _name, commune in others),
        "district_codes": column(c["code"] for c in districts),
        "district_communes": column(c["commune"] for c in districts),
    }


def home_of(epci, departements):
    """The département where most of its inhabitants live; 89 EPCI of 1,255 span several."""
    inhabitants = Counter()
    for member in epci["membres"]:
        inhabitants[departements[member["code"]]] += member["populationTotale"]
    return inhabitants.most_common(1)[0][0]


def tidy(name):
    """The name with typographic apostrophes, and quotes where the source doubles them."""
    return " ".join(name.replace("''", '"').replace("'", "’").split())


def blank(value):
    return "" if value is None else value


def column(values):
    return [str(value) for value in values]
