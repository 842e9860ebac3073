"""Events, their admission, their causal order, and the port to where their lines lie. Pure.

It does not know what events mean: charter, tally and procedure give their kinds.
"""
