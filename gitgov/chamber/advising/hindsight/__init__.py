"""What became of past cases, adviser by adviser: each is put together as it stood, and told how it went."""
