"""Addresses that no one would think of, and what must hold of every answer.

`hypothesis` draws them, valid, nearly valid and ill; the rule of what is understood is written
here a second time, from the contract, so that the portal is not its own judge. Used by
tests/portal/test_fuzz.py (a few hundred) and `make fuzz` (ten thousand and more).
"""

import json
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from django.http import QueryDict
from hypothesis import strategies as st

DATA = ("json", "csv", "geojson", "atom")
FORMS = {"realisations": (*DATA, "pdf"), "guides": ("json", "csv", "atom")}
LISTS = {
    "/fr/realisations/": "realisations", "/en/case-studies/": "realisations",
    "/fr/guides/": "guides", "/en/guides/": "guides",
}  # fmt: skip
PAGES = (
    "/", "/fr/", "/en/", "/fr/recherche/", "/en/search/", "/fr/lois/suis-je-concerne/", "/en/laws/am-i-concerned/",
    "/fr/realisations/carte/", "/en/case-studies/map/", "/fr/realisations/comparer/", "/en/case-studies/compare/",
    "/fr/realisations/selection/", "/en/case-studies/selection/", "/fr/lois/reen/", "/fr/dossiers/",
    "/fr/dossiers/numerique-ville-intelligente-durable/", "/fr/realisations/lyon-empreinte-carbone-numerique/",
    "/fr/acteurs/ville-lyon/", "/fr/plan-du-site/", "/fr/donnees-ouvertes/", "/sitemap.xml", "/robots.txt", "/openapi.json",
    "/donnees/catalogue-fr.json", "/partage/R-0010.png", "/partage/sirc.png", "/sante/",
)  # fmt: skip
FOLDERS = (
    "/{}/", "/fr/{}/", "/fr/realisations/{}/", "/en/guides/{}/", "/partage/{}.png", "/donnees/catalogue-{}.json",
    "/fr/dossiers/{}/", "/documents/{}/",
)  # fmt: skip

VOCABULARY = {
    "realisations": {
        "pilier": ("sobriete", "inclusion", "resilience", "creativite"),
        "theme": ("donnees", "batiment", "numerique-responsable"),
        "region": ("84", "52", "01", "94", "etranger"),
        "territoire": ("metropole", "ville", "littoral"),
        "acteur": ("commune", "epci", "entreprise", "habitants"),
        "nature": ("realisation", "solution", "demarche"),
        "stade": ("reflexion", "en-cours", "realise", "evalue", "arrete", "non-precise"),
        "annee": ("2021", "1900", "2100"),
    },
    "guides": {
        "pilier": ("sobriete", "inclusion", "resilience", "creativite"),
        "theme": ("donnees", "batiment", "numerique-responsable"),
        "nature": ("formation", "guide", "outil", "site", "referentiel", "label"),
    },
}
COMMUNES, EPCI = ("49007", "69123", "2A004", "97411", "75056"), ("244400404", "200046977")
ALONE = {
    "tri": ("recent", "titre", "pertinence"),
    "vue": ("resserree",),
    "langue": ("toutes",),
    "choix": ("pilier", "theme"),
    "page": ("1",),
    "q": ("ville", "données", "low-tech", "Lyon", "energie climat"),
}
STATUSES = (200, 301, 302, 304, 400, 404, 405)
OTHERS = (
    "lieu", "inconnu", "pillar", "Pilier", "pilier[]", "utm_source", "fbclid", "type", "id", "next", "__class__", "é", "🌱",
)  # fmt: skip
ILL = (
    "x", "-1", "0", "99999999999999999999", "a" * 10_000, "é" * 3000, "\x00", "a\x00b", "🌱", "👩🏽‍🚀" * 50, "'", '"><script>',
    "%25", "%", "*", '"', "NOT", "a AND", "(", "sobriete,inclusion", "sobriete ", " sobriete", "SOBRIETE", "\u202e", "مدينة",
    "&&=", "[]", "{{7*7}}", "{% now %}", "1e309", "NaN", "١٢", "../..", "\r\nSet-Cookie: a=b", "OR 1=1 --", "\ufeff", "\ud7ff",
    "2021-01-01", "21", "2101", "49007 ", "75000", "R-0001,R-0002", "true", "null", "undefined", "\\", "a" * 201, "ﬁche", "²",
)  # fmt: skip
RAW = (
    "%FF%FE", "%", "%zz", "%C3", "&&&", "=", "==&=", "pilier=%E9", "q=%F0%9F", "q=%ED%A0%80", "theme=%00", ";pilier=x",
    "q=%u00e9", "page=%D9%A1", "format", "pilier", "commune=%F0%9F%8C%B1", "lieu=%FF",
)  # fmt: skip


