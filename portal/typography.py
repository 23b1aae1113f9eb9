"""The typography of each language, set as a page is rendered: French spaces, quotes, apostrophes.

Editors type what their keyboard has; what a reader gets is decided here, once (docs/typography.md).
Only the text of a page is touched: never a tag, an attribute, an address, code or a drawing, nor
what is written in a language whose rules are not here. Doing it twice changes nothing more.

Sources: Lexique des règles typographiques en usage à l’Imprimerie nationale; New Hart’s Rules; for
the numbers of a right-to-left text, Unicode’s bidirectional algorithm (UAX 9, W2 to W6).
"""

import re
from functools import lru_cache
from html import unescape

NARROW, WIDE = "\u202f", "\u00a0"  # the two spaces where a line never breaks
# Around what is read from left to right in a text that is not: <bdi> as characters, so that it
# costs no element and holds in a title, a description and on paper.
ISOLATE, END = "\u2066", "\u2069"
RIGHT = "\u200f"  # no letter, but read as one of a right-to-left script

# What stands for the parts of a page that are not text, while its text is set. Unicode keeps
# these four for such use, and HTML refuses them: no page holds any.
TAG = "\ufdd0"  # an inline tag: words go on through it
OPAQUE = "\ufdd1"  # what is read but not touched: code, a link written out, another language
GAP = "\ufdd2"  # inline tags, then a space and nothing else before the next tag
BREAK = "\ufdd3"  # a block: no rule reaches across
ALL_MARKS = frozenset((TAG, OPAQUE, GAP, BREAK))
MARKS = re.compile(f"[{TAG}{OPAQUE}{GAP}{BREAK}]")

SPACE = f"[ \t\n\r\f{WIDE}\u2009{NARROW}]"
TAGS = f"{TAG}*+"
# Where a word may end, and what may follow the sign after it.
WORD = rf'[\w)\]”’»"…%°€.{OPAQUE}]'
AFTER = rf'(?=[;:!?]*+(?:[\s{TAG}{OPAQUE}{GAP}{BREAK}”»")\],.]|\Z))'
INSIDE = rf"[^\s{GAP}{BREAK}]"  # not at the start of a line
START = rf"[\s(\[«“‘—–{GAP}{BREAK}]"

