"""Evaluation: what the production chain finds, beside what people say it should. Judges, never tunes.

Sets of judged questions (BEIR folders), golden queries, short queries; the same queries typed in other ways.
"""
