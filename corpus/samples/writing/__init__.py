"""Writes one invented article: an assignment (agency, moment, topic, kind) becomes a draft in Vietnamese."""