def values(known):
    """One that is in the contract, most of the time; one that is nearly; one that is not."""
    ill = st.one_of(st.sampled_from(ILL), st.text(max_size=40))
    return st.one_of(st.sampled_from(known), st.sampled_from(known), ill, st.just(""))


def pairs(kind):
    """A parameter of a list and its value."""
    known = VOCABULARY[kind] | ALONE | {"commune": COMMUNES, "epci": EPCI, "fiches": ("R-0001",)}
    named = st.sampled_from(sorted(known)).flatmap(
        lambda name: st.tuples(st.just(name), values(known[name]))
    )
    other = st.tuples(st.sampled_from(OTHERS), values(("x", "Angers", "Saint-Denis", "1")))
    return st.one_of(named, named, named, other)


@dataclass
class Question:
    """An address, and what is known of it beforehand."""

    path: str
    params: list = field(default_factory=list)
    raw: str = ""  # bytes that no parameter should hold
    form: str = ""
    headers: dict = field(default_factory=dict)

    @property
    def kind(self):
        return LISTS.get(self.path)

    def address(self, form=None):
        params = [*self.params, *([("format", form)] if form else [])]
        query = "&".join(filter(None, [self.raw, urlencode(params)]))
        return f"{self.path}?{query}" if query else self.path


HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "Accept-Language": st.sampled_from(["en", "fr;q=0.1", "xx-yy", "*", "a" * 500, "en;q=é", ""]),
        "Accept-Encoding": st.sampled_from(["br", "gzip", "identity", "br;q=0, gzip;q=x", "*", ";;"]),
        "If-None-Match": st.sampled_from(["*", '"x"', "W/", '"', "é", "a" * 1000]),
        "If-Modified-Since": st.sampled_from(["x", "Thu, 01 Jan 1970 00:00:00 GMT", "99"]),
        "X-In-Place": st.sampled_from(["1", ""]),
        "Range": st.sampled_from(["bytes=0-1", "bytes=-", "x"]),
    },
)  # fmt: skip


def of_lists():
    """Questions to the lists, whose answers are judged."""
    return st.sampled_from(sorted(LISTS)).flatmap(
        lambda path: st.builds(
            Question,
            st.just(path),
            st.lists(pairs(LISTS[path]), max_size=5),
            st.one_of(st.just(""), st.just(""), st.just(""), st.sampled_from(RAW)),
            st.sampled_from(("", *DATA)),
        )
    )


def of_pages():
    """Questions to anything else, which must answer."""
    anything = st.lists(pairs("realisations"), max_size=4)
    inner = st.one_of(st.text(min_size=1, max_size=60), st.sampled_from(ILL[:40]))
    paths = st.one_of(
        st.sampled_from(PAGES),
        st.sampled_from(PAGES),
        st.sampled_from(sorted(LISTS)),
        st.builds(
            lambda shape, part: shape.format(quote(part[:3000])), st.sampled_from(FOLDERS), inner
        ),
    )
    forms = st.one_of(st.just(()), st.just((("format", "json"),)), st.just((("format", "🌱"),)))
    return st.builds(
        lambda path, params, form, raw, headers: Question(path, [*params, *form], raw, "", headers),
        paths,
        anything,
        forms,
        st.one_of(st.just(""), st.sampled_from(RAW)),
        HEADERS,
    )


# The rule, a second time


