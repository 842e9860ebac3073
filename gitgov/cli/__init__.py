"""The command line: speaks to people. No rule, no storage and no signing here."""
