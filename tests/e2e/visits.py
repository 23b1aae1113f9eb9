"""What a visitor's browser receives and keeps: one cold visit of a page, then a second one."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from portal import ecoindex

PROBE = Path(__file__).with_name("probe.js")
FOOTER = re.compile(r"(\d+)\s(?:ko|kB|كيلوبايت)\D+(\d+)\D+(\d+)\D+EcoIndex\s(\d+)")


@dataclass(frozen=True)
class Request:
    url: str
    kind: str  # Document, Stylesheet, Script, Font, Image…
    bytes: int  # received, compressed and with its headers; 0 from the browser's own cache


@dataclass(frozen=True)
class Visit:
    path: str
    status: int
    csp: str
    requests: list[Request]
    again: list[Request]  # of a second visit, the cache being full
    page: dict  # what probe.js found: elements, scripts, inline, violations, kept
    cookies: list
    messages: list[str]
    failures: list[str]  # other files than the page itself
    footer: str

    def kilobytes_of(self, kind):
        """A kilobyte is 1,000 bytes."""
        return sum(request.bytes for request in self.requests if request.kind == kind) / 1000

    @property
    def kilobytes(self):
        return sum(request.bytes for request in self.requests) / 1000

    @property
    def kilobytes_again(self):
        return sum(request.bytes for request in self.again) / 1000

    @property
    def html(self):
        return self.kilobytes_of("Document")

    @property
    def css(self):
        return self.kilobytes_of("Stylesheet")

    @property
    def javascript(self):
        return self.kilobytes_of("Script")

    @property
    def has_photo(self):
        return any(
            request.kind == "Image" and "/media/" in request.url for request in self.requests
        )

    @property
    def request_count(self):
        return len(self.requests)

    @property
    def elements(self):
        return self.page["elements"]

    @property
    def ecoindex(self):
        return ecoindex.score(self.elements, self.request_count, self.kilobytes)

    @property
    def said(self):
        """(kilobytes, requests, elements, EcoIndex) as the page's own footer says them, or None."""
        found = FOOTER.search(re.sub(r"(?<=\d)[\s,](?=\d{3}\b)", "", self.footer))
        return found and tuple(map(int, found.groups()))


class Listener:
    """What one page asks for, as Chromium's own protocol counts it."""

    def __init__(self, page):
        self.pending, self.sent, self.received, self.kinds = set(), {}, {}, {}
        protocol = page.context.new_cdp_session(page)
        protocol.on("Network.requestWillBeSent", self.on_request)
        protocol.on("Network.loadingFinished", self.on_end)
        protocol.on("Network.loadingFailed", self.on_end)
        protocol.send("Network.enable")

    def on_request(self, event):
        self.pending.add(event["requestId"])
        self.sent[event["requestId"]] = event["request"]["url"]
        self.kinds[event["requestId"]] = event.get("type", "Other")

    def on_end(self, event):
        self.pending.discard(event["requestId"])
        self.received[event["requestId"]] = int(event.get("encodedDataLength", 0))

    def requests(self, page):
        """All that was asked for until now, once it has arrived; then forgets it."""
        while self.pending:
            page.wait_for_timeout(5)
        requests = [
            Request(url, self.kinds[key], self.received[key])
            for key, url in self.sent.items()
            if not url.startswith("data:")
        ]
        self.sent, self.received, self.kinds = {}, {}, {}
        # The icon, when both the browser and probe.js asked for it: once from the browser's cache.
        received = {request.url for request in requests if request.bytes}
        return [request for request in requests if request.bytes or request.url not in received]


def load(page, path):
    """Goes there and down to the foot, so that lazy images come too; asks for the icon.

    Not every Chromium shows when it asks for the icon itself, nor does it before the page is there.
    """
    response = page.goto(path)
    page.evaluate("probe.everything()")
    return response


def visit(browser, site_url, path) -> Visit:
    # On a fine screen, for which a page sends its largest photos.
    context = browser.new_context(
        base_url=site_url, viewport={"width": 1280, "height": 800}, device_scale_factor=2
    )
    context.add_init_script(path=PROBE)
    page = context.new_page()
    messages, failures = [], []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on(
        "response",
        lambda response: response.status < 400 or failures.append(response.url),
    )
    listener = Listener(page)
    response = load(page, path)
    requests = listener.requests(page)
    found = page.evaluate("probe.found()")
    footer = page.locator("footer").last.inner_text()
    page.goto("about:blank")
    load(page, path)
    again = listener.requests(page)
    cookies = context.cookies()
    context.close()
    address = f"{site_url}{path}"
    return Visit(
        path=path,
        status=response.status,
        csp=response.headers.get("content-security-policy", ""),
        requests=requests,
        again=again,
        page=found,
        cookies=cookies,
        # Chromium tells of a page that answers 404; that is the very page visited.
        messages=[text for text in messages if response.status == 200 or "404" not in text],
        failures=[url for url in failures if url != address],
        footer=footer,
    )


def expect_none(wrong: dict):
    """Fails with all that was found wrong, one line a page, which pytest would cut short."""
    if wrong:
        lines = [f"{name}: {found}" for name, found in wrong.items()]
        pytest.fail("\n".join([f"{len(wrong)} wrong:", *lines]), pytrace=False)


def table(visits) -> str:
    """A Markdown table of the measures of all pages."""
    lines = [
        "| page | kB | requests | HTML | CSS | JS | elements | EcoIndex | again |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, seen in visits.items():
        lines.append(
            f"| {name} | {seen.kilobytes:.1f} | {seen.request_count} | {seen.html:.1f} "
            f"| {seen.css:.1f} | {seen.javascript:.1f} | {seen.elements} | {seen.ecoindex} "
            f"| {seen.kilobytes_again:.1f} |"
        )
    return "\n".join(lines) + "\n"
