"""Composing a document outside the request that asks for it, or inside where it is short."""

import logging

from django_tasks import task

from . import shelf
from .composition import compose
from .content import document
from .orders import Order

logger = logging.getLogger(__name__)


@task()
def compose_dossier(order, key):
    """Composes an Order told as a dict, unless it is there already; says so where it cannot."""
    if shelf.get(key) is None:
        make(Order(**order), key)


def make(order, key):
    """The document, kept; None where it could not be composed, which is logged."""
    shelf.note(key, shelf.COMPOSING)
    try:
        pdf = compose(*document(order))
    except Exception:  # whatever failed, the visitor is told, and we are
        logger.exception("A document could not be composed: %s", order)
        shelf.note(key, shelf.FAILED)
        return None
    shelf.keep(key, pdf)
    return pdf
