"""Who wrote an article and where it was taken from: fields, sign-off, lines near the text, machines last."""

from corpus.text import clean
from crawler.extract.blocks import inline_parts, is_hidden, read_text
from crawler.extract.byline import Byline, author_name, byline_of, first_byline, is_person, source_name
from crawler.extract.labels import is_author_part
from crawler.extract.walk import above
from crawler.platforms.place import Place

SIGNATURE_BLOCKS = 2
"""A signature stands below the text at once, or below one line of tools."""


def read_byline(place: Place, signed: Byline) -> Byline:
    """Author and source; `signed` is what the text itself says at its end."""
    around = [block for block in (*place.region.tail, *place.region.head) if block.linked < 0.5]
    lines = [line for block in around for line in (block.text, *inline_parts(block))]
    shown = _fields(place).or_else(signed).or_else(first_byline(lines)).or_else(_named_author(place))
    return shown.or_else(_signed_below(place)).or_else(_machine_author(place))


def _fields(place: Place) -> Byline:
    found = Byline()
    for element in place.elements(place.layout.author):
        raw = clean(element.get_text(" "))
        hidden = is_hidden(element) or any(is_hidden(up) for up in above(element))
        told = byline_of(raw) or Byline(author=author_name(raw))
        if not hidden or (told.author and is_person(told.author)):
            found = found.or_else(told)
    for element in place.elements(place.layout.source):
        raw = read_text(element)
        found = found.or_else(byline_of(raw) or Byline(source=source_name(raw)))
    return found


def _named_author(place: Place) -> Byline:
    """A person's name in an element called author, wherever no layout knows it."""
    for element in place.page.finder.called(is_author_part):
        if place.holds(element) and is_person(name := clean(element.get_text(" "))):
            return Byline(author=author_name(name))
    return Byline()


def _signed_below(place: Place) -> Byline:
    """A person's name alone at the right margin, right below the text's container."""
    below = (block for block in place.region.tail[:SIGNATURE_BLOCKS] if block.align == "right")
    return next((Byline(author=name) for block in below if is_person(name := block.text)), Byline())


def _machine_author(place: Place) -> Byline:
    """The person whom the page names to machines, where nothing is known of its CMS: those that we know
    put the account there that posted."""
    told = place.page.metadata.author or ""
    return Byline(author=told) if place.platform.name == "generic" and is_person(told) else Byline()
