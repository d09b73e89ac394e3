"""Pictures of text -> text, by Tesseract with its Vietnamese model; both are extras of Debian."""

import time
from functools import cache

from crawler.attachments.limits import Unreadable
from crawler.attachments.programs import TESSERACT, run
from crawler.attachments.source import Budget

LANGUAGE = "vie"
PACKAGE = "tesseract-ocr-vie"


@cache
def has_vietnamese() -> bool:
    """Whether Tesseract and its Vietnamese model are there."""
    if TESSERACT.path is None:
        return False
    try:
        listed = run(TESSERACT, ["--list-langs"], seconds=20)
    except (Unreadable, OSError):
        return False
    return LANGUAGE in listed.decode("utf-8", "replace").split()


def is_possible(budget: Budget) -> bool:
    """Whether one more page of the file may be read."""
    return budget.ocr_pages > 0 and has_vietnamese()


def read_picture(picture: bytes, budget: Budget) -> str:
    """The text of one picture (PNM, PNG, JPEG, TIFF), "" when nothing can be read in it."""
    budget.ocr_pages -= 1
    begun = time.monotonic()
    arguments = ["stdin", "stdout", "-l", LANGUAGE, "--psm", "3"]
    one_core = {"OMP_THREAD_LIMIT": "1"}
    try:
        printed = run(
            TESSERACT, arguments, seconds=budget.limits.ocr_page_seconds, given=picture, environment=one_core
        )
    except Unreadable:
        return ""
    finally:
        budget.ocr_seconds += time.monotonic() - begun
    return printed.decode("utf-8", "replace").replace("\f", "\n")
