"""How risky a change is: what it is made of, what its files have been through before, and what that weighs."""
