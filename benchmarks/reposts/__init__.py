"""Near-duplicates among many articles: how many planted re-posts are found, and how many others are taken."""
