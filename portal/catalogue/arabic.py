"""The roots of Arabic words: what is written onto a word is taken off, and no more.

Source: light10, in L. S. Larkey, L. Ballesteros and M. E. Connell, “Light Stemming for Arabic
Information Retrieval” (Arabic Computational Morphology, 2007). Snowball's stemmer for Arabic takes
the first letter of « بيانات » for a preposition, and finds it nowhere. A broken plural (« مدينة »,
« مدن ») is another word to both: editors tie the two as synonyms.
"""

PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # folded: ta marbuta is a ha
SHORTEST = 2  # letters that must stay


def light_roots(word):
    """The word, folded, without conjunction and article; the same without its endings too."""
    if word.startswith("و") and len(word) > SHORTEST + 1:
        word = word[1:] if word[1:].startswith(PREFIXES) or len(word) > 4 else word
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + SHORTEST:
            word = word.removeprefix(prefix)
            break
    bare = word
    for suffix in SUFFIXES:
        if bare.endswith(suffix) and len(bare) >= len(suffix) + SHORTEST:
            bare = bare.removesuffix(suffix)
    return {word, bare}
