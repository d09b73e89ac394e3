"""What whoever runs the site sees behind a password: `/quan-tri`. Off until a password is configured.

settings.py      [web.operators]                       sessions.py   who is logged in, in memory
passwords.py     a password's hash, made and checked   unfound.py    queries that found nothing, counted
proposals.py     abbreviations that articles explain   pages.py      page objects, and how they are built
overview.py      portals, queues, index, speed         views.py      the routes

In Vietnamese only. Writes two small files in the storage directory: approved synonyms (through the indexer's
front door) and the counts of unfound queries. Must not crawl or index.
"""
