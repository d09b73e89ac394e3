"""Blocks of an article -> its paragraphs, captions, sign-off and letterhead.

Decides by how a block looks and where it stands. Leaving a caption among the paragraphs harms little, losing
a paragraph much: a block is taken out only on evidence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4 import Tag

from corpus.article import DocumentMetadata
from corpus.text import fold
from crawler.extract.attachments import is_file_link
from crawler.extract.blocks import Block
from crawler.extract.byline import Byline, byline_of, is_account, is_person
from crawler.extract.finder import attribute, names_of
from crawler.extract.labels import (
    is_attachment_heading,
    is_author_part,
    is_boilerplate,
    is_related_heading,
)
from crawler.extract.letterhead import (
    is_addressee,
    is_letterhead,
    is_recipients_heading,
    is_record_heading,
    is_role,
    read_letterhead,
)
from crawler.extract.published import is_age_line, is_date_line, is_portal_stamp
from crawler.extract.record import NO_RECORD, Record
from crawler.extract.related import end_of_box
from crawler.extract.walk import children_named, first_named, inner_text, links, nearest_above

MAX_CAPTION_CHARS = 250
CLOSING_BLOCKS = 2
"""Below the text stands a stamp at last, or one line of tools below it."""
SIGN_OFF_BLOCKS = 6
"""A sign-off stands in the last blocks: author, source, photo credits, a small print line or two."""
_CELLS = ("td", "th")
LONG_CHARS = 120
_SENTENCE = re.compile(r"[^-–+•].{60,}[.;:/!?]")
"""In the list of those whom a letter goes to, each line begins with a dash."""
HEAD_BLOCKS = 8
"""Two columns of three or four lines stand above a letter's text."""
MIN_CRUMB_LINKED = 0.2
_CRUMBS = re.compile(r"[^.!?:;/»›>|]{2,40}(?:\s[/»›>|]+\s[^.!?:;/»›>|]{2,60}){1,4}")
_PICTURE_WORDS = re.compile(
    r"(?:(?:một số|vài|những|chùm)\s+(?:hình\s+)?ảnh|toàn cảnh|quang cảnh|hình ảnh|ảnh minh họa"
    r"|ảnh\s*[:\d]|hình\s*\d"
    r"|nguồn ảnh|ảnh tư liệu)",
    re.IGNORECASE,
)

_MANNER = re.compile(
    r"\s*(?:\((?:tổng hợp|t/?h|ghi|lược (?:ghi|dịch)|biên (?:dịch|soạn)|dịch|sưu tầm"
    r"|thực hiện|bài và ảnh|ctv|pv)\)"
    r"|[-–]\s*(?:tổng hợp|t/?h|ghi))\.?$",
    re.IGNORECASE,
)
"""`Thu Hà (tổng hợp)`: how the one who signs came by the text."""
_AND = re.compile(r"\s+[-–]\s+|\s*[,&]\s*|\s+và\s+", re.IGNORECASE)
_STAFF = re.compile(r"(?:nhóm\s+)?(?:p\.?v|phóng viên|ctv|cộng tác viên)", re.IGNORECASE)
"""Signs for those whose names the portal keeps to itself."""


@dataclass(frozen=True)
class BodyText:
    """What the text of an article consists of. `captions` also holds sign-off and letterhead lines."""

    paragraphs: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    byline: Byline = field(default_factory=Byline)
    document: DocumentMetadata | None = None


def compose(
    blocks: Sequence[Block],
    *,
    title: str,
    lead: str | None = None,
    record: Record = NO_RECORD,
) -> BodyText:
    """The text in `blocks`. `lead`, when it stands in its own element, becomes the first paragraph once.

    `record` is what stands beside it of a document's metadata.
    """
    kept = _without_repeats(_without_portal_text(blocks), title, lead)
    lines = [block.text for block in kept]
    document = read_letterhead(lines, record.fields)
    captions: list[str] = []
    if document:
        kept = _without_letterhead(kept, captions, record)
        byline = Byline()
    else:
        kept, byline = _without_sign_off(kept, captions)
    paragraphs = [lead] if lead else []
    for block in kept:
        (captions if is_caption(block) else paragraphs).append(block.text)
    return BodyText(tuple(paragraphs), tuple(captions), byline, document)


def is_caption(block: Block) -> bool:
    """Whether a block says what a picture shows."""
    if block.row or len(block.text) > MAX_CAPTION_CHARS or block.text.endswith(":"):
        return False
    if block.caption or nearest_above(block.element, ("figure",)) is not None:
        return True
    if block.align == "center" and block.italic:
        return True
    if block.after_image and (block.align == "center" or block.italic or _is_own_cell(block.element)):
        return True
    if block.element.name == "td" and _is_below_picture(block.element):
        return True
    return _PICTURE_WORDS.match(block.text) is not None and (
        block.align == "center" or block.italic or block.after_image
    )


def _is_own_cell(element: Tag) -> bool:
    """Whether the element is a cell and no other of its row has a picture: the one beside it has the lead."""
    row = element.parent
    if element.name != "td" or row is None:
        return False
    others = (cell for cell in children_named(row, _CELLS) if cell is not element)
    return all(first_named(cell, ("img",)) is None for cell in others)


