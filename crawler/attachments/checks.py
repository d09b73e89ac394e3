"""Which of the programs that help to read files are there, and what the absence of the others costs."""

from crawler.attachments import ocr
from crawler.attachments.programs import PROGRAMS, TESSERACT


def describe_programs() -> str:
    """One line for `tratin doctor`: what is there, and of each missing one its package and what it costs."""
    there = [program.name for program in PROGRAMS if program.path]
    missing = [f"{p.name} ({p.without}; Debian: {p.package})" for p in PROGRAMS if not p.path]
    if TESSERACT.path and not ocr.has_vietnamese():
        missing.append(f"Tesseract's Vietnamese model ({TESSERACT.without}; Debian: {ocr.PACKAGE})")
    found = f"PDF, Office, RTF and ZIP are read; programs beside: {', '.join(there) or 'none'}"
    return "; ".join([found, *(f"without {what}" for what in missing)])
