"""How fast the site answers over many sample articles: a server process, and a second process as the load.

site.py       the archive: made once, kept under build/bench/web
questions.py  the URLs that people ask for, drawn with a seed
serving.py    the site as `tratin serve` runs it, telling what each answer cost
load.py       keep-alive clients over asyncio
making.py     apart from all that: what one page costs the process that makes it
"""
