"""Speed beside peers: one package a benchmark, with its command. The product imports none of it."""
