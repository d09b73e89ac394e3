"""From portals to the archive: fetching, discovery, and reading pages into articles."""
