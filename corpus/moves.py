"""A host that left for another name, as the crawler noticed it. No I/O."""

from typing import Literal

from pydantic import AwareDatetime

from corpus.article import Frozen

Doubt = Literal["", "few-pages", "other-domain", "another-portal", "not-wanted"]
"""Why a move is only told: too few pages say so, it leaves the domain (`gov.vn`), the new host is another
portal's, or the portal's `follow_moves` is off."""


class Move(Frozen):
    """A host of a portal whose pages lead for good to the same addresses at another one."""

    portal: str
    former: str
    """`host[:port]` as the portal names it."""
    now: str
    scheme: Literal["http", "https"]
    """Of the new host."""
    pages: int
    """Addresses that led to the same ones there."""
    noticed_at: AwareDatetime
    doubt: Doubt = ""

    @property
    def followed(self) -> bool:
        """Whether the former host counts as an alias of the new one, as if config.toml said so."""
        return not self.doubt
