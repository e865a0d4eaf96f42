"""The evidence store: every page that a fact was read from, so that a third party can check it."""
