"""What an article is, where it is kept, and what is known about Vietnam's agencies.

Knows nothing of the other packages: they meet here and only here.
"""
