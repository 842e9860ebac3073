"""What sprints compute: capacity, order, proposals, forecasts and the sequence of merges; values in, values out."""
