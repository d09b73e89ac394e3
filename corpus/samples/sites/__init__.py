"""The sample portals: invented articles with the markup, paging, feeds and bad manners of real platforms."""
