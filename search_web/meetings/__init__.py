"""Meetings of a month: which are chosen (the URL), found (index and catalog), and when they were held."""
