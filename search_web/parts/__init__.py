"""What several pages show: results, filters, cards, charts, citations, as frozen objects in words."""
