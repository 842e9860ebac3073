"""Robert's Rules as a machine: what is in order, and what follows from it. Pure and total.

`why_not(motion, event)` is the one source of legality: faces ask it before signing, the fold after reading, the server
before accepting. It leaves storage and git to others.
"""
