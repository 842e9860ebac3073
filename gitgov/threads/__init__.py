"""Threads of records in the rooms above procedure: how they are folded, judged and bounded, whatever they are about."""
