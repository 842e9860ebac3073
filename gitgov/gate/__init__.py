"""May this ref move? Plain facts and decisions in, a verdict out. Pure; collecting the facts is left to the chamber."""