UNITS = (
    "[€$£]|[kM]€|°C?|[cdkm]?m[²³]?|km²|km/h|ha|[kmµ]?g|t|[cm]?l|[kMGT]?Wh?|[kMGTP]?[oB]|[kMG]?Hz|"
    "[kMGT]?bit/s|h|min|m?s|dB|ppm|px|(?:[kMG]?[tg])?CO₂(?:e|éq|eq)?"
)
FRENCH_UNITS = (
    "ans?|années?|mois|semaines?|jours?|heures?|minutes?|secondes?|siècles?|habitante?s?|hab\\.|"
    "personnes?|foyers?|logements?|communes?|collectivités|villes?|agents?|élèves?|entreprises?|"
    "ordinateurs?|équipements?|appareils?|serveurs?|tonnes?|kilos?|kilogrammes?|grammes?|"
    "kilomètres?|mètres?|hectares?|litres?|degrés?|points?|fois|euros?|centimes?|dollars?|"
    "millions?|milliards?|octets?|(?:kilo|méga|giga|téra)octets?|(?:kilo|méga|giga|téra)wattheures?|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
ENGLISH_UNITS = (
    "years?|months?|weeks?|days?|hours?|minutes?|seconds?|inhabitants|people|households|homes|"
    "municipalities|communes?|cities|towns|pupils|companies|computers|devices|servers|items|"
    "tonnes?|tons?|kilograms?|grams?|kilometres?|met(?:re|er)s?|hectares?|lit(?:re|er)s?|degrees?|"
    "points?|times|euros?|cents?|dollars?|pounds?|thousand|million|billion|bytes?|"
    "(?:kilo|mega|giga|tera)(?:bytes?|watt-hours?)|January|February|March|April|May|June|July|"
    "August|September|October|November|December"
)
ARABIC_UNITS = (
    "نسمة|ساكن|شخص|بلدية|مدينة|حاسوب|جهاز|يورو|دولار|ألف|آلاف|مليون|مليار|بالمئة|كيلوبايت|طن|كيلومتر|"
    "متر|هكتار|سنة|عام|أعوام|سنوات|شهر|أشهر|يومًا|أيام|ساعة|"
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر"
)
# After these words, a number stays on their line; [] holds either case of a first letter.
FRENCH_LABELS = (
    "[nN]°", "[aA]rticle", "[aA]rticles", "[aA]rt\\.", "[pP]age", "[pP]ages", "\\b[pP]\\.",
    "[cC]hapitre", "[aA]nnexe", "[fF]igure", "[tT]ableau", "[vV]olume", "\\b[tT]ome", "§", "\\bODD",
    "[cC]ritère", "[cC]ritères",
)  # fmt: skip
ENGLISH_LABELS = (
    "\\b[nN]o\\.", "\\b[nN]os\\.", "[aA]rticle", "[aA]rticles", "[sS]ection", "[pP]age", "[pP]ages",
    "\\b[pP]\\.", "[cC]hapter", "\\b[aA]nnex", "[fF]igure", "[tT]able", "[vV]olume", "§", "\\bSDG",
    "[cC]riterion", "[cC]riteria",
)  # fmt: skip
ARABIC_LABELS = ("رقم", "المادة", "الصفحة", "المعيار", "الشكل", "الجدول", "الفصل")


def after_any(labels):
    """The space that one of these words precedes and a number follows."""
    return rf"{SPACE}(?=[0-9])(?:{'|'.join(f'(?<={label}.)' for label in labels)})"


def before_unit(units):
    """A number, and the space before its unit."""
    return rf"([0-9](?:er|st|nd|rd|th)?{TAGS}){SPACE}+(?={TAGS}(?:{units})(?![\w’'-]))"


def thousands(match):
    return re.sub(SPACE, NARROW, match[0])


def opening(match):
    """One space inside «, before any tag that follows."""
    return f"«{NARROW}{re.sub(SPACE, '', match[0][1:])}"


def french_quotes(match):
    """« » at the first level, “ ” inside."""
    before = match.string[: match.start()].rpartition(BREAK)[2]
    inside = before.count("«") > before.count("»")
    return f"“{match[1]}”" if inside else f"«{match[1]}»"


def isolated(match):
    """A number kept in one piece: among Arabic letters, 99% would show as %99, 2020-105 as 105-2020."""
    number = re.sub(SPACE, "", match[0])
    whole = number.replace(",", "").replace(".", "").isdecimal()
    return match[0] if whole else f"{ISOLATE}{number}{END}"


STRAIGHT_QUOTES = rf'"(?<![\w"»”]")(?=\S)([^"«»“”{BREAK}]++(?<=\S))"(?!\w)'
# In order. Each pattern starts with what is rare, so that the text is only skimmed.
COMMON = [
    (r"\.\.\.(?<!\.\.\.\.)(?!\.)", "…"),
    # ’68, an opening ‘, then every other one, save the minutes and feet of 5' and addresses.
    (rf"'(?<={START}')(?=\d\ds?\b)", "’"),
    (rf"'(?:(?<={START}')|(?<={START}{TAG}')|(?<!.'))(?=[\w{TAG}{OPAQUE}])", "‘"),
    (r"'(?:(?<!\d')|(?=s\b))(?![\w.+-]*+@)", "’"),
]
FRENCH = [
    (STRAIGHT_QUOTES, french_quotes),
    *COMMON,
    (rf"[0-9](?<![\d.,:/-]\d)\d{{0,2}}(?:{SPACE}\d{{3}}(?!\d))+", thousands),
    (r"([€£])(?<=\d.)", rf"{WIDE}\1"),
    (before_unit(f"{UNITS}|{FRENCH_UNITS}"), rf"\1{WIDE}"),
    (r"°(?<=[nN]°)(?=\d)", f"°{WIDE}"),
    (after_any(FRENCH_LABELS), WIDE),
    (rf"illi(on|ard)(s?){SPACE}(?=d’)", rf"illi\1\2{WIDE}"),  # millions d’euros
    (rf"M(?<!\w.)(M?\.|mes?){SPACE}(?=[A-ZÀ-Þ])", rf"M\1{WIDE}"),
    (rf"([0-9])({TAGS}){SPACE}*({TAGS})(?=[%‰](?!\w))", rf"\1\2{NARROW}\3"),
    (rf"«(?:{SPACE}|{TAG})*+", opening),
    (rf"{SPACE}(?<={INSIDE}.){SPACE}*({TAGS})(?=[;:!?»])", rf"{NARROW}\1"),
    (rf"([;:!?])(?<={WORD}.){AFTER}", rf"{NARROW}\1"),
    (rf"»(?<=[^\s{TAG}{GAP}{BREAK}].)", f"{NARROW}»"),
    (rf"{TAG}(?<={WORD}.)({TAGS})(?:([;:!?]){AFTER}|(»))", rf"{TAG}\1{NARROW}\2\3"),
]
ENGLISH = [
    *COMMON,
    (before_unit(f"{UNITS}|{ENGLISH_UNITS}"), rf"\1{WIDE}"),
    (after_any(ENGLISH_LABELS), WIDE),
    (rf"([0-9]{TAGS}){SPACE}+(?={TAGS}[%‰](?!\w))", r"\1"),
    (rf"{SPACE}(?<={INSIDE}.){SPACE}*(?=[;:!?]{AFTER})", ""),
    (rf"{SPACE}(?<={INSIDE}.)(?=–{SPACE})", WIDE),  # no line starts with a dash
    (STRAIGHT_QUOTES, r"“\1”"),
]
ARABIC_LETTER = "[\u0621-\u0652\u0670-\u06d3]"
ARABIC = [
    (rf"{ISOLATE}((?:R-)?[0-9.,:/%‰+−–-]*){END}", r"\1"),  # set again at the end
    *COMMON,
    (rf"«{SPACE}+", "«"),
    (rf"{SPACE}+»", "»"),
    (rf"{SPACE}(?<={INSIDE}.){SPACE}*(?=[,;:!?،؛؟](?:[\s{TAG}{OPAQUE}{GAP}{BREAK}»)\x22]|\Z))", ""),
    (STRAIGHT_QUOTES, french_quotes),
    (rf",(?=[\s{GAP}]|\Z)", "،"),
    (rf";(?=[\s{GAP}]|\Z)", "؛"),
    (rf"\?(?<={ARABIC_LETTER}.|[»{TAG}0-9%‰].)", "؟"),
    (before_unit(f"{UNITS}|{ARABIC_UNITS}"), rf"\1{WIDE}"),
    (after_any(ARABIC_LABELS), WIDE),
    # A count after a Latin name follows it, from right to left: « Bretagne (3) », « <a>Bretagne</a> 3 ».
    (rf"(?<=[A-Za-zÀ-ɏ])({TAGS})(?={SPACE}\([0-9])", rf"\1{RIGHT}"),
    (rf"{TAG}(?<=[A-Za-zÀ-ɏ].)({TAGS})(?={SPACE}[0-9])", rf"{TAG}\1{RIGHT}"),
    # A title in Latin letters, without which its marks and what follows it would join it.
    (
        rf"«([^«»{ISOLATE}\u0600-\u06ff]*[A-Za-zÀ-ɏ][^«»{ISOLATE}\u0600-\u06ff]*)»",
        rf"«{ISOLATE}\1{END}»",
    ),
    (rf"(?<![{ISOLATE}\w])R-[0-9]{{4,}}(?!\w)", rf"{ISOLATE}\g<0>{END}"),
    (rf"(?<![A-Za-z0-9À-ɏ.,/:+−–-])[+−-]?[0-9](?:[0-9.,/:–-]*[0-9])?(?:{SPACE}?[%‰])?", isolated),
]
RULES = {
    language: [(re.compile(pattern, re.DOTALL), replacement) for pattern, replacement in rules]
    for language, rules in (("fr", FRENCH), ("en", ENGLISH), ("ar", ARABIC))
}

ADDRESSES = (r"https?://[^\s<>«»“”]+", r"www\.[^\s<>«»“”]+")
ADDRESS = re.compile(f"({'|'.join(ADDRESSES)})")
# Taken whole, up to their end: what they hold is no text of the page.
WHOLE = ("script", "style", "textarea", "pre", "code", "kbd", "samp", "var", "svg", "math")
ENTIRE = "|".join(rf"{name}(?=[\s>]).*?</{name}" for name in WHOLE)
# Each alternative starts with a letter of its own, so that the page is only skimmed.
TOKEN = re.compile(
    rf"""(
    <(?:(?i:{ENTIRE})\s*
      |/?[a-zA-Z][^>"']*+(?:(?:"[^"]*"|'[^']*')[^>"']*+)*+
      |!--.*?--|![^>]*
    )>(?:[ \t\n\r\f]+(?=<))?
    |&(?:\#\d+|\#[xX][0-9a-fA-F]+|[a-zA-Z]\w*);
    |{"|".join(ADDRESSES)}
    )""",
    re.VERBOSE | re.DOTALL,
)
NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
READ_INLINE = {"code", "img", "kbd", "math", "samp", "svg", "var"}
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "button", "cite", "data", "del", "dfn", "em", "font", "i", "ins",
    "label", "mark", "q", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr",
}  # fmt: skip
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
SCOPE = "\ufdd4"  # an element with a language of its own
LANGUAGE = re.compile(r"""\slang\s*=\s*["']?([\w-]*)""")
UNTRANSLATED = re.compile(r"""\stranslate\s*=\s*["']?no\b""")


