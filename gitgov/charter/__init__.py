"""The charter: who the members are, by which rules they decide, and which refs are protected; as of each step. Pure.

It leaves counting to `tally` and the lawfulness of a change to `procedure`.
"""
