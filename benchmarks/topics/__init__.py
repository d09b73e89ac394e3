"""How well topics are told, beside a linear SVM on words: `python -m benchmarks.topics --vntc FILE`."""
