"""Re-posts: one article on several portals, or twice on one. Sketches, verified pairs, clusters.

Reads the catalog and writes its clusters there; knows nothing of pages and nothing of the index. Begin
reading at `clustering.py`; what counts as the same article stands in `verdict.py`.
"""

from corpus.reposts.clustering import RepostReport, cluster_reposts

__all__ = ["RepostReport", "cluster_reposts"]
