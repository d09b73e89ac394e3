"""What stands around pages while they are served: stores, workers, cache, limits, headers, errors, counts."""
