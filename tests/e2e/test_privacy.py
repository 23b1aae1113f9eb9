"""A visit leaves no trace, asks nothing of anyone else, and runs nothing that it did not announce."""

from .visits import expect_none


def unless_empty(visits, of):
    return {name: value for name, seen in visits.items() if (value := of(seen))}


def test_no_third_party(visits, site_url):
    def strangers(seen):
        return [r.url for r in seen.requests if not r.url.startswith(f"{site_url}/")]

    expect_none(unless_empty(visits, strangers))


def test_no_cookie_and_nothing_stored(visits):
    def kept(seen):
        return {place: number for place, number in seen.page["kept"].items() if number}

    expect_none(unless_empty(visits, lambda seen: seen.cookies))
    expect_none(unless_empty(visits, kept))


def test_no_message_in_the_console_and_nothing_missing(visits):
    expect_none(unless_empty(visits, lambda seen: seen.messages))
    expect_none(unless_empty(visits, lambda seen: seen.failures))
    errors = {name for name, seen in visits.items() if seen.status != 200}
    assert errors == {"fr HomePage not found", "en HomePage not found"}


def test_the_content_security_policy_is_strict_and_nothing_breaks_it(visits):
    for name, seen in visits.items():
        rules = dict(rule.strip().split(" ", 1) for rule in seen.csp.split(";") if rule.strip())
        assert rules["default-src"] == "'none'", name
        assert rules["script-src"] == rules["style-src"] == "'self'", name
        assert "unsafe" not in seen.csp, name
    expect_none(unless_empty(visits, lambda seen: seen.page["violations"]))
    expect_none(unless_empty(visits, lambda seen: seen.page["inline"]))
