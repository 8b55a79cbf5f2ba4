"""Text of the fonts before Unicode, over whole alphabets."""

import pytest

from core.text.old_encodings import OldEncoding, decoded, looks_old, suspected
from core.text.syllables import is_syllable

LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ"
VNI = [
    "aø",
    "aû",
    "aõ",
    "aù",
    "aï",
    "aê",
    "aè",
    "aú",
    "aü",
    "aé",
    "aë",
    "aâ",
    "aà",
    "aå",
    "aã",
    "aá",
    "aä",
    "ñ",
    "eø",
    "eû",
    "eõ",
    "eù",
    "eï",
    "eâ",
    "eà",
    "eå",
    "eã",
    "eá",
    "eä",
    "ì",
    "æ",
    "ó",
    "í",
    "ò",
    "oø",
    "oû",
    "oõ",
    "où",
    "oï",
    "oâ",
    "oà",
    "oå",
    "oã",
    "oá",
    "oä",
    "ô",
    "ôø",
    "ôû",
    "ôõ",
    "ôù",
    "ôï",
    "uø",
    "uû",
    "uõ",
    "uù",
    "uï",
    "ö",
    "öø",
    "öû",
    "öõ",
    "öù",
    "öï",
    "yø",
    "yû",
    "yõ",
    "yù",
    "î",
]


def test_every_small_letter_of_tcvn3() -> None:
    assert len(TCVN3) == len(LETTERS) == 67
    assert "".join(decoded(letter, OldEncoding.TCVN3) for letter in TCVN3) == LETTERS


def test_every_letter_of_vni_small_and_capital() -> None:
    assert len(VNI) == 67
    assert "".join(decoded(letter, OldEncoding.VNI) for letter in VNI) == LETTERS
    assert "".join(decoded(letter.upper(), OldEncoding.VNI) for letter in VNI) == LETTERS.upper()


def test_capitals_of_tcvn3_that_have_a_place_of_their_own() -> None:
    assert "".join(decoded(letter, OldEncoding.TCVN3) for letter in "¡¢£¤¥¦§") == "ĂÂÊÔƠƯĐ"


@pytest.mark.parametrize(
    ("found", "encoding", "meant"),
    [
        ("NguyÔn V¨n Hïng", OldEncoding.TCVN3, "Nguyễn Văn Hùng"),
        ("TrÇn ThÞ Lª", OldEncoding.TCVN3, "Trần Thị Lê"),
        (
            "NGUYÔN V¡N B×NH",
            OldEncoding.TCVN3,
            "NGUYỄN VĂN BÌNH",
        ),  # a font of capitals draws small codes large
        ("Ph¹m §øc Thä", OldEncoding.TCVN3, "Phạm Đức Thọ"),
        ("Hoµng Nh\u00ad Quúnh", OldEncoding.TCVN3, "Hoàng Như Quỳnh"),
        ("Nguyeãn Vaên Huøng", OldEncoding.VNI, "Nguyễn Văn Hùng"),
        ("Traàn Thò Leâ", OldEncoding.VNI, "Trần Thị Lê"),
        ("ÑOÃ ÑÖÙC TUAÁN", OldEncoding.VNI, "ĐỖ ĐỨC TUẤN"),
        ("Phaïm Höõu Nghóa", OldEncoding.VNI, "Phạm Hữu Nghĩa"),
        ("Leâ Sôn", OldEncoding.VNI, "Lê Sơn"),
        ("Lyù Thuùy Kieàu", OldEncoding.VNI, "Lý Thúy Kiều"),
    ],
)
def test_names_are_recognised_by_the_right_encoding(found: str, encoding: OldEncoding, meant: str) -> None:
    assert decoded(found, encoding) == meant
    assert next(iter(suspected([found]))) is encoding


@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Văn Hùng", "Lê Sơn", "Võ Thị Sáu", "Hồ Thị Ý", "Đỗ Hoà", "Trịnh Công Sơn", "Lê Toàn", "Tô Hà", "Sôn",
        "H’Hen Niê", "Y Blô Êban", "Điểu K’Lơi", "Thạch Sô Khum", "Kim Thị Sa Rết", "Sùng A Dính", "Rơ Châm H'Yéo",
        "Kpă Klơng", "Giàng Thị Mỷ", "Nguyen Van Hung", "NGUYỄN VĂN AN", "Ðặng Thị Ộ", "",
    ],
)  # fmt: skip
def test_names_in_unicode_are_left_alone(name: str) -> None:
    assert suspected([name]) == {}


def test_a_list_of_both_is_told_by_what_most_names_need() -> None:
    found = suspected(["NguyÔn V¨n Hïng", "TrÇn ThÞ Lª", "Nguyeãn Vaên Huøng", "Lê Sơn"])
    assert [(encoding, len(names)) for encoding, names in found.items()] == [
        (OldEncoding.TCVN3, 2),
        (OldEncoding.VNI, 1),
    ]
    assert not looks_old("Nguyeãn Vaên Huøng", OldEncoding.TCVN3)


@pytest.mark.parametrize(
    "word", ["Nguyễn", "hoà", "hòa", "ĐỨC", "quý", "nghĩa", "khuya", "yến", "Ðức", "giữ", "oanh"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["NguyÔn", "Vaên", "Traàn", "Hïng", "Leâ", "bcd", "Huøng", "cạt̀", "ếch1", "tàc", ""]
)
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)
