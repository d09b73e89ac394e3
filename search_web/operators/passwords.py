"""A password's hash, made and checked: scrypt with a salt, compared in constant time (werkzeug.security)."""

from werkzeug.security import check_password_hash, generate_password_hash

SHORTEST = 12
LONGEST = 200
"""Longer ones only cost processor time."""


def hash_password(password: str) -> str:
    """For [web.operators] password_hash or TRATIN_PASSWORD_HASH. Raises ValueError for a short one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} to {LONGEST} characters")
    return generate_password_hash(password, method="scrypt:32768:8:1")


def is_password(password: str, password_hash: str) -> bool:
    return len(password) <= LONGEST and check_password_hash(password_hash, password)
