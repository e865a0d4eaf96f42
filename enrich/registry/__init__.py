"""Company registries: licensed APIs, portals' exports and pages, assisted capture; all give one canonical record."""
