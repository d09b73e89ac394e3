"""Attached files with how they stand and what they say -> the list under an article."""

from collections.abc import Iterator

from corpus.article import Attachment
from corpus.attachment import AttachedFile
from search_web import formats
from search_web.pages.objects import FileItem
from search_web.parts.file_notes import note_of


def file_items(
    files: tuple[AttachedFile, ...], attachments: tuple[Attachment, ...], chars_max: int
) -> Iterator[FileItem]:
    """In page order. Of all texts together at most `chars_max` code points are shown, whole paragraphs."""
    texts = [attachment.text for attachment in attachments]
    room = chars_max
    for number, file in enumerate(files):
        text = texts[number] if number < len(texts) else ""
        shown = _beginning(text, room)
        room -= len(shown)
        paragraphs = tuple(line for line in shown.split("\n") if line.strip())
        yield FileItem(
            file.name, formats.web_address(file.url), note_of(file), paragraphs, cut=len(shown) < len(text)
        )


def _beginning(text: str, chars: int) -> str:
    if len(text) <= chars:
        return text
    head = text[: max(0, chars)]
    return head[: max(head.rfind("\n"), head.rfind(" "), 0)] or head
