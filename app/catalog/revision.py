"""Whether what ranking reads has changed: a token that every content write replaces.

The size and time of a database change with everything that is written to it. What personas
do is written often and changes no item, so ranking looks at this token instead. It is drawn
at random and not counted up, so that another catalog in the same place is never taken for
the one that was there.
"""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, insert, select, update

from app.catalog.schema import RevisionRow

CONTENT = "content"


def read_revision(connection: Connection) -> str:
    """Return the token of the content."""
    query = select(RevisionRow.token).where(RevisionRow.part == CONTENT)
    return connection.execute(query).scalar() or ""


def raise_revision(connection: Connection) -> None:
    """Replace the token of the content, because something of it changed."""
    token = uuid.uuid4().hex
    changed = update(RevisionRow).where(RevisionRow.part == CONTENT).values(token=token)
    if not connection.execute(changed).rowcount:
        connection.execute(insert(RevisionRow).values(part=CONTENT, token=token))
