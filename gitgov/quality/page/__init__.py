"""What was measured, to be seen: frozen values of a page, and its writers (HTML, JSON, text, SVG, PNG, OpenMetrics)."""
