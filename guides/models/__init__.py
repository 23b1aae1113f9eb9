from .concerned import ConcernedPage
from .laws import LawIndexPage, LawPage, Obligation
from .resources import ResourceIndexPage, ResourceLaw, ResourcePage

__all__ = [
    "ConcernedPage",
    "LawIndexPage",
    "LawPage",
    "Obligation",
    "ResourceIndexPage",
    "ResourceLaw",
    "ResourcePage",
]
