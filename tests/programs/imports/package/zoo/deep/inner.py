"""Two levels down."""

from .. import lion
from ..mammals import cow


def where():
    return f"{__name__}: {lion}, {cow()}"
