"""Which paths of a change alter the shape of data that is stored: migrations and schemas, by what they are called."""

from __future__ import annotations

import re
from typing import Final

_FOLDERS: Final = frozenset(
    {"alembic", "db-migrations", "flyway", "liquibase", "migrate", "migration", "migrations", "schema", "schemas"}
)
_FILES: Final = re.compile(r"^(?:schema\.|.*\.(?:sql|prisma|ddl)$|V[0-9][0-9._]*__)")


def reshapes_data(path: str) -> bool:
    """Say whether a path looks like a migration or a schema: below a folder that is called so, or a file that is one."""
    *folders, name = path.split("/")
    return any(each.lower() in _FOLDERS for each in folders) or bool(_FILES.match(name))
