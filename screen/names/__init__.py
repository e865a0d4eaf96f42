"""Are two names one firm? Names are split into place, brand, trade and form, and compared with reasons in words."""

from screen.names.compare import Comparison, compare
from screen.names.key import name_keys

__all__ = ["Comparison", "compare", "name_keys"]
