"""Values that everything shares: canonical bytes, ids, instants, ratios, SSH keys and the signed line. Pure."""
