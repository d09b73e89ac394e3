"""The articles that are indexed: made or read, analysed by the production chain, kept on disk, streamed."""
