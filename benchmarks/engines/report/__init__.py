"""Results into tables, plots and docs/benchmarks.md."""
