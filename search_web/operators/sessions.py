"""Who is logged in: random tokens, kept as digests in memory, ending with the process. No Flask."""

import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass

from search_web.serving.stores import Clock

MOST = 100
"""Sessions at once; the oldest makes way."""


@dataclass(frozen=True, slots=True)
class Session:
    """`csrf` stands in every form of this session and in no URL."""

    csrf: str
    until: float

    def accepts(self, csrf: str) -> bool:
        return hmac.compare_digest(self.csrf.encode(), csrf.encode("utf-8", "replace"))


class Sessions:
    """Safe for threads."""

    def __init__(self, seconds: float, clock: Clock = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._sessions: dict[bytes, Session] = {}

    def begin(self) -> str:
        """The token of a new session, for its cookie alone."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            while len(self._sessions) >= MOST:
                self._sessions.pop(next(iter(self._sessions)))
            until = self._clock() + self._seconds
            self._sessions[_digest(token)] = Session(secrets.token_urlsafe(32), until)
        return token

    def of(self, token: str) -> Session | None:
        """The session of this token; None when there is none or it has ended."""
        with self._lock:
            session = self._sessions.get(_digest(token))
            if session is not None and session.until < self._clock():
                del self._sessions[_digest(token)]
                return None
            return session

    def end(self, token: str) -> None:
        with self._lock:
            self._sessions.pop(_digest(token), None)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
