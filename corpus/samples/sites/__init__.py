"""The sample portals: invented articles in the markup, with the paging, feeds and bad manners of real platforms."""
