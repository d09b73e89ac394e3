"""Reads the text under an element as blocks: paragraphs, table rows, captions, with how they look.

Walks without recursion (portal markup nests hundreds deep). Words cut by inline tags stay whole; text that
no reader sees (scripts, form controls, hidden parts) is not read. Decides nothing about what a block means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from corpus.remembering import remembered
from corpus.text import clean
from crawler.extract.finder import attribute, class_names
from crawler.extract.lines import Run, split_lines
from crawler.extract.tags import BLOCK_TAGS, HIDDEN_CLASSES, UNREAD_TAGS
from crawler.extract.walk import children_named, elements_named, first_named, inner_text

_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(left|right|center|justify)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CAPTION_CLASS = re.compile(
    r"caption|chu-?thich|ghi-?chu-?anh|image-?desc|img-?desc|photo-?note", re.IGNORECASE
)

_ALIGN_CLASSES = frozenset(
    {"text-center", "text-right", "text-left", "text-justify", "rtecenter", "rteright"}
)
_KEPT = "_tratin_blocks"
_BOLD_TAGS = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC_TAGS = frozenset({"i", "em", "cite"})
_FORMATTING = _BOLD_TAGS | _ITALIC_TAGS | {"a"}


_PARTED_TAGS = frozenset({"span", "time", "small", "em", "i", "b", "strong", "a", "label", "abbr"})
MAX_PARTED_CHARS = 240
MAX_LOOSE_CHARS = 6
"""Between parted elements stands a bar or a dash at most."""


@dataclass(frozen=True)
class _Look:
    """What an element's `style` says of its text."""

    hidden: bool = False
    bold: bool = False
    italic: bool = False
    align: str = ""


_PLAIN = _Look()


@dataclass(frozen=True)
class Block:
    """One paragraph as a reader sees it. `text` is clean NFC; `row` marks a row of a data table.

    `element` is the innermost block element that the text stands in.
    """

    text: str
    element: Tag
    align: str = ""
    bold: bool = False
    italic: bool = False
    after_image: bool = False
    caption: bool = False
    row: bool = False
    linked: float = 0.0
    """Share of the characters that are inside links."""


@dataclass(slots=True)
class _Leaving:
    """On the walk's stack: all below an element has been read. What it opened, which ends there."""

    block: bool
    bold: bool
    italic: bool
    linked: bool
    caption: bool

    def __bool__(self) -> bool:
        """Whether anything ends there; most elements open nothing."""
        return self.block or self.is_look

    @property
    def is_look(self) -> bool:
        return self.bold or self.italic or self.linked or self.caption


@dataclass(slots=True)
class _State:
    """What the walk has open: counters of formatting tags, and the runs of the paragraph being collected."""

    bold: int = 0
    italic: int = 0
    linked: int = 0
    caption: int = 0
    align: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    after_image: bool = False

    def count(self, element: _Leaving, step: int) -> None:
        """Counts what the element opens (1) or what ends with it (-1)."""
        self.bold += step * element.bold
        self.italic += step * element.italic
        self.linked += step * element.linked
        self.caption += step * element.caption


def read_blocks(root: Tag) -> list[Block]:
    """The visible blocks under `root` in reading order.

    They are kept with the element, for several readers ask: a tree that has been read must not be changed.
    """
    kept: list[Block] | None = root.__dict__.get(_KEPT)
    if kept is None:
        kept = _Reader(root).blocks()
        root.__dict__[_KEPT] = kept
    return kept


def read_text(root: Tag) -> str:
    """All visible text under `root` on one line."""
    return " ".join(block.text for block in read_blocks(root))


def inline_parts(block: Block) -> list[str]:
    """The texts of the inline elements that a block consists of, at least two; [] for running text.

    Themes set date, author and source side by side in <span> and part them by style sheet only.
    """
    if len(block.text) > MAX_PARTED_CHARS:
        return []
    parts = [node for node in block.element.contents if isinstance(node, Tag) and node.name in _PARTED_TAGS]
    texts = [text for text in map(read_text, parts) if text]
    loose = sum(len(node.strip()) for node in block.element.contents if isinstance(node, NavigableString))
    return texts if len(texts) > 1 and loose <= MAX_LOOSE_CHARS else []


def is_unread(element: Tag) -> bool:
    """Whether the element's text is not shown to a reader, or is a control rather than text."""
    return element.name in UNREAD_TAGS or is_hidden(element)


def is_hidden(element: Tag) -> bool:
    attributes = element.attrs
    if not attributes:
        return False
    if "hidden" in attributes or ("style" in attributes and _look_of(attribute(element, "style")).hidden):
        return True
    return "class" in attributes and not HIDDEN_CLASSES.isdisjoint(class_names(element))


