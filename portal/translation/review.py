"""An editor vouches for a translation: having read what is published beside its original."""

from django.utils import timezone

from portal.models import TranslationPassport

from .passports import state_of

State = TranslationPassport.State
REFUSALS = {
    State.MANQUANTE: "Il n’y a pas encore de page à relire dans cette langue.",
    State.COPIE: "Cette page est une copie de l’original : traduisez-la d’abord.",
    State.BROUILLON: "Cette page n’est pas publiée : on relit ce que le visiteur lit.",
    State.PERIMEE: "L’original a changé depuis : mettez d’abord la traduction à jour.",
    State.INCOMPLETE: "Une partie du texte n’est pas traduite : traduisez-la d’abord.",
}
PERMISSION = "portal.review_translation"


def refusal(passport):
    """Why nobody can vouch for it as it stands, "" where somebody can."""
    return REFUSALS.get(passport.state, "")


def mark(passport, user):
    """Notes that this user has read the translation again, as it stands. ValueError: see `refusal`."""
    if why := refusal(passport):
        raise ValueError(why)
    passport.reviewed_at, passport.reviewed_by = timezone.now(), user
    passport.reviewed = passport.content
    passport.state, passport.since = state_of(passport)
    passport.save()
