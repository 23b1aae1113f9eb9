"""`make bench-find`: what finding costs among 1,000, 10,000 and 100,000 fiches.

    python -m tests.bench_find 1000 10000

Processor time of this process, in milliseconds, the median of several rounds; what says “wall” is
elapsed time, which alone holds the work of a database server. The naive list is the one that most portals
have: django-filter on the ORM, and a count for each option. Ratios are within the run.
"""

import gc
import os
import platform
import statistics
import sys
import time
import warnings

import django

ROUNDS = 15
SIZES = (1_000, 10_000, 100_000)
FRENCH = "/fr/realisations/"


def processor(action, rounds=ROUNDS, clock=time.process_time):
    """Milliseconds of processor that the action takes, once warm."""
    action()
    times = []
    for _round in range(rounds):
        started = clock()
        action()
        times.append(clock() - started)
    return statistics.median(times) * 1000


def memory():
    """Megabytes that this process holds, None where the system does not say."""
    try:
        with open("/proc/self/statm") as file:  # noqa: PTH123  a file of the kernel
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return None


class Bench:
    def __init__(self):
        from django.test import Client, RequestFactory

        from realisations.models import RealisationIndexPage, RealisationPage

        self.index = RealisationIndexPage.objects.get(locale__language_code="fr")
        self.fiche = RealisationPage.objects.get(locale=self.index.locale, number=10)
        self.client = Client(headers={"Host": "127.0.0.1"})
        self.factory = RequestFactory()

    def fill(self, size):
        from realisations.models import RealisationPage
        from realisations.samples import Generator, delete_all

        def missing():
            return size - RealisationPage.objects.filter(locale=self.index.locale).count()

        if missing() < 0:
            delete_all()
        if missing() > 0:
            Generator().generate(missing())

    def ready(self):
        """(wall milliseconds, processor milliseconds, megabytes) to read everything anew."""
        from portal.catalogue import reading

        reading.copies.clear()
        gc.collect()
        before, wall, started = memory(), time.perf_counter(), time.process_time()
        reading.catalogue(self.index.locale_id)
        spent = (time.perf_counter() - wall) * 1000, (time.process_time() - started) * 1000
        gc.collect()
        return *spent, (memory() - before if before else None)

    def before_template(self, query=""):
        """All that the list knows before its template: facets, choices, the cards of its page."""
        from portal.filters import list_context

        context = list_context(self.index.list_filters(self.factory.get(FRENCH + query).GET), 12)
        return list(context["results"]), context["filters"].choices_in_force()

    def get(self, path):
        response = self.client.get(path)
        assert response.status_code == 200, path

    def publish(self):
        self.fiche.save_revision().publish()

    def row(self, size):
        from realisations.samples import FREQUENT, RARE

        self.fill(size)
        wall, spent, megabytes = self.ready()
        self.get(FRENCH)
        return {
            "ready, wall": wall,
            "ready": spent,
            "memory, MB": megabytes,
            "list, before template": processor(self.before_template),
            "list, page": processor(lambda: self.get(FRENCH)),
            "fiche, page": processor(lambda: self.get(self.fiche.url)),
            "word in 6 %": processor(lambda: self.before_template(f"?q={RARE}")),
            "word in half": processor(lambda: self.before_template(f"?q={FREQUENT}")),
            "three words": processor(lambda: self.before_template(f"?q={FREQUENT}+{RARE}+donnees")),
            "misspelt word": processor(lambda: self.before_template("?q=cyberataqe"), 5),
            "last page": processor(lambda: self.before_template(f"?page={size // 12}")),
            "publish": processor(self.publish, 9),
            "list, before template, wall": processor(self.before_template, clock=time.perf_counter),
            "naive list, wall": processor(lambda: naive(self.index), 1, clock=time.perf_counter),
        }


def naive(index):
    """The same facets by the ORM: for each option of each facet, a count."""
    from portal.models import OrganisationType, Pillar, TerritoryType, Theme
    from realisations.models import RealisationPage
    from realisations.regions import REGIONS

    paths = {
        "pillar_contributions__pillar__slug": slugs(Pillar, index),
        "themes__slug": slugs(Theme, index),
        "territory_types__slug": slugs(TerritoryType, index),
        "places__region": list(REGIONS),
        "participations__organisation__organisation_type__slug": slugs(OrganisationType, index),
        "nature": RealisationPage.Nature.values,
        "stage": RealisationPage.Stage.values,
        "start_date__year": range(2015, 2027),
    }
    filter_set = naive_filter_set(paths)
    pages = RealisationPage.objects.child_of(index).published()
    for name, options in paths.items():
        for option in options:
            filter_set({name: option}, pages).qs.count()
    return list(pages.for_cards().order_by("-first_published_at")[:12]), pages.count()


def naive_filter_set(paths):
    import django_filters

    filters = {
        name: django_filters.CharFilter(field_name=name, distinct="__" in name) for name in paths
    }
    return type("NaiveFilterSet", (django_filters.FilterSet,), filters)


def slugs(model, index):
    return list(model.objects.filter(locale_id=index.locale_id).values_list("slug", flat=True))


def ratios(rows):
    """[(what, value, the most or the least that it may be)]"""
    (small, *_), large = rows.values(), list(rows.values())[-1]
    size = max(rows)
    return [
        (f"list of {size} / fiche page", large["list, page"] / large["fiche, page"], "≤ 1.5"),
        (f"list of {size} / list of {min(rows)}", large["list, page"] / small["list, page"], "≤ 1.3"),
        (f"naive / list before template, {size}", large["naive list, wall"] / large["list, before template, wall"], "≥ 60"),
        (f"publishing among {size} / {min(rows)}", large["publish"] / small["publish"], "≤ 1.5"),
    ]  # fmt: skip


def main(sizes):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from django.conf import settings
    from django.db import connection

    warnings.filterwarnings("ignore", "No directory at")  # STATIC_ROOT, which only production fills
    settings.DEBUG = False  # a visitor's templates and queries, not a developer's
    out, bench = sys.stdout.write, Bench()
    python = ".".join(platform.python_version_tuple()[:2])
    out(f"{os.cpu_count()} cores, Python {python}, {connection.display_name}\n")
    rows = {size: bench.row(size) for size in sorted(sizes)}
    out(f"| ms | {' | '.join(f'{size:,}' for size in rows)} |\n|---|{'---|' * len(rows)}\n")
    for name in next(iter(rows.values())):
        cells = (row[name] for row in rows.values())
        out(f"| {name} | {' | '.join('–' if c is None else f'{c:.1f}' for c in cells)} |\n")
    for what, value, budget in ratios(rows):
        out(f"{what}: {value:.2f} ({budget})\n")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
