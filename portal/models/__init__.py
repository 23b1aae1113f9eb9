from .base import BasePage, BasePageForm, BasePageQuerySet, FacetedPage, IndexPage
from .demo import DemoItem
from .media import PortalImage, PortalRendition
from .pages import ContentPage, HomePage, SearchPage, SitemapPage
from .site import Partner, SiteSettings
from .taxonomy import OrganisationType, Pillar, Scale, Term, TerritoryType, Theme
from .users import User

__all__ = [
    "BasePage",
    "BasePageForm",
    "BasePageQuerySet",
    "ContentPage",
    "DemoItem",
    "FacetedPage",
    "HomePage",
    "IndexPage",
    "OrganisationType",
    "Partner",
    "Pillar",
    "PortalImage",
    "PortalRendition",
    "Scale",
    "SearchPage",
    "SiteSettings",
    "SitemapPage",
    "Term",
    "TerritoryType",
    "Theme",
    "User",
]