def understood(kind, address):
    """True, False, or None where this rule cannot tell: words, and pages that may be there."""
    query = QueryDict(address.partition("?")[2])
    verdicts = [of_parameter(kind, name, query.getlist(name)) for name in query]
    if kind == "realisations":
        given = [value for name in ("commune", "epci") for value in query.getlist(name)]
        verdicts.append(sum(bool(value.strip()) for value in given) < 2)
    return False if False in verdicts else None if None in verdicts else True


def of_parameter(kind, name, given):
    if name in {*ALONE, "format"} and len(set(given)) > 1:
        return False
    filled = [value for value in given if value.strip()]
    if name == "page":
        return of_page(given[-1])
    if not filled:
        return True
    if name in ("q", "fiches") or (name == "lieu" and kind == "realisations"):
        return None
    if name == "annee" and kind == "realisations":
        return all(map(is_year, filled))
    if name in ("commune", "epci") and kind == "realisations":
        known = {value.strip() for value in filled} <= {*COMMUNES, *EPCI}
        return known and name == of_code(filled[0])
    if name == "format":
        return {*filled} <= {"html", *FORMS[kind]}
    if known := VOCABULARY[kind].get(name) or ALONE.get(name):
        return {*filled} <= {*known}
    return name.startswith("utm_") or name == "fbclid"


def of_code(code):
    return "commune" if code.strip() in COMMUNES else "epci"


def of_page(value):
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value)):
        return False
    return True if int(value) == 1 else None


def is_year(value):
    return value.isascii() and len(value) == 4 and value.isdigit() and 1900 <= int(value) <= 2100


# Asking


@dataclass
class Asked:
    """Counts of what was answered, and the slowest answers."""

    client: object
    counts: dict = field(default_factory=dict)
    slowest: list = field(default_factory=list)
    total: int = 0

    def get(self, address, headers=None):
        started = time.perf_counter()
        response = self.client.get(address, headers=headers or {})
        content = response.getvalue()
        self.note(address, response.status_code, time.perf_counter() - started)
        return response, content

    def note(self, address, status, seconds):
        self.total += 1
        self.counts[status] = self.counts.get(status, 0) + 1
        self.slowest = sorted([*self.slowest, (seconds, address[:200])], reverse=True)[:10]


def complaints(asked, question):
    """What is wrong with the answers to a question: [sentence], none most hopefully."""
    judge = judge_list if question.kind and not question.headers else judge_page
    return [
        f"{wrong}: {question.address(question.form)[:600]} {question.headers or ''}"
        for wrong in judge(asked, question)
    ]


def judge_page(asked, question):
    response, content = asked.get(question.address(), question.headers)
    if response.status_code not in STATUSES:
        yield f"status {response.status_code}"
    if b'"><script>' in content and response.headers["Content-Type"].startswith("text/html"):
        yield "what was asked is not escaped"
    if response.cookies:
        yield "a cookie"


def judge_list(asked, question):
    """A list that holds what was asked, or that says what it did not understand."""
    response, content = asked.get(question.address(), question.headers)
    verdict = understood(question.kind, question.address())
    is_told = b'class="notices"' in content
    if response.status_code not in STATUSES:
        yield f"status {response.status_code}"
    if response.status_code != 200:
        return
    if verdict is False and not is_told:
        yield "not understood, and not said"
    if verdict is True and is_told:
        yield "understood, and said not to be"
    if question.form:
        count = response.context_data["results"].paginator.count
        yield from judge_data(asked, question, count)


def judge_data(asked, question, count):
    """The same list as data, or a refusal."""
    address, form = question.address(question.form), question.form
    response, content = asked.get(address)
    verdict = understood(question.kind, address)
    if QueryDict(address.partition("?")[2]).get("fiches", "").strip():
        verdict = False  # it is of a page, which keeps it, not of data
    if response.status_code not in (200, 400):
        yield f"{form}: status {response.status_code}"
    if response.status_code == 200 and verdict is False:
        yield f"{form}: not understood, and not refused"
    if response.status_code == 400 and verdict is True:
        yield f"{form}: understood, and refused"
    counts = response.status_code == 200 and form in ("json", "geojson")
    if counts and (counted := json.loads(content)["count"]) != count:
        yield f"{form}: counts {counted}, where the page counts {count}"
