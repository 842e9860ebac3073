"""Analyses of what was measured: one file for each. They compare work, teams and places in the code, never people."""
