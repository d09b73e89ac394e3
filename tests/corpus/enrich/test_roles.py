"""Who, what, by when: deadlines, assignees, participants, hosts and days, each rule by a table of its own."""

from datetime import date

import pytest

from corpus.article import Article, PartialDate
from corpus.enrich import enrich
from corpus.enrich.assignees import assignee_end, begins_with_verb
from corpus.enrich.deadlines import find_deadline
from corpus.enrich.held_dates import held_dates
from corpus.enrich.named_people import find_people
from corpus.enrich.people import read_people

SPOKEN = date(2022, 11, 20)

DEADLINES = [
    ("gửi báo cáo trước ngày 30/9", "2022-09-30"),
    ("gửi báo cáo trước ngày 15/01", "2023-01-15"),
    ("hoàn thành trước 30/6/2023", "2023-06-30"),
    ("chậm nhất là ngày 25-12-2022 phải nộp", "2022-12-25"),
    ("xong trước ngày 05 tháng 12 năm 2022", "2022-12-05"),
    ("trước 5 giờ ngày 27/11", "2022-11-27"),
    ("hoàn thành trong tháng 12/2022", "2022-12"),
    ("trình UBND tỉnh trong quý I/2023", "2023-03"),
    ("trong quý IV", "2022-12"),
    ("ngay trong tháng này", "2022-11"),
    ("đến hết ngày 31/12/2022 đạt 95%", "2022-12-31"),
    ("trước năm 2025", "2025"),
    ("báo cáo hằng tháng, từ ngày 01/12", None),
    ("năm 2022 đạt 8,5%, quý III tăng 2%", None),
    ("tỷ lệ 30/30 đại biểu, trước 2 điểm", None),
    ("trước ngày 31/02/2023", None),
]


@pytest.mark.parametrize(("words", "due"), DEADLINES)
def test_a_deadline_is_as_precise_as_the_words(words: str, due: str | None) -> None:
    deadline = find_deadline(words, SPOKEN)
    assert (deadline.due.value if deadline else None) == due


def test_a_deadline_without_any_year_to_take_stays_away() -> None:
    assert find_deadline("trước ngày 30/9", None) is None


ASSIGNEES = [
    ("Sở Giao thông vận tải kiểm tra các tuyến đường", "Sở Giao thông vận tải"),
    ("UBND các huyện, thị xã, thành phố phê duyệt phương án", "UBND các huyện, thị xã, thành phố"),
    ("các cơ quan, đơn vị trên địa bàn nghiêm túc thực hiện", "các cơ quan, đơn vị trên địa bàn"),
    ("Chi cục Thuế khu vực phối hợp thu nợ", "Chi cục Thuế khu vực"),
    ("Lãnh đạo các đơn vị quán triệt", "Lãnh đạo các đơn vị"),
    ("Trung tâm Phục vụ hành chính công bố trí người trực", "Trung tâm Phục vụ hành chính công"),
    ("Ban Thường trực Ủy ban MTTQ xã tổng hợp ý kiến", "Ban Thường trực Ủy ban MTTQ xã"),
    ("tăng cường kiểm tra, giám sát", None),
    ("Quá trình thực hiện phải công khai", None),
    ("Hội nghị thống nhất thông qua", None),
]


@pytest.mark.parametrize(("words", "assignee"), ASSIGNEES)
def test_an_assignee_ends_before_the_first_thing_to_do(words: str, assignee: str | None) -> None:
    end = None if begins_with_verb(words) else assignee_end(words)
    assert (words[:end] if end else None) == assignee


def told(*body: str, title: str = "Hội nghị giao ban") -> Article:
    """The article whose meeting was on 2022-11-18, with these further paragraphs."""
    opening = "Ngày 18/11, UBND huyện Mai Sơn tổ chức hội nghị giao ban. Ông Lò Văn Sơn, Chủ tịch UBND "
    "huyện chủ trì."
    return enrich(
        Article(
            url="https://example.com/1",
            portal="p",
            platform="generic",
            title=title,
            body=(opening, *body),
            published=PartialDate(value="2022-11-20", precision="day", source="markup"),
        )
    )


TASKS = [
    (
        [
            "Kết luận, ông Lò Văn Sơn giao Phòng Nội vụ rà soát biên chế; yêu cầu các xã báo cáo trước "
            "ngày 25/11."
        ],
        [("Phòng Nội vụ", "rà soát biên chế", None), ("các xã", "báo cáo", "2022-11-25")],
    ),
    (
        [
            "Chủ tịch UBND huyện yêu cầu:",
            "- Công an huyện tuần tra ban đêm.",
            "- Các trường dạy bơi cho học sinh.",
        ],
        [("Công an huyện", "tuần tra ban đêm", None), ("Các trường", "dạy bơi cho học sinh", None)],
    ),
    (
        ["Ông đề nghị Phòng Y tế tham mưu kế hoạch tiêm chủng. Công an huyện phối hợp bảo đảm trật tự."],
        [
            ("Phòng Y tế", "tham mưu kế hoạch tiêm chủng", None),
            ("Công an huyện", "phối hợp bảo đảm trật tự", None),
        ],
    ),
    (["Cử tri đề nghị UBND huyện sửa đường, yêu cầu ngành điện kéo điện về bản."], []),
    (["Theo yêu cầu nhiệm vụ, các xã đã thực hiện tốt công tác giao thông."], []),
    (["Thu ngân sách đạt 80% dự toán tỉnh giao, đáp ứng yêu cầu đề ra."], []),
]


