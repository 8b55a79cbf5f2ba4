"""What a screen looks like on Telegram: nothing lost, nothing cut off, within every limit."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.keyboard import MOST_BUTTONS, lay_out_options
from bot.channels.telegram.layout import Album, Attachment, Text, lay_out
from bot.screen import Paragraph, Role, Screen, ShownOption, Style
from core.text.lengths import utf16_length

AWKWARD = "Nguyễn_Văn <A> & *B*"


def texts(*paragraphs: Paragraph, options: tuple[ShownOption, ...] = ()) -> list[Text]:
    return [part for part in lay_out(Screen(paragraphs, options)) if isinstance(part, Text)]


def plain(markup: str) -> str:
    return html.unescape(re.sub(r"</?(?:b|i|blockquote)>", "", markup))


def choices(*labels: str) -> tuple[ShownOption, ...]:
    return tuple(ShownOption(label, f"1:{index}") for index, label in enumerate(labels))


def rows(*labels: str) -> list[list[str]]:
    _, keyboard = lay_out_options(choices(*labels))
    return [[button["text"] for button in row] for row in keyboard]


def test_styles_become_html_and_what_people_wrote_stays_as_it_is() -> None:
    (text,) = texts(
        Paragraph("Báo cáo quý I", Style.HEADING),
        Paragraph(f"Đồng chí {AWKWARD}"),
        Paragraph("Dòng hai"),
        Paragraph("1 < 2 & 3 > 2", Style.QUOTE),
        Paragraph("Câu 3/6", Style.HINT),
    )
    assert text.markup == (
        "<b>Báo cáo quý I</b>\n\n"
        "Đồng chí Nguyễn_Văn &lt;A&gt; &amp; *B*\nDòng hai\n"
        "<blockquote>1 &lt; 2 &amp; 3 &gt; 2</blockquote>\n"
        "<i>Câu 3/6</i>"
    )


def test_a_cell_of_three_hundred_arrives_whole_in_parts_with_the_buttons_last() -> None:
    names = [f"{number}. {AWKWARD} {'Thị ' * 4}{number}: chưa báo cáo" for number in range(1, 301)]
    parts = texts(Paragraph("\n".join(names)), options=choices("Trang sau"))
    assert len(parts) > 3
    assert all(utf16_length(plain(part.markup)) <= 4096 for part in parts)
    lines = [line for part in parts for line in plain(part.markup).split("\n")]
    assert lines == names  # cut between lines only
    assert [bool(part.keyboard) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_emoji_and_marks_are_counted_as_telegram_counts() -> None:
    parts = texts(Paragraph("👍🏽" * 3000))
    assert all(utf16_length(plain(part.markup)) <= 4096 for part in parts)
    assert "".join(plain(part.markup) for part in parts) == "👍🏽" * 3000


def test_a_styled_paragraph_too_long_for_one_message_keeps_its_style_in_each() -> None:
    parts = texts(Paragraph("Một câu dài. " * 800, Style.QUOTE))
    assert len(parts) > 1
    assert all(re.fullmatch(r"<blockquote>[^<]*</blockquote>", part.markup) for part in parts)


def test_a_paragraph_that_fits_into_one_message_is_not_torn() -> None:
    first, second = texts(Paragraph("a" * 3000), Paragraph("b" * 3000))
    assert (plain(first.markup), plain(second.markup)) == ("a" * 3000, "b" * 3000)


def test_short_labels_stand_in_pairs_long_ones_alone_and_verbs_below() -> None:
    assert rows("Có", "Không") == [["Có", "Không"]]
    assert rows("Đạt chỉ tiêu", "Chưa đạt", "Vượt") == [["Đạt chỉ tiêu", "Chưa đạt"], ["Vượt"]]
    assert rows("Ngắn", "Một nhãn dài hơn mười sáu", "Ngắn 2") == [
        ["Ngắn"],
        ["Một nhãn dài hơn mười sáu"],
        ["Ngắn 2"],
    ]
    options = (
        *choices("Có", "Không"),
        ShownOption("Quay lại", "1:v0", Role.VERB),
        ShownOption("Dừng", "1:v1", Role.VERB),
    )
    _, keyboard = lay_out_options(options)
    assert [[button["text"] for button in row] for row in keyboard] == [["Có", "Không"], ["Quay lại", "Dừng"]]


def test_four_wide_verbs_take_two_rows() -> None:
    options = tuple(
        ShownOption(label, f"v{label}"[:20], Role.VERB)
        for label in ("Quay lại câu trước", "Bỏ qua", "Trợ giúp", "Dừng báo cáo")
    )
    assert [len(row) for row in lay_out_options(options)[1]] == [2, 2]


def test_labels_too_long_for_a_button_become_numbered_lines() -> None:
    long = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh gắn với nêu gương"
    (text,) = texts(Paragraph("Nhóm nào?"), options=choices(long, "Ngắn", AWKWARD))
    assert plain(text.markup) == f"Nhóm nào?\n1. {long}\n2. Ngắn\n3. {AWKWARD}"
    assert text.keyboard == (
        (
            {"text": "1", "callback_data": "1:0"},
            {"text": "2", "callback_data": "1:1"},
            {"text": "3", "callback_data": "1:2"},
        ),
    )


def test_many_numbers_are_spread_evenly() -> None:
    long = "x" * 40
    assert [len(row) for row in lay_out_options(choices(*[long] * 6))[1]] == [3, 3]
    assert [len(row) for row in lay_out_options(choices(*[long] * 11))[1]] == [4, 4, 3]


def test_tiny_labels_share_a_row() -> None:
    assert rows("1", "2", "3", "4", "5", "6") == [["1", "2", "3", "4", "5"], ["6"]]


def test_options_without_words_still_have_something_to_stand_under() -> None:
    (text,) = texts(options=choices("Có"))
    assert text.markup
    assert text.keyboard


@pytest.mark.parametrize(
    "options",
    [
        choices(*[str(number) for number in range(MOST_BUTTONS + 1)]),
        (ShownOption("Có", "đồng ý " * 10),),
    ],
)
def test_options_that_telegram_cannot_bear_are_refused_here(options: tuple[ShownOption, ...]) -> None:
    with pytest.raises(ValueError, match="Telegram"):
        lay_out(Screen((Paragraph("?"),), options))


def test_albums_come_first_ten_at_a_time_and_files_apart() -> None:
    photos = [Attachment(f"p{number}", "a.jpg", as_photo=True) for number in range(11)]
    files = [Attachment("f", "a.pdf", as_photo=False)]
    parts = lay_out(Screen((Paragraph("Minh chứng"),)), [photos[0], *files, *photos[1:]])
    assert [len(part.items) for part in parts if isinstance(part, Album)] == [10, 1, 1]
    assert isinstance(parts[-1], Text)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), max_size=6000),
            st.sampled_from(Style),
        ),
        max_size=6,
    )
)
def test_no_text_is_lost_and_none_too_long(paragraphs: list[tuple[str, Style]]) -> None:
    parts = texts(*(Paragraph(text, style) for text, style in paragraphs))
    assert all(0 < utf16_length(plain(part.markup)) <= 4096 for part in parts)
    kept = "".join("".join(plain(part.markup).split()) for part in parts)
    assert kept == "".join("".join(text.split()) for text, _ in paragraphs)
