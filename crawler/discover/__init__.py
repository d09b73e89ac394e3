"""A capture -> further URLs: lists and their pagers, feeds, sitemaps, REST, robots.txt, postbacks.

Emits only URLs of the portal itself, each with a role and, where the source can be believed, a hint of the
article's title and date. Fetches nothing.
"""
