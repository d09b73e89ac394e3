"""What an article says, in one flat record that people write gold in: reads one, prints one, scores many.

Stands on `corpus.enrich`; adds nothing to what that reads.
"""

from corpus.understanding.evaluate import UnderstandingReport, evaluate_understanding
from corpus.understanding.record import Understanding, understanding_of
from corpus.understanding.understand import understand, understand_file, understand_page

__all__ = [
    "Understanding",
    "UnderstandingReport",
    "evaluate_understanding",
    "understand",
    "understand_file",
    "understand_page",
    "understanding_of",
]
