"""Minutes: what was done on a floor, as its record has it (RONR (12th ed.) 48). Pure; the same bytes on every clone."""
