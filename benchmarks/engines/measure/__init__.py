"""Measuring: builds, interleaved rounds of queries, cold opens, memory. Knows engines only as peers."""
