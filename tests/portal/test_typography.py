"""~ stands for a narrow no-break space (U+202F), _ for a no-break space (U+00A0)."""

import random
import re

import pytest
from django.template import Context, Template
from django.utils import translation

from portal.typography import MARKS, RULES, typeset_html, typeset_text
from tests.pages import every_page


def seen(text):
    return text.replace("\u202f", "~").replace("\u00a0", "_")


FRENCH_TEXT = [
    ("Quoi ? Oui ! Bien ; sûr : là", "Quoi~? Oui~! Bien~; sûr~: là"),
    ("Quoi? Oui! Bien; sûr: là", "Quoi~? Oui~! Bien~; sûr~: là"),
    ("Quoi\u00a0? Oui\u2009!\nvoici\n: là", "Quoi~? Oui~!\nvoici~: là"),
    ("Vraiment ?! Non!!", "Vraiment~?! Non~!!"),
    ("etc.: la suite… ? (ou non)?", "etc.~: la suite…~? (ou non)~?"),
    ("« mot » et «mot», « mot »!", "«~mot~» et «~mot~», «~mot~»~!"),
    ('un "mot", « un "mot" de plus »', "un «~mot~», «~un “mot” de plus~»"),
    ("l'eau, aujourd'hui, d'où; 'mot'", "l’eau, aujourd’hui, d’où~; ‘mot’"),
    ("en '68, 5' de plus", "en ’68, 5' de plus"),
    ("Attendre...", "Attendre…"),
    ("50 000 habitants, 3 950 tonnes", "50~000_habitants, 3~950_tonnes"),
    ("1 234 567,5 euros en 2021 300 fois", "1~234~567,5_euros en 2021 300_fois"),
    ("20 % ou 20% ou 3,5 ‰", "20~% ou 20~% ou 3,5~‰"),
    ("exprimé en % du total", "exprimé en % du total"),
    (
        "50€, 50 €, 12 k€, 3 millions d'euros",
        "50_€, 50_€, 12_k€, 3_millions d’euros".replace("millions d", "millions_d"),
    ),
    ("20 kWh, 5 °C, 30 m², 8 h, 12 Mo, 4 tCO₂e", "20_kWh, 5_°C, 30_m², 8_h, 12_Mo, 4_tCO₂e"),
    (
        "n° 2020-105, n°35, article 35, art. 4, p. 12",
        "n°_2020-105, n°_35, article_35, art._4, p._12",
    ),
    ("2 ans, 10 février 2020, 1er janvier", "2_ans, 10_février 2020, 1er_janvier"),
    ("l’article 35 s’applique, 20 m’importe", "l’article_35 s’applique, 20 m’importe"),
    ("M. Martin et Mme Durand", "M._Martin et Mme_Durand"),
    ("à 10:30, en 16:9, note C:D", "à 10:30, en 16:9, note C:D"),
    ("01 23 45 67 89, 75013", "01 23 45 67 89, 75013"),
    ("https://a.fr:8000/?a=b;c et www.a.fr/? ?", "https://a.fr:8000/?a=b;c et www.a.fr/?~?"),
    ("écrire à d'arc@exemple.fr : oui", "écrire à d'arc@exemple.fr~: oui"),
    (": au début ? ", ": au début~? "),
    ("", ""),
]
ENGLISH_TEXT = [
    ("What ? Yes ! Well ; so : there", "What? Yes! Well; so: there"),
    ("50 % or 50%, 10 ‰", "50% or 50%, 10‰"),
    ("It's the cities' \"own\" choice", "It’s the cities’ “own” choice"),
    ("'Smart' in the '90s, 1990's", "‘Smart’ in the ’90s, 1990’s"),
    ('a 27" screen, "a screen"', 'a 27" screen, “a screen”'),
    ("3,950 tonnes, 20 km, 2 years", "3,950_tonnes, 20_km, 2_years"),
    ("No. 2020-105, Article 25, p. 3", "No._2020-105, Article_25, p._3"),
    ("1 January 2025, 1st January", "1_January 2025, 1st_January"),
    ("a town – not a city – acts...", "a town_– not a city_– acts…"),
    ("10:30, 16:9, http://a.org/?b=c;d ?", "10:30, 16:9, http://a.org/?b=c;d?"),
]
# ⟨ and ⟩ stand for the isolate that keeps a number from left to right.
ARABIC_TEXT = [
    ("ملف «Ville durable»، Egis", "ملف «⟨Ville durable⟩»، Egis"),
    ("«مدينة Lyon»", "«مدينة Lyon»"),
    ("هل هذا صحيح ? نعم , وهذا ; وذاك : هنا !", "هل هذا صحيح؟ نعم، وهذا؛ وذاك: هنا!"),
    ('قال "كلمة" ثم « جملة » وقال «قولًا "فيه" قول»', "قال «كلمة» ثم «جملة» وقال «قولًا “فيه” قول»"),
    ("تمثل 99 % من البصمة و20% من النفايات", "تمثل ⟨99%⟩ من البصمة و⟨20%⟩ من النفايات"),
    ("القانون رقم 2020-105, المادة 35", "القانون رقم_⟨2020-105⟩، المادة_35"),
    ("50,000 نسمة و12.5 مليار يورو", "50,000_نسمة و12.5_مليار يورو"),
    ("الخطة 2026-2028, هاتف +33", "الخطة ⟨2026-2028⟩، هاتف ⟨+33⟩"),
    (
        "‎10 فبراير 2020, R-0004 (RGESN), 3DEXPERIENCE",
        "‎10_فبراير 2020، ⟨R-0004⟩ (RGESN)، 3DEXPERIENCE",
    ),
    ("https://a.fr/?a=1;b : نعم", "https://a.fr/?a=1;b: نعم"),
    ("Bretagne (3), Montreuil 93", "Bretagne\u200f (3)، Montreuil 93"),
]
FRENCH_HTML = [
    ("<p>« <b>mot</b> »</p>", "<p>«~<b>mot</b>~»</p>"),
    ("<p>«<b> mot </b>»</p>", "<p>«~<b>mot~</b>»</p>"),
    ("<p>mot <em>bis</em> ?</p>", "<p>mot <em>bis</em>~?</p>"),
    ("<p>mot <em>bis</em>?</p>", "<p>mot <em>bis</em>~?</p>"),
    ("<p>mot <a><em>bis</em> ou </a>: là</p>", "<p>mot <a><em>bis</em> ou~</a>: là</p>"),
    ("<p>«<a><em>bis</em></a>»</p>", "<p>«~<a><em>bis</em></a>~»</p>"),
    ("<b>20</b> % de <b>3 950</b> tonnes", "<b>20</b>~% de <b>3~950</b>_tonnes"),
    ('<p>"<b>mot</b> de l\'<i>eau</i>"</p>', "<p>«~<b>mot</b> de l’<i>eau</i>~»</p>"),
    # A space alone between two tags may be laid out as nothing: it stays as it is.
    ("<b>20</b> <i>km</i> <b>?</b>", "<b>20</b> <i>km</i> <b>?</b>"),
    # No rule reaches from a block to the next.
    ("<p>mot</p> <p>? non</p><p>un \"</p><p>deux\"</p>", "<p>mot</p> <p>? non</p><p>un &quot;</p><p>deux&quot;</p>"),
    ("<li>mot<br>; suite", "<li>mot<br>; suite"),
    # Attributes, comments, code, drawings, form values.
    ('<a title="Quoi ?" href="?a=1;b">Quoi ?</a>', '<a title="Quoi ?" href="?a=1;b">Quoi~?</a>'),
    ("<a title='a > \"b\" ?'>Quoi ?</a>", "<a title='a > \"b\" ?'>Quoi~?</a>"),
    ('<input value="Quoi ?" placeholder="l\'eau ?">', '<input value="Quoi ?" placeholder="l\'eau ?">'),
    ("<!-- Quoi ? <b> -->Quoi ?", "<!-- Quoi ? <b> -->Quoi~?"),
    *((f"<{name} a>l'eau : <b> ?</{name}>", f"<{name} a>l'eau : <b> ?</{name}>")
      for name in ("script", "style", "textarea", "pre", "code", "kbd", "samp", "var", "svg", "SCRIPT")),
    ("<svg><text>10 km ?</text></svg> ?", "<svg><text>10 km ?</text></svg>~?"),
    ("la commande <code>a ?</code> : oui", "la commande <code>a ?</code>~: oui"),
    ("<option>Quoi ?</option><option value=1>Quoi ?</option>", "<option>Quoi ?</option><option value=1>Quoi~?</option>"),
    ("voir https://a.fr/?a=1&amp;b=l'eau;c : là", "voir https://a.fr/?a=1&amp;b=l'eau;c~: là"),
    # Characters written out; & < > stay written out.
    ("l&#x27;eau &amp; la terre&nbsp;; 5 &lt; 6 ?", "l’eau &amp; la terre~; 5 &lt; 6~?"),
    ("&laquo;&nbsp;&eacute;t&eacute;&#160;&raquo; R&amp;D !", "«~été~» R&amp;D~!"),
    ("un &quot;mot&quot; de 27&quot;", "un «~mot~» de 27&quot;"),
    # Other languages.
    ('le <i lang="en">Why ? \'so\'</i> ?', "le <i lang=\"en\">Why? ‘so’</i>~?"),
    ('<p lang="en">Why ?<p lang="fr">Quoi ?</p></p>Oui !', '<p lang="en">Why?<p lang="fr">Quoi~?</p></p>Oui~!'),
    ('<b lang="en-GB"><b>Why ?</b> So !</b> Oui !', '<b lang="en-GB"><b>Why?</b> So!</b> Oui~!'),
    ('<div lang="de">Was ? <b>So !</b></div> Oui !', '<div lang="de">Was ? <b>So !</b></div> Oui~!'),
    ('<p lang="">Quoi ?</p><p translate="no" lang="en">Quoi ?</p>', '<p lang="">Quoi ?</p><p translate="no" lang="en">Quoi ?</p>'),
    ('<a hreflang="en" data-lang="en">Quoi ?</a>', '<a hreflang="en" data-lang="en">Quoi~?</a>'),
    ('<i lang="en">nobody closes it ?', '<i lang="en">nobody closes it~?'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "set_"), FRENCH_TEXT)
