"""What was defined, measured and decided, as the values of a page (`quality.page.values`): one file for each section."""
