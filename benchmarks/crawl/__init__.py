"""How fast the crawler is beside a bare Scrapy spider, what it keeps in memory, how fast it chooses.

`python -m benchmarks.crawl` runs all parts and prints a line each; docs/crawling.md has what was measured.
"""