def test_french_text(written, set_):
    assert seen(typeset_text(written, "fr")) == set_


@pytest.mark.parametrize(("written", "set_"), ENGLISH_TEXT)
def test_english_text(written, set_):
    assert seen(typeset_text(written, "en")) == set_


@pytest.mark.parametrize(("written", "set_"), ARABIC_TEXT)
def test_arabic_text(written, set_):
    shown = seen(typeset_text(written, "ar"))
    assert shown.replace("\u2066", "⟨").replace("\u2069", "⟩") == set_


@pytest.mark.parametrize(("written", "set_"), FRENCH_HTML)
def test_html(written, set_):
    assert seen(typeset_html(written, "fr")) == set_


def test_english_html():
    html = "<p>What <b>for</b> ? <i>20</i> % of <b>3</b> km&nbsp;; 'so'</p>"
    assert (
        seen(typeset_html(html, "en")) == "<p>What <b>for</b>? <i>20</i>% of <b>3</b>_km; ‘so’</p>"
    )


def test_a_language_without_rules_keeps_its_text():
    html = "<p>Was ?<b lang='fr'>Quoi ?</b></p>"
    assert seen(typeset_html(html, "de")) == "<p>Was ?<b lang='fr'>Quoi~?</b></p>"
    assert typeset_text("Was ?", "de") == "Was ?"
    assert seen(typeset_text("Quoi ?", "fr-ca")) == "Quoi~?"