def _is_below_picture(cell: Tag) -> bool:
    """Whether the cell above has a picture and no words, as in a table of pictures side by side."""
    row = cell.parent
    if row is None or first_named(row, ("img",)) is not None:
        return False
    higher = next((up for up in row.previous_siblings if isinstance(up, Tag)), None)
    cells = children_named(higher, _CELLS) if higher is not None else []
    place = next(n for n, own in enumerate(children_named(row, _CELLS)) if own is cell)
    above = cells[place] if place < len(cells) else None
    return above is not None and first_named(above, ("img",)) is not None and not inner_text(above).strip()


def _without_portal_text(blocks: Sequence[Block]) -> list[Block]:
    """Drops tools, counters, file links, and everything under a heading of other articles."""
    total = sum(len(block.text) for block in blocks)
    kept: list[Block] = []
    seen, cutting = 0, False
    boxed_until = 0
    for place, block in enumerate(blocks):
        seen += len(block.text)
        if place < boxed_until:
            continue
        if is_related_heading(block.text):
            if boxed_until := end_of_box(blocks, place) or 0:
                continue
            cutting = True
            if seen * 2 > total:
                break
        if cutting:
            cutting = not (block.linked < 0.3 and len(block.text) >= 150)
        if not cutting and not _is_portal_text(block):
            kept.append(block)
    return kept


def _is_portal_text(block: Block) -> bool:
    if is_boilerplate(block.text) or is_attachment_heading(block.text):
        return True
    label, _, rest = block.text.partition(":")
    is_file_line = block.linked > 0.9 or (bool(rest) and is_attachment_heading(label))
    return is_file_line and len(block.text) < 200 and _holds_file_link(block)


def _holds_file_link(block: Block) -> bool:
    return any(is_file_link(attribute(link, "href")) for link in links(block.element))


def _without_repeats(blocks: list[Block], title: str, lead: str | None) -> list[Block]:
    """Drops the title, its date line and the lead where the text repeats them at its start, and the portal's
    stamp at its end."""
    wanted = fold(title).strip(" .")
    opening = fold(lead) if lead else None
    kept: list[Block] = []
    for position, block in enumerate(blocks):
        folded = fold(block.text)
        if position < 6 and (folded.strip(" .") == wanted and not block.text.lower().startswith("v/v")):
            continue
        if position < 6 and (folded == opening or (not kept and _is_opening_line(block))):
            continue
        closing = position >= len(blocks) - CLOSING_BLOCKS
        if closing and is_portal_stamp(block.text) and byline_of(block.text) is None:
            continue
        kept.append(block)
    return kept


def _is_opening_line(block: Block) -> bool:
    """Whether a line is the portal's date of publication, not a document's place and date, or its way there
    (`Tin tức / Kinh tế`)."""
    text = block.text
    if block.linked > MIN_CRUMB_LINKED and _CRUMBS.fullmatch(text):
        return True
    return len(text) < 80 and (is_date_line(text) or is_age_line(text)) and not is_letterhead(text)


def _without_sign_off(blocks: list[Block], captions: list[str]) -> tuple[list[Block], Byline]:
    """Takes byline lines off the end (and the start): returns the rest and who signed."""
    byline = Byline()
    kept = list(blocks)
    tail = [block for block in kept if not is_caption(block)][-SIGN_OFF_BLOCKS:]
    for block in [*reversed(tail), *kept[:2]]:
        found = byline_of(block.text) or _signature(block, is_last=block in tail[-2:])
        if found and block in kept:
            byline = byline.or_else(found)
            kept.remove(block)
            captions.append(block.text)
    return kept, byline


def _signature(block: Block, *, is_last: bool) -> Byline | None:
    """A bare name at the end, set apart by alignment, weight or its element's name, is the writer's."""
    text = _MANNER.sub("", block.text).strip(" ().")
    named = is_author_part(names_of(block.element))
    if is_last and is_person(text) and (named or block.align == "right" or block.bold or block.italic):
        return Byline(author=text)
    names = _AND.split(text)
    if (
        is_last
        and block.align == "right"
        and len(names) > 1
        and all(is_person(name.title()) for name in names)
    ):
        return Byline(author=text)
    if (
        is_last
        and block.align == "right"
        and text.isupper()
        and is_person(text.title())
        and not is_role(text)
    ):
        return Byline(author=text)
    return Byline() if is_account(text) or (is_last and _STAFF.fullmatch(text)) else None


def _without_letterhead(blocks: list[Block], captions: list[str], record: Record) -> list[Block]:
    """Takes the lines above and below a document's text proper, and rows of its metadata table."""
    head, kept = True, []
    below = _signature_start(blocks)
    for position, block in enumerate(blocks):
        if is_addressee(block.text) or (len(block.text) > 200 and not is_letterhead(block.text)):
            head = False
        beside = head and (is_letterhead(block.text) or is_record_heading(block.text))
        if beside or record.holds(block.element) or position >= below:
            captions.append(block.text)
        else:
            kept.append(block)
    return kept


def _end_of_text(blocks: list[Block]) -> int:
    """The index behind a letter's last sentence; where it has none, behind the lines above its text."""
    last = -1
    for index, block in enumerate(blocks):
        is_head = index < HEAD_BLOCKS and is_letterhead(block.text)
        if is_head or len(block.text) > LONG_CHARS or _SENTENCE.fullmatch(block.text):
            last = index
    return last + 1


def _signature_start(blocks: list[Block]) -> int:
    """The index where recipients and signature begin: the first such line behind which no long text comes."""
    for index in range(_end_of_text(blocks), len(blocks)):
        if is_recipients_heading(blocks[index].text) or is_role(blocks[index].text):
            return index
    return len(blocks)
