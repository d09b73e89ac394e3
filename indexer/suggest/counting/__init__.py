"""Articles into counts, in bounded memory: each kind of count in its own module, `articles` over all."""
