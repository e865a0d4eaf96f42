"""Sources of evidence about a firm. Each enricher is one file that registers itself here by name."""

from core.enrichment import Enricher
from core.plugins import Register

ENRICHERS: Register[type[Enricher]] = Register("enricher", "enrich")
