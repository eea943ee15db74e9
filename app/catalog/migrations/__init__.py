"""Alembic revisions of the catalog's schema.

They are imported like any module, not loaded from files, so that they work from a
wheel and inside a frozen bundle alike; and only when there is something to upgrade,
because an opened catalog is nearly always at the newest revision.
"""

HEAD = "0003"
KNOWN = frozenset({"0001", "0002", "0003"})
