"""Who was told to do what by when: the tasks that a report or a document gives. Pure.

A directive (`yêu cầu`, `đề nghị`, `giao`) opens clauses, each `ASSIGNEE verb …`; a list below it gives one
task an item. What voters ask for is no task, nor is what the article only recounts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from corpus.article import Task
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.assignees import assignee_end, begins_with_verb
from corpus.enrich.deadlines import find_deadline

_SAID = (
    r"yêu cầu|đề nghị|giao(?:\s+(?:trách nhiệm|nhiệm vụ))?(?:\s+cho)?|phân công|lưu ý|chỉ đạo|nhắc nhở"
    r"|mong muốn"
    r"|kêu gọi|đôn đốc|kiến nghị"
)
_TRIGGER = re.compile(rf"(?<![\w-])(?P<said>{_SAID})(?![\w-])\s*:?\s*", re.IGNORECASE)
_SURE = frozenset(("yêu cầu", "đề nghị"))
"""After one of these the assignee may be left out; the other words need one."""
_NO_TRIGGER_BEFORE = re.compile(
    r"(?<!\w)(?:việc|theo|đáp ứng|các|những|mọi|được|bị|nội dung|mục đích,?|nhu cầu,?|tinh thần|văn bản"
    r"|ý kiến|công tác|sự"
    r"|thực hiện|khi có|nếu có|kiến nghị(?:,| và)?|đề xuất(?:,| và)?|hồ sơ|đơn|giấy|người|tờ trình"
    r"|nhiệm vụ,?|tập trung"
    r"|trực tiếp|lãnh đạo,?|tiếp tục|ban|sát)\s+$",
    re.IGNORECASE,
)
_HANDED_DOWN = re.compile(
    r"(?<!\w)(?:cấp|tỉnh|huyện|trung ương|quyết định|kế hoạch|dự toán|chỉ tiêu)\s+$", re.IGNORECASE
)
"""`chỉ tiêu tỉnh giao`: what a higher level allotted."""
_NO_TRIGGER_AFTER = re.compile(
    r"\s*(?:của|trên|nhiệm vụ|đặt ra|ban|thông|lưu|dịch|tiếp|đất|nộp|hữu|nhận|khoán|quân|thừa|thoa|mùa"
    r"|cấu|diện"
    r"|được|từ|này|cấp thiết|phải có|về|tại|lại|ước|,|\.)(?!\w)"
)
_ASKING = re.compile(
    r"(?:cử tri|bà con|người dân|công dân|(?<!ban )(?<!đồng )(?<!án )(?<!sát )nhân dân"
    r"|(?:các )?doanh nghiệp|đại biểu|các ý kiến|phụ huynh"
    r"|học sinh"
    r"|hội viên|đoàn viên|hộ dân|dư luận)(?!\s+HĐND|\s+Quốc hội)[^.;:]{0,90}$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r",\s+(?:UBND|HĐND|Sở|Phòng|Ban|Thường trực|Ủy ban|Huyện ủy|Đảng ủy|Tỉnh ủy|Đoàn|Hội nghị)(?!\w)"
)
_LEADER = re.compile(
    r"(?<!\w)(?:đồng chí|ông|bà|đ/c|Chủ tịch|Bí thư|Giám đốc|Trưởng|Chánh|Thủ tướng|Bộ trưởng|Thứ trưởng"
    r"|chủ tọa|chủ trì)\s",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    rf"(?:đồng thời|cùng với đó|bên cạnh đó|ngoài ra|và|,|\s)*(?:cũng\s+)?(?:{_SAID})\s*:?\s+(?!của\s)",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    rf";\s*|[,.]\s+(?=(?:đồng thời|cùng với đó|bên cạnh đó)\s)|[,.]?\s+đồng thời\s+(?=(?:{_SAID})\s)"
    r"|[,.]?\s+và\s+(?=(?:yêu cầu|đề nghị)\s)"
    rf"|,\s+(?=(?:{_SAID})\s+(?:các|Sở|Phòng|Ban|UBND|Công an|Văn phòng))",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:đồng thời|cùng với đó|bên cạnh đó|ngoài ra|riêng|đối với|trước mắt|thời gian tới"
    r"|trong thời gian tới|và)\s*,?\s*",
    re.IGNORECASE,
)
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
_LIST_NEXT = re.compile(
    rf"(?:{_SAID}|kết luận|nhấn mạnh|nhiệm vụ|nội dung|giải pháp)[^.]{{0,160}}(?:sau|:|là|đây)\s*[:.]?$",
    re.IGNORECASE,
)
_ACTION_HEADING = re.compile(r"(?:[IVX]+|[A-D]|\d)\s?[.-]\s*(?:PHÂN CÔNG|TỔ CHỨC|NHIỆM VỤ)[^a-zàáảãạ]*$")
"""Below such a heading a plan says who does what."""
_IN_CHARGE = re.compile(
    r"\(\s*(?P<who>[^();,]{3,80}?)\s+(?:chủ trì|làm đầu mối|tham mưu|thực hiện|phụ trách)[^()]*\)"
)
_PAST = re.compile(r"(?<!\w)(?:đã|được|vừa|đang)(?!\w)")
_BRACKETS = re.compile(r"\s*\([^()]{0,260}\)")
_THIS_DOCUMENT = re.compile(
    r"(?:thực hiện|chấp hành|quan tâm|phối hợp|tham dự|nội dung)[^,;]{0,60}(?:này|nêu trên|trên đây"
    r"|đúng thành phần)$"
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
_CONTENTS = re.compile(
    r"(?:một số|các|những)\s+(?P<what>nội dung|nhiệm vụ|giải pháp|vấn đề"
    r"|công việc)(?:[^,.;]{0,60}?)sau\s*(?:đây)?"
)
_ABOUT = re.compile(r"^(?:V/v|Về việc|về việc)\s+", re.IGNORECASE)


class Clause(NamedTuple):
    """A clause of a directive at [start, end) of the article's text."""

    start: int
    end: int
    text: str


