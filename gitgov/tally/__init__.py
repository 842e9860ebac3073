"""Counting: ballots, quorum, thresholds, and when a result is settled. Pure; members, never keys, are counted."""