class _Reader:
    def __init__(self, root: Tag) -> None:
        self._root = root
        self._state = _State()
        self._owners = [root]
        self._found: list[Block] = []

    def blocks(self) -> list[Block]:
        stack: list[PageElement | _Leaving] = [self._root]
        while stack:
            node = stack.pop()
            if isinstance(node, NavigableString):
                self._add_text(node)
            elif isinstance(node, _Leaving):
                self._leave(node)
            elif isinstance(node, Tag) and (node is self._root or not is_unread(node)):
                self._enter(node, stack)
        self._flush()
        return self._found

    def _enter(self, tag: Tag, stack: list[PageElement | _Leaving]) -> None:
        name = tag.name
        if name in BLOCK_TAGS:
            self._flush()
        if name == "br":
            self._state.runs.append(Run("\n", False, False, False))
        elif name == "img":
            if self._has_text():
                self._flush()
            self._state.after_image = True
        elif name == "table" and tag is not self._root and is_data_table(tag):
            self._found += _rows(tag)
        else:
            if (name in BLOCK_TAGS or name in _FORMATTING or tag.attrs) and (opened := self._open(tag)):
                stack.append(opened)
            stack += tag.contents[::-1]

    def _open(self, tag: Tag) -> _Leaving:
        state, name, attributes = self._state, tag.name, tag.attrs
        look = _look_of(attribute(tag, "style")) if "style" in attributes else _PLAIN
        opened = _Leaving(
            block=name in BLOCK_TAGS,
            bold=look.bold or name in _BOLD_TAGS,
            italic=look.italic or name in _ITALIC_TAGS,
            linked=name == "a",
            caption=name == "figcaption"
            or ("class" in attributes and _is_caption_class(attribute(tag, "class"))),
        )
        if opened.is_look:
            state.count(opened, 1)
        if opened.block:
            state.align.append(_align_of(tag, look) or (state.align[-1] if state.align else ""))
            self._owners.append(tag)
        return opened

    def _leave(self, opened: _Leaving) -> None:
        if opened.block:
            self._flush()
            self._owners.pop()
            self._state.align.pop()
        if opened.is_look:
            self._state.count(opened, -1)

    def _add_text(self, node: NavigableString) -> None:
        state = self._state
        if isinstance(node, PreformattedString):  # comments, declarations, CDATA
            return
        if state.runs or not node.isspace():  # a line begins with its first word
            state.runs.append(
                Run(
                    str(node).replace("\n", " "),
                    state.bold > 0,
                    state.italic > 0,
                    state.linked > 0,
                    state.caption > 0,
                )
            )

    def _has_text(self) -> bool:
        return any(run.text.strip() for run in self._state.runs)

    def _flush(self) -> None:
        state, runs = self._state, self._state.runs
        if not runs:
            return
        state.runs = []
        for line in split_lines(runs):
            if block := self._block(line):
                state.after_image = False
                self._found.append(block)

    def _block(self, runs: list[Run]) -> Block | None:
        state = self._state
        text = clean("".join(run.text for run in runs))
        if not text:
            return None
        full = [(run, len(run.text.strip())) for run in runs if run.text.strip()]
        size = sum(chars for _, chars in full)
        return Block(
            text,
            self._owners[-1],
            align=state.align[-1] if state.align else "",
            bold=all(run.bold for run, _ in full),
            italic=all(run.italic for run, _ in full),
            after_image=state.after_image,
            caption=state.caption > 0 or (full[0][0].caption and all(run.caption for run, _ in full)),
            linked=sum(chars for run, chars in full if run.linked) / max(1, size),
        )


def _align_of(tag: Tag, look: _Look) -> str:
    if align := look.align or attribute(tag, "align").lower():
        return align
    if tag.name == "center":
        return "center"
    if "class" in tag.attrs:
        for name in class_names(tag) & _ALIGN_CLASSES:
            return name.removeprefix("text-").removeprefix("rte")
    return ""


@remembered(4096)
def _look_of(style: str) -> _Look:
    if not style:
        return _PLAIN
    align = _ALIGN.search(style)
    return _Look(
        hidden=_HIDDEN_STYLE.search(style) is not None,
        bold=_BOLD_STYLE.search(style) is not None,
        italic=_ITALIC_STYLE.search(style) is not None,
        align=align.group(1).lower() if align else "",
    )


@remembered(4096)
def _is_caption_class(names: str) -> bool:
    return _CAPTION_CLASS.search(names) is not None


_CELLS = frozenset({"td", "th"})
MAX_CELL_CHARS = 400
MIN_SENTENCE_CHARS = 40
_SENTENCE_ENDS = (".", "!", "?", "…", ";")
_LAYOUT_TEXT = re.compile(r"C[ỘO]NG H[OÒÀ]+A? X[ÃA] H[ỘO]I|Độc lập\s*[-–]|Nơi nhận", re.IGNORECASE)


def is_data_table(table: Tag) -> bool:
    """Whether the table holds data, a row being one statement; else it only lays out its cells.

    Layout: nested tables, pictures, one row or column, letterhead and signatures of Word, long cells, cells
    most of which are sentences (columns of text side by side).
    """
    if first_named(table, ("table", "img")) is not None or attribute(table, "role") in (
        "presentation",
        "none",
    ):
        return False
    rows = [children_named(row, _CELLS) for row in elements_named(table, ("tr",))]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(len(row) for row in rows) < 2:
        return False
    texts = [clean(inner_text(cell, " ")) for row in rows for cell in row]
    if _LAYOUT_TEXT.search(" ".join(texts)) or sum(map(len, texts)) / len(texts) >= MAX_CELL_CHARS:
        return False
    sentences = sum(len(text) >= MIN_SENTENCE_CHARS and text.endswith(_SENTENCE_ENDS) for text in texts)
    return 2 * sentences <= sum(map(bool, texts)) or first_named(table, ("th",)) is not None


def _rows(table: Tag) -> Iterator[Block]:
    for row in elements_named(table, ("tr",)):
        cells = [read_text(cell) for cell in children_named(row, _CELLS)]
        if text := " ".join(cell for cell in cells if cell):
            yield Block(text, row, row=True)
