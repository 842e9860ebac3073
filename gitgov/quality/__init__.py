"""Quality: what is critical to it, measured from evidence, analysed, improved and kept under control."""
