"""What a visitor's browser sees: nothing but what the portal serves, and no barrier."""

import pytest

from tests.pages import one_of_each_type

CASES = [(language, javascript) for language in ("fr", "en") for javascript in (True, False)]


@pytest.fixture(scope="module")
def pages():
    """{language: {name: path}} of one page of each type, with the states that lists can have."""
    paths = {
        language: {name: page.url for name, page in one_of_each_type(language).items()}
        for language in ("fr", "en")
    }
    paths["fr"] |= {
        "filtered": "/fr/realisations/?pilier=sobriete&tri=titre",
        "ignored": "/fr/realisations/?pilier=paix",
        "empty": "/fr/realisations/?region=94",
        "searched": "/fr/recherche/?q=ville",
        "concerned": "/fr/lois/suis-je-concerne/?commune=53130",
        "homonyms": "/fr/lois/suis-je-concerne/?q=saint-denis",
        "not found": "/fr/rien/",
    }
    paths["en"] |= {
        "filtered": "/en/case-studies/?pilier=sobriete",
        "searched": "/en/search/?q=city",
        "concerned": "/en/laws/am-i-concerned/?acteur=entreprise",
        "not found": "/en/nothing/",
    }
    return paths


@pytest.mark.parametrize(("language", "javascript"), CASES)
def test_no_cookie_no_third_party_no_message(browser, base_url, pages, language, javascript):
    context = browser.new_context(base_url=base_url, java_script_enabled=javascript)
    page = context.new_page()
    messages, strangers, failures = [], [], []
    page.on("console", lambda message: messages.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: messages.append(f"{page.url} {error}"))
    page.on(
        "request",
        lambda request: (
            request.url.startswith((base_url, "data:")) or strangers.append(request.url)
        ),
    )
    page.on(
        "response",
        lambda response: response.status < 400 or failures.append(response.url),
    )
    for path in pages[language].values():
        page.goto(path)
        assert page.locator("h1").count() == 1, path
    lost = [message for message in messages if "404" not in message]
    assert (lost, strangers, context.cookies()) == ([], [], [])
    assert [url for url in failures if not url.endswith(("/rien/", "/nothing/"))] == []
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_barrier(browser, base_url, axe, pages, language, width, scheme):
    context = browser.new_context(
        base_url=base_url, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    found = {}
    for name, path in pages[language].items():
        page.goto(path)
        violations = axe.run(page).response["violations"]
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if violations or overflow > 0:
            found[name] = [
                (v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations
            ] + [overflow]
    assert found == {}
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_pillar_to_a_fiche_to_its_law(browser, base_url, javascript):
    context = browser.new_context(
        base_url=base_url, java_script_enabled=javascript, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto("/fr/")
    page.get_by_role("navigation", name="Les quatre piliers").get_by_role(
        "link", name="Sobriété"
    ).click()
    assert "pilier=sobriete" in page.url
    page.get_by_role("checkbox", name="Créativité").check()
    page.get_by_role("button", name="Appliquer").click()
    assert "pilier=sobriete" in page.url and "pilier=creativite" in page.url
    page.get_by_role("heading", level=3).get_by_role("link", name="Lyon").first.click()
    assert "99" in page.locator(".key-figures").inner_text()
    page.get_by_role("main").get_by_role("link", name="REEN").first.click()
    assert page.url.split("#")[0].endswith("/fr/lois/reen/")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/laws/reen/")
    context.close()


def test_the_skip_link_comes_first(page):
    page.goto("/fr/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.url.endswith("#contenu")
