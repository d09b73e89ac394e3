"""Who was told to do what by when: the tasks that a report or a document gives. Pure.

A directive (`yêu cầu`, `đề nghị`, `giao`) opens clauses, each `ASSIGNEE verb …`; a list below it gives one
task an item. What voters ask for is no task, nor is what the article only recounts.
"""

import re

from corpus.article import Task
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.assignees import assignee_end, begins_with_verb
from corpus.enrich.deadlines import find_deadline
from corpus.enrich.directives import (
    BRACKETS,
    Clause,
    announces_list,
    clauses,
    find_directive,
    is_leader,
    told_with_colon,
    without_opening,
)
from corpus.enrich.patterns import Sieve

_LEADING = re.compile(
    r"^(?:(?:cũng|cần|phải|sẽ|có trách nhiệm|trong quá trình(?: triển khai)? thực hiện|đặc biệt"
    r"|trong thời gian tới"
    r"|thời gian tới|đều|cùng)(?:\s+|\s*,\s*))+",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:[-+*•]\s*|\(?\d{1,2}[.)]\s*|[a-zđ]\)\s*|(?:Thứ|Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám)"
    r"(?: (?:nhất|hai|ba|tư|năm|sáu|bảy|tám))?(?: là)?\s*[:,]\s*|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám) là,?\s+)"
)
_ITEM_AGENCY = re.compile(r"(?:(?:Đối với|Về phía)\s+)?(?P<who>[^:.;]{3,110}):\s+")
_ACTION_HEADING = re.compile(
    r"(?:[IVX]+|[A-D]|\d)\s?[.-]\s*(?:(?:PHÂN CÔNG|TỔ CHỨC|NHIỆM VỤ)[^a-zàáảãạ]*"
    r"|(?:Phân công|Tổ chức) (?:tổ chức |nhiệm vụ |trách nhiệm )?(?:thực hiện|cụ thể)?)\W*$"
)
"""Below such a heading a plan says who does what."""
_IN_CHARGE = Sieve(
    r"\(\s*(?P<who>[^();,]{3,80}?)\s+(?:chủ trì|làm đầu mối|tham mưu|thực hiện|phụ trách)[^()]*\)"
)
_PAST = re.compile(r"(?<!\w)(?:đã|được|vừa|đang)(?!\w)")
_THIS_DOCUMENT = Sieve(
    r"(?:thực hiện|chấp hành|quan tâm|phối hợp|tham dự|nội dung)[^,;]{0,60}(?:này|nêu trên|trên đây"
    r"|đúng thành phần)$"
    r"|^thông báo\s[^,;]{0,60}biết,?\s(?:và\s)?(?:tổ chức\s)?(?:triển khai\s)?thực hiện$"
    r"|^(?:triển khai|quan tâm|nghiêm túc|phối hợp|tổ chức)?,?\s*(?:triển khai|phối hợp"
    r"|quan tâm)?\s*(?:nghiêm túc )?thực hiện$"
)
"""What every document ends with."""
_NO_CLAUSE = re.compile(
    r"(?:nhất là|trong đó|đặc biệt là|trường hợp|nếu|tránh|góp phần|nhằm|qua đó|từ đó|để|nhờ đó|do đó"
    r"|vì vậy)(?!\w)",
    re.IGNORECASE,
)
_SHORTEST_CHARS = 8
_CONTENTS = Sieve(
    r"(?:một số|các|những)\s+(?P<what>nội dung|nhiệm vụ|giải pháp|vấn đề"
    r"|công việc)(?:[^,.;]{0,60}?)sau\s*(?:đây)?"
)
_ABOUT = re.compile(r"^(?:V/v|Về việc|về việc)\s+", re.IGNORECASE)

_PARTICULARS = re.compile(r"(?:Thời gian|Địa điểm|Chủ trì|Thành phần|Thư ký)\s*:", re.IGNORECASE)
"""When, where and under whom something takes place: nobody is told to do anything."""


