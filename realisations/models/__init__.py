from .dossiers import (
    DossierIndexPage,
    DossierLaw,
    DossierPage,
    DossierPartner,
    DossierPillar,
    DossierRealisation,
    Recommendation,
)
from .index import RealisationIndexPage
from .organisations import OrganisationIndexPage, OrganisationPage
from .parts import Link, Participation, PillarContribution, Place
from .realisations import RealisationPage, RealisationPageQuerySet
from .tools import ComparisonPage, MapPage, SelectionPage

__all__ = [
    "ComparisonPage",
    "DossierIndexPage",
    "DossierLaw",
    "DossierPage",
    "DossierPartner",
    "DossierPillar",
    "DossierRealisation",
    "Link",
    "MapPage",
    "OrganisationIndexPage",
    "OrganisationPage",
    "Participation",
    "PillarContribution",
    "Place",
    "RealisationIndexPage",
    "RealisationPage",
    "RealisationPageQuerySet",
    "Recommendation",
    "SelectionPage",
]
