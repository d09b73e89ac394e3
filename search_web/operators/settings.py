"""[web.operators]: who may see `/quan-tri`, and what is counted for it. No logic."""

from pydantic import Field

from corpus.settings import Section


class OperatorsSettings(Section):
    """Off as long as there is no password."""

    password_hash: str = Field(default="", pattern=r"^((scrypt|pbkdf2):[^\s]+\$[^\s]+\$[0-9a-f]+)?$")
    """What `tratin password` prints. Rather set TRATIN_PASSWORD_HASH for the service; empty: no /quan-tri."""
    session_hours: float = Field(default=8.0, gt=0, le=24 * 7)
    """A working day; a restart of the site ends all sessions, too."""
    logins_per_minute: int = Field(default=5, ge=1)
    """Passwords tried from one address: a person mistypes three times."""
    unfound_kept: int = Field(default=2000, ge=10, le=100_000)
    """Different queries without results that are counted; the rarest makes way for a new one."""
    unfound_least: int = Field(default=5, ge=1)
    """Shown from so many times on: what is asked once may be about one person."""
