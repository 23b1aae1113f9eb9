"""`make fuzz`: ten thousand addresses and more, on the demo content, in this process.

`hypothesis` on every page (tests/fuzzing.py), then `schemathesis` on what /openapi.json describes,
valid and not. Tells the answers by status, the slowest, and whatever was wrong, which fails.
REQUESTS says how many; SEED repeats a run.
"""

import logging
import os
import random
import sys
import time
import warnings
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
SLOW = 1.0  # seconds
SHARE = 0.25  # of the requests that schemathesis makes
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "negative_data_rejection",
)  # fmt: skip
REJECTION = CHECKS[-1]


def prepare(folder):
    """The demo content in a database of the moment."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
    }
    import django
    from django.conf import settings
    from django.core.management import call_command

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    django.setup()
    settings.CATALOGUE_SECONDS = 1  # as in production
    settings.MEDIA_ROOT = folder
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo", stdout=StringIO())


def ask_pages(asked, requests, seed):
    """hypothesis, until that many requests are made. Returns what was wrong."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    from tests.fuzzing import complaints, of_lists, of_pages

    wrong = {}
    often = settings(
        max_examples=1000,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def judge(question):
        for complaint in complaints(asked, question):
            wrong.setdefault(complaint.partition(":")[0], complaint)

    while asked.total < requests:
        for strategy in (of_lists(), of_pages()):
            often(seeded(seed)(given(strategy)(judge)))()
            seed += 1
            show(asked)
    return wrong.values()


def ask_described(asked, requests, seed):
    """schemathesis, on each operation, with what its schema allows and what it does not."""
    import schemathesis
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from schemathesis.checks import CHECKS as known
    from schemathesis.checks import load_all_checks
    from schemathesis.core.failures import Failure, FailureGroup

    from portal.wsgi import application

    load_all_checks()
    checks = known.get_by_names(CHECKS)
    lenient = known.get_by_names(name for name in CHECKS if name != REJECTION)

    def checks_of(response):
        """A page leaves out what it does not understand, and says so: it refuses nothing."""
        media_type = response.headers.get("content-type", [""])[0]
        return lenient if media_type.startswith("text/html") else checks

    schema = schemathesis.openapi.from_wsgi("/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    modes = list(schemathesis.GenerationMode)
    often = settings(
        max_examples=max(1, (requests - asked.total) // (len(operations) * len(modes))),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    wrong = {}

    def judge(case):
        response = case.call(headers={"Accept-Encoding": "identity"})
        asked.note(told(case), response.status_code, response.elapsed)
        try:
            case.validate_response(response, checks=checks_of(response))
        except (Failure, FailureGroup) as failure:
            wrong.setdefault(f"{case.path} {failure}"[:120], f"{failure}\n{told(case)}")

    for operation in operations:
        for mode in modes:
            cases = operation.as_strategy(generation_mode=mode)
            often(seeded(seed)(given(case=cases)(judge)))()
            show(asked)
    return wrong.values()


def told(case):
    return f"{case.formatted_path} {case.query}"


def show(asked):
    sys.stderr.write(f"\r{asked.total} requests")
    sys.stderr.flush()


def tell(asked, wrong, seconds, seed):
    out = sys.stdout.write
    out(
        f"\n\n{asked.total} requests in {seconds:.0f} s (SEED={seed})\n\n| status | answers |\n|---|---|\n"
    )
    for status, count in sorted(asked.counts.items()):
        out(f"| {status} | {count} |\n")
    out("\nThe slowest:\n")
    for spent, address in asked.slowest:
        out(f"  {spent * 1000:.0f} ms  {address[:110]}\n")
    for complaint in wrong:
        out(f"\nWRONG {complaint}\n")


def main():
    requests = int(os.environ.get("REQUESTS", "12000"))
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    from hypothesis.configuration import set_hypothesis_home_dir

    set_hypothesis_home_dir(ROOT / "var/hypothesis")
    with TemporaryDirectory() as folder:
        prepare(folder)
        from django.test import Client

        from tests.fuzzing import Asked

        started, asked = time.monotonic(), Asked(Client(raise_request_exception=False))
        wrong = [*ask_pages(asked, requests * (1 - SHARE), seed)]
        wrong += ask_described(asked, requests, seed)
        if any(status >= 500 for status in asked.counts):
            wrong.append("an answer of the 500 family")
        if asked.slowest[0][0] > SLOW:
            wrong.append(f"an answer took {asked.slowest[0][0]:.2f} s")
        tell(asked, wrong, time.monotonic() - started, seed)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