class _Reader:
    """Goes through the sentences once; a directive stays open until its paragraph or its list ends."""

    def __init__(self, text: ArticleText, one_for_all: bool) -> None:
        self._text, self._spoken = text, text.day
        self._one_for_all = one_for_all
        self.tasks: list[Task] = []
        self._open_until = -1
        self._listing: str | None = None
        self._in_list = self._skipping = False
        self._heading: str | None = None
        self._number = 0

    def read(self, first: int) -> tuple[Task, ...]:
        for sentence in self._text.sentences[first:]:
            self._sentence(sentence)
        return tuple(self.tasks)

    def _sentence(self, sentence: Sentence) -> None:
        begins_line = sentence.start == 0 or self._text.text[sentence.start - 1] == "\n"
        item = _ITEM.match(sentence.text) if begins_line else None
        if item is not None:
            self._reopen(item.group())
        if begins_line:
            self._open_until = -1
            if not item and not (self._in_list and (self._heading or self._listed_agency(sentence))):
                self._in_list = self._skipping = False
            if self._one_for_all and _ACTION_HEADING.match(sentence.text):
                self._in_list, self._listing, self._number = True, None, 0
                return
        if self._skipping:
            return
        if self._in_list and (item or begins_line):
            self._item(sentence, item.end() if item else 0)
            return
        trigger = find_directive(sentence.text)
        if trigger is not None:
            self._directive(sentence, trigger)
        elif sentence.start <= self._open_until:
            self._goes_on(sentence)
        if self._opens_list(sentence, trigger):
            self._in_list = not self._skipping

    def _reopen(self, mark: str) -> None:
        """The next number of a list goes on with it, whatever stood between."""
        digits = re.search(r"\d+", mark)
        number = int(digits.group()) if digits else 0
        if number > 1 and number == self._number + 1:
            self._in_list = not self._skipping
        self._number = number if number and self._in_list else self._number

    def _listed_agency(self, sentence: Sentence) -> bool:
        """A list without bullets: every paragraph begins with an agency and what it is to do."""
        return (
            sentence.text[:1].isupper()
            and assignee_end(sentence.text) is not None
            and not _PAST.search(sentence.text)
        )

    def _opens_list(self, sentence: Sentence, trigger: re.Match[str] | None) -> bool:
        ends_line = self._text.text[sentence.end : sentence.end + 1] in ("\n", "")
        if not ends_line or not sentence.text.endswith((":", "sau.")):
            return False
        return trigger is not None or announces_list(sentence.text)

    def _directive(self, sentence: Sentence, trigger: re.Match[str]) -> None:
        line_end = self._text.text.find("\n", sentence.end)
        self._open_until = line_end if line_end >= 0 else len(self._text.text)
        rest = sentence.text[trigger.end() :]
        if not rest:
            return
        if self._opens_list(sentence, trigger):
            self._announce(sentence, trigger.end())
            return
        told = told_with_colon(rest)
        if told is not None:
            self._clauses(sentence, trigger.end() + told.end, told.who)
            return
        self._clauses(sentence, trigger.end())

    def _announce(self, sentence: Sentence, start: int) -> None:
        """`yêu cầu X thực hiện các nội dung sau:`: of a letter one task, of a report the list's tasks."""
        rest = sentence.text[start:]
        end = assignee_end(rest)
        self._listing = rest[:end] if end else None
        if not self._one_for_all or end is None:
            return
        contents = _CONTENTS.search(rest)
        count = self._items_below(sentence.end)
        if contents is None or count < 2:
            self._listing = self._listing if count else None
            return
        self._listing = None
        task = f"{rest[end : contents.start()].strip(' ,')} {count} {contents['what']}"
        about = _ABOUT.sub("", self._text.title) if _ABOUT.match(self._text.title) else ""
        words = f"{_LEADING.sub('', task)} về {about}" if about else _LEADING.sub("", task)
        evidence = self._text.evidence(sentence.start + start, sentence.end)
        self.tasks.append(Task(task=words.strip(), assignee=rest[:end], evidence=evidence))
        self._skipping = True
        self._open_until = -1

    def _items_below(self, offset: int) -> int:
        """How many points follow; 0 where the first is somebody's own, -1 where each has its day."""
        count = dated = 0
        for line in self._text.text[offset + 1 :].split("\n"):
            item = _ITEM.match(line)
            if item is None:
                break
            point = line[item.end() :]
            dated += find_deadline(point, self._spoken) is not None
            if count == 0 and not begins_with_verb(point) and assignee_end(point) is not None:
                return 0
            count += not line.startswith(("-", "+", "*"))
        return -1 if 0 < count <= dated else count

    def _goes_on(self, sentence: Sentence) -> None:
        """A later sentence of the paragraph that tells the next one what to do."""
        offset = without_opening(sentence.text)
        rest = sentence.text[offset:]
        end = assignee_end(rest)
        if end is None or _PAST.search(rest[: end + 12]) or is_leader(rest):
            self._open_until = -1 if _PAST.search(rest[:60]) else self._open_until
            return
        self._clauses(sentence, offset)

    def _item(self, sentence: Sentence, start: int) -> None:
        if _PARTICULARS.match(sentence.text, start):
            return
        named = _ITEM_AGENCY.match(sentence.text, start)
        who = self._heading or self._listing
        bare = sentence.text[start:].rstrip(" .:")
        if start and "." not in bare and len(bare) < 110 and assignee_end(f"{bare} thực hiện") == len(bare):
            self._heading = bare
            return
        self._heading = None if start else self._heading
        if named is not None and assignee_end(named["who"] + " thực hiện") is not None:
            who, start = named["who"], named.end()
        charge = _IN_CHARGE.search(sentence.text, start)
        if charge is not None:
            who = charge["who"]
        before = len(self.tasks)
        self._clauses(sentence, start, who, charged=charge is not None)
        if not self._own_assignees(before):
            self.tasks[before + 1 :] = []
            self._due_at_the_end(sentence, before)

    def _due_at_the_end(self, sentence: Sentence, place: int) -> None:
        """The deadline that stands in the last words of an item, in brackets mostly, is of all of it."""
        if len(self.tasks) <= place or self.tasks[place].deadline is not None:
            return
        deadline = find_deadline(sentence.text, self._spoken)
        if deadline is not None:
            self.tasks[place] = self.tasks[place].model_copy(update={"deadline": deadline.due})

    def _own_assignees(self, since: int) -> bool:
        names = {task.assignee for task in self.tasks[since:]}
        return len(names) > 1

    def _clauses(
        self, sentence: Sentence, start: int, who: str | None = None, *, charged: bool = False
    ) -> None:
        for clause in clauses(sentence, start):
            who = self._clause(clause, who, charged=charged)

    def _clause(self, clause: Clause, who: str | None, *, charged: bool) -> str | None:
        """Adds the clause's task; who is told to do it, also for the next clause."""
        if _NO_CLAUSE.match(clause.text):
            return who
        verb_first = begins_with_verb(clause.text)
        end = None if charged or verb_first else assignee_end(clause.text)
        if end is None and not verb_first and not charged:
            return who
        assignee = clause.text[:end].strip(" ,") if end else who
        task = self._task(clause, end or 0, assignee)
        if task is not None:
            self.tasks.append(task)
        return assignee

    def _task(self, clause: Clause, start: int, assignee: str | None) -> Task | None:
        words = clause.text[start:]
        deadline = find_deadline(words, self._spoken)
        kept = words[: deadline.start] + words[deadline.end :] if deadline else words
        kept = _LEADING.sub("", BRACKETS.sub("", kept).strip(" ,.:;/"))
        kept = re.sub(r"\s+(?:và|,)?\s*$", "", kept).strip(" ,.:;/")
        if len(kept) < _SHORTEST_CHARS or _THIS_DOCUMENT.search(kept):
            return None
        return Task(
            task=kept,
            assignee=_plain(assignee) if assignee else None,
            deadline=deadline.due if deadline else None,
            evidence=self._text.evidence(clause.start, clause.end),
        )


def _plain(assignee: str) -> str:
    return re.sub(r"^(?:đối với|riêng|về phía)\s+", "", assignee, flags=re.IGNORECASE)


def read_tasks(text: ArticleText, *, one_for_all: bool) -> tuple[Task, ...]:
    """The tasks in the order of the text.

    `one_for_all`: a list below `yêu cầu X thực hiện các nội dung sau` is one task of X, as letters mean it.
    """
    return _Reader(text, one_for_all).read(1)
