"""Soup -> values: what every platform's pages have in common.

Knows no host and no platform by name; fetches and stores nothing.
"""
