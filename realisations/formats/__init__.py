"""The réalisations and the dossiers in other forms than HTML: see `portal.exports`."""

from .dossier import DossierRecords
from .fiche import FicheRecords
from .lists import RealisationExport, export

__all__ = ["DossierRecords", "FicheRecords", "RealisationExport", "export"]
