"""Alembic: the schema's history. A released revision is never edited; a change is a new revision."""
