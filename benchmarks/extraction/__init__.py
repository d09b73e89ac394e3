"""Reading of pages measured beside other tools: quality (`python -m benchmarks.extraction`) and speed."""
