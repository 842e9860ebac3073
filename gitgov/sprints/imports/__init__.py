"""Backlogs that other tools have written: texts in, items out, and what is wrong with each row by its place."""