@pytest.mark.parametrize(("body", "tasks"), TASKS)
def test_tasks_are_what_somebody_was_told_to_do(
    body: list[str], tasks: list[tuple[str, str, str | None]]
) -> None:
    found = [(t.assignee, t.task, t.deadline and t.deadline.value) for t in told(*body).tasks]
    short = [(who, what) for who, what, _ in tasks if len(what) >= 8]
    assert [(who, what) for who, what, _ in found] == short
    assert [due for *_, due in found] == [due for _, what, due in tasks if len(what) >= 8]


ATTENDEES = [
    (
        "Dự hội nghị có các đồng chí: Cầm Thị Hoa, Bí thư Huyện ủy, Chủ tịch HĐND huyện; Hà Văn Định, "
        "Phó Bí thư"
        " Huyện ủy cùng lãnh đạo các phòng, ban.",
        [
            "Cầm Thị Hoa, Bí thư Huyện ủy, Chủ tịch HĐND huyện",
            "Hà Văn Định, Phó Bí thư Huyện ủy",
            "lãnh đạo các phòng, ban",
        ],
    ),
    ("Tham dự có Bí thư và Chủ tịch UBND các xã, thị trấn.", ["Bí thư và Chủ tịch UBND các xã, thị trấn"]),
    ("Hội nghị có sự tham dự của hơn 100 đại biểu.", ["hơn 100 đại biểu"]),
    (
        "Đồng chí Quàng Văn Pha, Phó Chủ tịch HĐND huyện dự hội nghị.",
        ["Quàng Văn Pha, Phó Chủ tịch HĐND huyện"],
    ),
    ("Hội nghị đã cho ý kiến vào dự thảo báo cáo, dự toán năm 2023.", []),
]


@pytest.mark.parametrize(("sentence", "attendees"), ATTENDEES)
def test_attendees_are_cut_where_somebody_new_begins(sentence: str, attendees: list[str]) -> None:
    meeting = told(sentence).meeting
    assert meeting is not None
    assert [said.text for said in meeting.attendees] == attendees


DAYS = [
    (["Hôm qua, Sở Y tế họp."], ["2022-11-19"], None),
    (["Chiều qua (19/11), Sở Y tế họp."], ["2022-11-19"], "chiều"),
    (["Trong các ngày 14, 15 và 17/11, đoàn làm việc."], ["2022-11-14", "2022-11-15", "2022-11-17"], None),
    (["Sáng thứ Sáu (18/11/2022), UBND phường giao ban."], ["2022-11-18"], "sáng"),
    (
        ["Sáng 18/11, HĐND xã khai mạc kỳ họp.", "Kỳ họp diễn ra trong 2 ngày (18 và 19/11)."],
        ["2022-11-18", "2022-11-19"],
        "sáng",
    ),
    (
        ["Sáng 18/11, đoàn khảo sát bờ kè.", "Chiều cùng ngày, UBND huyện tổ chức hội nghị, ông A chủ trì."],
        ["2022-11-18"],
        "chiều",
    ),
    (["Trong 2 ngày 30/11 và 01/12/2021, trường tổ chức đại hội."], ["2021-11-30", "2021-12-01"], None),
]


@pytest.mark.parametrize(("sentences", "days", "part"), DAYS)
def test_days_held_in_all_their_forms(sentences: list[str], days: list[str], part: str | None) -> None:
    held = held_dates(sentences, SPOKEN, None)
    assert ([day.value for day in held.dates], held.part_of_day) == (days, part)


PEOPLE = [
    ("Giám đốc Sở Kế hoạch và Đầu tư Nguyễn Đức Tâm báo cáo.", ["Nguyễn Đức Tâm"]),
    ("PGS.TS. Trần Bá Dung và ThS. Lê Mai Chi trình bày.", ["Trần Bá Dung", "Lê Mai Chi"]),
    (
        "Các ông: Sùng A Vừ, Giàng Thị Mỷ, Tẩn Phù Siểu cùng dự.",
        ["Sùng A Vừ", "Giàng Thị Mỷ", "Tẩn Phù Siểu"],
    ),
    ("Bí thư Thành ủy Sa Đéc và Trường THPT Nguyễn Du học tập Chủ tịch Hồ Chí Minh.", []),
]


@pytest.mark.parametrize(("sentence", "names"), PEOPLE)
def test_people_are_named_in_full_behind_what_announces_them(sentence: str, names: list[str]) -> None:
    assert [person.name for _, person in find_people(sentence)] == names


def test_people_with_posts_follow_each_other_behind_commas() -> None:
    people = read_people("Hà Văn Sơn, Phó bí thư Thường trực Tỉnh ủy, Lê Tiến Dũng, Chủ tịch UBND tỉnh")
    assert [(person.name, person.post) for person in people] == [
        ("Hà Văn Sơn", "Phó bí thư Thường trực Tỉnh ủy"),
        ("Lê Tiến Dũng", "Chủ tịch UBND tỉnh"),
    ]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Theo Quy chế năm 2005, ngày 8/5/2014 Thường trực HĐND xã tổ chức cuộc họp.", "2014-05-08"),
        ("Tiếp nối hội nghị ngày 30/6, sáng 13/7, Ban Chỉ đạo tổ chức hội nghị sơ kết.", "2023-07-13"),
        ("Sau hội nghị (chiều ngày 18/9), chiều ngày 24/9, Sở tổ chức hội nghị.", "2023-09-24"),
        ("Căn cứ Kế hoạch, 14 giờ ngày 16/4, UBND xã tổ chức họp.", "2023-04-16"),
    ],
)
def test_what_a_meeting_followed_is_not_its_day(sentence: str, day: str) -> None:
    held = held_dates([sentence], date(2023, 10, 1) if "2014" not in sentence else date(2014, 5, 12), None)
    assert [value.value for value in held.dates] == [day]
