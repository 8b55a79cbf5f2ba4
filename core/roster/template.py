"""The file to fill in: its columns, what each means, and what may stand there."""

from dataclasses import dataclass
from typing import Final

from core.message import Message, say
from core.roster.columns import Field


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """`title` is Vietnamese, for it is what the reader looks for. `choices` may stand in it and nothing else."""

    field: Field
    title: str
    width: int
    example: str
    help: Message
    choices: tuple[str, ...] = ()
    as_text: bool = False


SHEET: Final = "Danh sách"
GUIDE: Final = "Hướng dẫn"

COLUMNS: Final = (
    TemplateColumn(
        Field.NAME,
        "Họ và tên",
        28,
        "Nguyễn Văn An",
        say("Has to be there. As on the party card, with diacritics."),
    ),
    TemplateColumn(
        Field.BIRTH,
        "Năm sinh",
        12,
        "1968",
        say("The year, or the whole date; only the year is kept. It tells people of one name apart."),
    ),
    TemplateColumn(
        Field.PHONE,
        "Số điện thoại",
        16,
        "0912345678",
        say("Kept sealed. Leave it empty where there is none."),
        as_text=True,
    ),
    TemplateColumn(
        Field.UNIT,
        "Chi bộ",
        30,
        "Chi bộ thôn Đông",
        say("The unit's name as the system has it, or its code."),
    ),
    TemplateColumn(
        Field.ABOVE,
        "Đảng bộ",
        26,
        "",
        say("Only where two units have the same name: the unit above."),
    ),
    TemplateColumn(
        Field.ROLE,
        "Chức vụ Đảng",
        18,
        "Bí thư",
        say("The office held in this unit. Empty for members without one."),
        ("Bí thư", "Phó bí thư", "Chi ủy viên"),
    ),
    TemplateColumn(
        Field.STANDING,
        "Tình trạng",
        16,
        "Chính thức",
        say("Empty counts as an official member."),
        ("Chính thức", "Dự bị", "Miễn sinh hoạt", "Quần chúng"),
    ),
    TemplateColumn(
        Field.GROUP,
        "Nhóm",
        8,
        "",
        say("1 leads, 2 members, 3 not a party member. Empty: worked out from the office and the standing."),
        ("1", "2", "3"),
    ),
    TemplateColumn(
        Field.JOINED,
        "Ngày về chi bộ",
        16,
        "",
        say("Day/month/year. Empty counts from the day of the import."),
        as_text=True,
    ),
    TemplateColumn(
        Field.CODE,
        "Mã",
        18,
        "",
        say("Only where the system has given one: it says for sure whom the row means."),
        as_text=True,
    ),
)

RULES: Final = (
    say("Fill in the sheet “{sheet}”: one row a person, nothing merged, no total row.", sheet=SHEET),
    say(
        "Send the file to the bot after /nhapdanhsach. Nothing changes before you have seen a preview and agreed."
    ),
    say("Who is in the list here and not in your file is never removed by itself."),
    say(
        "Do not write identity numbers, addresses, ethnicity or religion: the system neither reads nor keeps them."
    ),
    say("The file may be sent again and again: what is there already stays as it is."),
)