@pytest.mark.parametrize("mark", ["\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"])
def test_what_html_refuses_is_left_alone(mark):
    assert typeset_html(f"<p>Quoi ? {mark}</p>", "fr") == f"<p>Quoi ? {mark}</p>"
    assert typeset_text(f"Quoi ? {mark}", "fr") == f"Quoi ? {mark}"


PIECES = [
    *" \u00a0\u202f\n;:!?%«»“”‘’'\"().,-–—…€°/@&1290",
    "mot", "l'eau", "50 000", "n°", "article", "kWh", "M.", "Mme", "...", "http://a.fr/?b;c", "d'arc@a.fr",
    "<b>", "</b>", "<i>", "</i>", "<p>", "</p>", "<br>", '<a title="l\'eau ?">', "</a>", "<!-- ? -->",
    '<span lang="en">', "</span>", '<p translate="no">', "<code>a ?</code>", "<svg><text>1 %</text></svg>",
    "مدينة", "نسمة", "رقم", "،", "2020-105", "&amp;", "&#x27;", "&quot;", "&nbsp;", "&lt;", "<option>", "</option>", " ", " ", " ",
]  # fmt: skip


def samples(count):
    """The same on every run: pieces of pages thrown together."""
    dice = random.Random(20201105)
    return ["".join(dice.choices(PIECES, k=dice.randint(1, 24))) for _ in range(count)]


