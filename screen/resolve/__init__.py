"""Which rows are one firm: claims of identity, proposals with reasons, and the grouping of a whole file."""

from screen.resolve.claims import Claim, claims_of
from screen.resolve.grouping import Resolver
from screen.resolve.propose import Profile, Proposed, propose

__all__ = ["Claim", "Profile", "Proposed", "Resolver", "claims_of", "propose"]
