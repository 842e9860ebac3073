"""Control charts: limits frozen from a base period, later points against them, and the rules by which they signal."""
