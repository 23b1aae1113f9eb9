from .laws import LawIndexPage, LawPage, Obligation
from .resources import ResourceIndexPage, ResourceLaw, ResourcePage

__all__ = [
    "LawIndexPage",
    "LawPage",
    "Obligation",
    "ResourceIndexPage",
    "ResourceLaw",
    "ResourcePage",
]
