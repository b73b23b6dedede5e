from .coding import coding_widget
from .explorer import explore
from .reading import read

__all__ = ["coding_widget", "explore", "read"]
