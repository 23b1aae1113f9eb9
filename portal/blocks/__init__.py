from .body import BodyBlock
from .facts import KeyFigureBlock, PointBlock
from .home import HomeBlock
from .media import DocumentBlock, PictureBlock

__all__ = [
    "BodyBlock",
    "DocumentBlock",
    "HomeBlock",
    "KeyFigureBlock",
    "PictureBlock",
    "PointBlock",
]
