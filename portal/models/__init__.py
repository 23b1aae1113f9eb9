from .base import BasePage, BasePageForm, BasePageQuerySet, FacetedPage, IndexPage
from .catalogue import CatalogueChange, CatalogueRow, CatalogueState, PageKind, Synonym
from .demo import DemoItem
from .glossary import GlossaryPage, GlossaryTerm
from .media import PortalImage, PortalRendition
from .pages import ContentPage, HomePage, SearchPage, SitemapPage
from .site import Partner, SiteSettings
from .taxonomy import OrganisationType, Pillar, Scale, Term, TerritoryType, Theme
from .translation import TranslationPassport
from .users import User

__all__ = [
    "BasePage",
    "BasePageForm",
    "BasePageQuerySet",
    "CatalogueChange",
    "CatalogueRow",
    "CatalogueState",
    "ContentPage",
    "DemoItem",
    "FacetedPage",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "IndexPage",
    "OrganisationType",
    "PageKind",
    "Partner",
    "Pillar",
    "PortalImage",
    "PortalRendition",
    "Scale",
    "SearchPage",
    "SiteSettings",
    "SitemapPage",
    "Synonym",
    "Term",
    "TerritoryType",
    "Theme",
    "TranslationPassport",
    "User",
]