@lru_cache(maxsize=2048)
def mark_of(token):
    """What stands for a token of HTML while the text is set; for an entity, its character."""
    if token[0] == "&":
        character = unescape(token)
        return OPAQUE if character in ("&", "<", ">", token) else character
    if token[0] != "<":
        return OPAQUE  # an address
    tag = NAME.match(token)
    opens = tag and not tag[1] and tag[2] not in VOID and tag[2] not in WHOLE
    return SCOPE if opens and scope_of(token) is not None else mark_of_tag(token)


def mark_of_tag(token):
    """That of a tag, or of a comment, whatever its language."""
    tag = NAME.match(token)
    name = tag[2].lower() if tag else ""
    if name in INLINE or not name:
        return TAG if token[-1] == ">" else GAP
    return OPAQUE if name in READ_INLINE else BREAK


def scope_of(tag):
    """The language that an opening tag sets, "" for one never to be touched, or None."""
    if tag.startswith("<option") and "value=" not in tag:  # its text is what the form sends
        return ""
    if UNTRANSLATED.search(tag):
        return ""
    language = LANGUAGE.search(tag)
    return language and language[1].partition("-")[0].lower()


class Verbatim(str):
    """Somebody else's words in any text, a postal address: no rule is theirs, nor the direction around."""

    def __new__(cls, text):
        return super().__new__(cls, f"{ISOLATE}{text}{END}")


