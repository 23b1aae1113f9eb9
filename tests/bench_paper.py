"""`make bench-paper`: what composing documents costs and weighs, on the demo content.

Processor time of the first document of a process, its fonts and templates read, then of the next;
the weight with the photos that there are, without them, and with one of the heaviest a fiche.
"""

import os
import sys
import time

import django


def measure(asked, heaviest=None):
    """(seconds of processor, pages, bytes, bytes of photos) of an Order's document."""
    from realisations.dossiers.composition import compose
    from realisations.dossiers.content import document
    from tests.realisations.printed import opened

    started = time.process_time()
    content, files = document(asked)
    if heaviest:
        for fiche in content["fiches"]:
            name = f"{fiche['reference']}.jpg"
            files[name] = heaviest + fiche["reference"].encode()  # none like another
            fiche["photo"] = {"file": name, "alt": "x", "credit": "x"}
    pdf = compose(content, files)
    spent = time.process_time() - started
    return spent, len(opened(pdf).pages), len(pdf), sum(map(len, files.values()))


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    django.setup()
    from PIL import Image

    from realisations.dossiers import images
    from realisations.dossiers.orders import DOSSIER, FICHE, SELECTION
    from tests.bench import machine
    from tests.realisations.printed import order_of

    noise = Image.effect_noise((1500, 1000), 60).convert("RGB")
    heaviest = images.smallest(images.fitted(noise, (0.5, 0.5)))
    five = ("lyon", "la-rochelle", "nantes", "merlin", "montrouge")
    documents = [
        ("dossier, 10 fiches, première", (DOSSIER, "fr"), None),
        ("dossier, 10 fiches", (DOSSIER, "fr"), None),
        ("dossier, 10 fiches, en anglais", (DOSSIER, "en"), None),
        ("dossier, 10 photos des plus lourdes", (DOSSIER, "fr"), heaviest),
        ("sélection, 5 fiches", (SELECTION, "fr", five), None),
        ("fiche, avec photo", (FICHE, "fr", ("3dexperience",)), None),
        ("fiche, sans photo", (FICHE, "fr", ("lyon",)), None),
    ]
    out = sys.stdout.write
    out(
        f"{machine()}\n\n| Document | Processeur | Pages | Poids | dont photos |\n|---|---|---|---|---|\n"
    )
    for name, asked, photo in documents:
        spent, pages, weight, photos = measure(order_of(*asked), photo)
        told = (f"{number / 1000:.0f} ko" for number in (weight, photos))
        out(f"| {name} | {spent:.2f} s | {pages} | {' | '.join(told)} |\n".replace(".", ","))


if __name__ == "__main__":
    main()
