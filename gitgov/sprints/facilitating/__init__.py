"""A meeting in the room, as one facilitator keeps it on one laptop: its moves, what follows from them, and how it looks."""