class _Reader:
    """Goes through the sentences once; a directive stays open until its paragraph or its list ends."""

    def __init__(self, text: ArticleText, masked: str, one_for_all: bool) -> None:
        self._text, self._masked, self._spoken = text, masked, text.day
        self._one_for_all = one_for_all
        self.tasks: list[Task] = []
        self._line_end = self._open_until = -1
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
        trigger = self._trigger(sentence)
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
        return trigger is not None or _LIST_NEXT.search(sentence.text[-220:]) is not None

    def _trigger(self, sentence: Sentence) -> re.Match[str] | None:
        """The first word of the sentence that tells somebody to do something."""
        for match in _TRIGGER.finditer(sentence.text):
            before, after = sentence.text[: match.start()], sentence.text[match.end() :]
            sure = match["said"].lower() in _SURE
            if not sure and _HANDED_DOWN.search(before):
                continue
            if _NO_TRIGGER_BEFORE.search(before) or _NO_TRIGGER_AFTER.match(sentence.text, match.end("said")):
                continue
            if _is_asked(before):
                continue
            if sure:
                if not after or assignee_end(after) is not None or begins_with_verb(after):
                    return match
            elif after and assignee_end(after) is not None and not after[:1].isdigit():
                return match
        return None

    def _directive(self, sentence: Sentence, trigger: re.Match[str]) -> None:
        line_end = self._text.text.find("\n", sentence.end)
        self._open_until = line_end if line_end >= 0 else len(self._text.text)
        rest = sentence.text[trigger.end() :]
        if not rest:
            return
        if self._opens_list(sentence, trigger):
            self._announce(sentence, trigger.end())
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
        count = 0
        for line in self._text.text[offset + 1 :].split("\n"):
            if _ITEM.match(line) is None:
                break
            count += not line.startswith(("-", "+", "*"))
        return count

    def _goes_on(self, sentence: Sentence) -> None:
        """A later sentence of the paragraph that tells the next one what to do."""
        start = _MORE.match(sentence.text)
        offset = start.end() if start else 0
        rest = sentence.text[offset:]
        end = assignee_end(rest)
        if end is None or _PAST.search(rest[: end + 12]) or _LEADER.match(rest):
            self._open_until = -1 if _PAST.search(rest[:60]) else self._open_until
            return
        self._clauses(sentence, offset)

    def _item(self, sentence: Sentence, start: int) -> None:
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
        for clause in _split(sentence, start):
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
        kept = _LEADING.sub("", _BRACKETS.sub("", kept).strip(" ,.:;/"))
        kept = re.sub(r"\s+(?:và|,)?\s*$", "", kept).strip(" ,.:;/")
        if len(kept) < _SHORTEST_CHARS or _THIS_DOCUMENT.search(kept):
            return None
        return Task(
            task=kept,
            assignee=_plain(assignee) if assignee else None,
            deadline=deadline.due if deadline else None,
            evidence=self._text.evidence(clause.start, clause.end),
        )


def _is_asked(before: str) -> bool:
    """Whether those who speak are the public; a leader or an office after them speaks for itself."""
    asking = _ASKING.search(before)
    return (
        bool(asking) and not _LEADER.search(before) and not _OFFICE.search(asking.group() if asking else "")
    )


def _plain(assignee: str) -> str:
    return re.sub(r"^(?:đối với|riêng|về phía)\s+", "", assignee, flags=re.IGNORECASE)


def _split(sentence: Sentence, start: int) -> Iterator[Clause]:
    """The clauses of a sentence from `start` on, repeated `yêu cầu` and `đồng thời` left out."""
    flat = _BRACKETS.sub(lambda found: " " * len(found.group()), sentence.text)
    cuts = [match.span() for match in _CLAUSES.finditer(flat, start)]
    begins = [start, *(end for _, end in cuts)]
    ends = [*(first for first, _ in cuts), len(sentence.text)]
    for opening, end in zip(begins, ends, strict=True):
        begin = _opened(sentence.text, opening, end)
        words = sentence.text[begin:end].strip()
        if words:
            first = sentence.start + sentence.text.index(words, begin)
            yield Clause(first, first + len(words), words)


def read_tasks(text: ArticleText, masked: str, *, one_for_all: bool) -> tuple[Task, ...]:
    """The tasks in the order of the text.

    `one_for_all`: a list below `yêu cầu X thực hiện các nội dung sau` is one task of X, as letters mean it.
    """
    return _Reader(text, masked, one_for_all).read(1)


def _opened(text: str, begin: int, end: int) -> int:
    """Behind `đồng thời`, `bên cạnh đó` and a repeated `yêu cầu`."""
    more = _MORE.match(text[begin:end])
    begin += more.end() if more else 0
    again = _AGAIN.match(text, begin, end)
    return again.end() if again else begin
