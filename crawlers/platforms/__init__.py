"""List platforms: ways in which many shows and associations lay out their lists, one small file each.

A platform file registers its one instance: `PLATFORMS.add(Coex.name)(Coex())`. Facts about every platform, and how old
they are, stand in its module docstring. See docs/add-a-platform.md.
"""

from core.listing import Platform
from core.plugins import Register

PLATFORMS: Register[Platform] = Register("platform", "crawlers.platforms")
