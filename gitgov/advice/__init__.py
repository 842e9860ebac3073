"""Advice: proposals that a member may move, made of facts first; it can neither sign nor append, and never acts."""