def tags(html):
    return re.findall(r"<[^>]*>", html)


@pytest.mark.parametrize("language", RULES)
def test_twice_is_once_and_no_tag_is_lost(language):
    """On four thousand pages that no sane editor would write."""
    for html in samples(4000):
        once = typeset_html(html, language)
        assert typeset_html(once, language) == once, html
        assert tags(once) == tags(html), html
        assert not MARKS.search(once), html
        text = re.sub(r"<[^>]*>", "", html)
        once = typeset_text(text, language)
        assert typeset_text(once, language) == once, text


def test_words_and_numbers_are_never_changed():
    """Only spaces, quotes, apostrophes and dots are: the letters and digits stay, in order."""
    for html in samples(2000):
        kept = re.sub(r"&quot;|&nbsp;|&#x27;|\W", "", html)
        assert re.sub(r"&quot;|&nbsp;|&#x27;|\W", "", typeset_html(html, "fr")) == kept, html


def render(source, language="fr", **context):
    with translation.override(language):
        return seen(Template("{% load portal %}" + source).render(Context(context)))


def test_the_filter_reads_html_and_plain_text():
    page = '{% filter typeset %}<p title="Quoi ?">{{ word }} ?</p>{% endfilter %}'
    assert (
        render(page, word="L'eau & <la> terre")
        == '<p title="Quoi ?">L’eau &amp; &lt;la&gt; terre~?</p>'
    )
    assert render(page, "en", word="Water") == '<p title="Quoi ?">Water?</p>'
    assert render("{{ text|typeset }}", text="<b> & l'eau ?") == "&lt;b&gt; &amp; l’eau~?"
    assert render('{{ text|typeset:"en" }}', text="What ?") == "What?"


def test_the_filter_never_ends_an_attribute():
    source = '<meta content="{% filter typeset %}{{ text }}{% endfilter %}">'
    assert render(source, text='27" & l\'eau "x') == '<meta content="27&quot; &amp; l’eau &quot;x">'


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_is_set(client, language):
    """Nothing is left to set in a page, nor in what a search engine reads of it."""
    for page in every_page(language):
        html = client.get(page.url).content.decode()
        body = html[html.index("<body") :]
        assert typeset_html(body, language) == body, page.url
        for text in re.findall(r'<title>([^<]*)|<meta name="description" content="([^"]*)', html):
            assert typeset_html("".join(text), language) == "".join(text), page.url
