"""Fetched files -> text: PDF, Word, Excel, PowerPoint, OpenDocument, RTF, ZIP, pictures by OCR.

Every file is read in another process with limits (`reader`), which Debian programs may help (`programs`).
Must not fetch, and knows nothing of the archive and the catalog.
"""
