"""The room of sprints: what teams plan, do, and learn; a fold over signed lines, as the law is."""