def set_text(text, language):
    """The text with the rules of its language; untouched in a language that has none here."""
    for pattern, replacement in RULES.get(language.partition("-")[0], ()):
        text = pattern.sub(replacement, text)
    return text


def interleave(texts, pieces):
    whole = [""] * (len(texts) + len(pieces))
    whole[::2], whole[1::2] = texts, pieces
    return "".join(whole)


def typeset_text(text, language):
    """Plain text, for what holds no HTML: a title, a description, a feed."""
    if isinstance(text, Verbatim) or any(mark in text for mark in ALL_MARKS):
        return text
    parts = ADDRESS.split(text)
    text = set_text(OPAQUE.join(parts[::2]), language)
    return interleave(MARKS.split(text), parts[1::2])


def typeset_html(html, language):
    """A page or a part of it, each text in the typography of its own language.

    `language` is that of the text around; an element's lang="" sets another, translate="no" none.
    """
    if any(mark in html for mark in ALL_MARKS):
        return html
    parts = TOKEN.split(html)
    return typeset_parts(parts[::2], parts[1::2], language)


def typeset_parts(texts, tokens, language):
    """HTML cut into texts and the tokens between them."""
    marks = list(map(mark_of, tokens))
    if SCOPE in marks:
        set_scopes(texts, tokens, marks, language)
    text = set_text(interleave(texts, marks), language)
    # In an attribute too, where a quote that no rule has set would end it.
    text = text.replace('"', "&quot;")
    pieces = [token for token, mark in zip(tokens, marks, strict=True) if mark in ALL_MARKS]
    return interleave(MARKS.split(text), pieces)


def set_scopes(texts, tokens, marks, language):
    """Sets each element in another language, in place, and makes one token of it."""
    while SCOPE in marks:
        first = marks.index(SCOPE)
        name = NAME.match(tokens[first])[2]
        own = scope_of(tokens[first])
        last = closing(tokens, first, name)
        if own == language or last is None:
            marks[first] = mark_of_tag(tokens[first])
            continue
        inside = slice(first + 1, last)
        html = typeset_parts(texts[first + 1 : last + 1], tokens[inside], own)
        mark = mark_of_tag(tokens[last])
        marks[first : last + 1] = [OPAQUE if mark == TAG else mark]
        tokens[first : last + 1] = [tokens[first] + html + tokens[last]]
        del texts[first + 1 : last + 1]


def closing(tokens, first, name):
    """Where the element that opens at `first` ends; None when nobody closed it."""
    depth = 0
    for index in range(first, len(tokens)):
        tag = NAME.match(tokens[index])
        if tag and tag[2] == name:
            depth += -1 if tag[1] else 1
            if not depth:
                return index
    return None
