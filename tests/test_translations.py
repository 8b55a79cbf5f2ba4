"""The checker of the catalogue finds what a translator or a programmer can get wrong."""

import pytest

from tests.translations import HEADER, calls_of_say, faults, faults_of_translation, updated


def catalogue(*entries: str) -> str:
    return HEADER + "\n\n".join(entries) + "\n"


def entry(message_id: str, words: str, flag: str = "") -> str:
    return f'{flag}msgid "{message_id}"\nmsgstr "{words}"'


def check(source: str, *entries: str) -> list[str]:
    return faults(list(calls_of_say(source, "a.py")), catalogue(*entries))


def test_a_complete_catalogue_has_no_faults() -> None:
    source = 'say("Hello {name}", name=x)\nmessage.say("Two " "parts")\n'
    assert check(source, entry("Hello {name}", "Chào đồng chí {name}"), entry("Two parts", "Hai phần")) == []


@pytest.mark.parametrize(
    ("source", "entries", "complaint"),
    [
        ('say("New")', [], "not in the catalogue"),
        ('say("New")', [entry("New", "")], "without a translation"),
        ('say("New")', [entry("New", "Mới", "#, fuzzy\n")], "fuzzy"),
        ('say("New")', [entry("New", "Mới"), entry("Old", "Cũ")], "nobody says it any more: 'Old'"),
        ('say("New")', [entry("New", "Mới"), '#~ msgid "Older"\n#~ msgstr "Cũ hơn"'], "obsolete: 'Older'"),
        ('say("New")', [entry("New", "Mới"), entry("New", "Mới nữa")], "twice in the catalogue: 'New'"),
        ("say(words)", [], "one literal sentence"),
        ('say(f"New {x}")', [], "one literal sentence"),
        ('say("New" + x)', [], "one literal sentence"),
        ('say("For {name}", nam=x)', [entry("For {name}", "Của {name}")], "differ from the id's (nam, name)"),
        ('say("For {name}")', [entry("For {name}", "Của {name}")], "differ from the id's (name)"),
        ('say("For {0}")', [entry("For {0}", "Của {0}")], "only {names}"),
        ('say("Open {")', [entry("Open {", "Mở {")], "only {names}"),
        ('from core.message import Message\nMessage("New")', [], "one literal sentence"),
    ],
)
def test_what_is_wrong_is_named(source: str, entries: list[str], complaint: str) -> None:
    found = check(source, *entries)
    assert len(found) == 1
    assert complaint in found[0]


def test_arguments_that_are_handed_on_are_not_compared() -> None:
    assert check('say("For {name}", **args)', entry("For {name}", "Của {name}")) == []


def test_somebody_elses_class_called_message_is_none_of_ours() -> None:
    assert check('from aiogram.types import Message\nMessage(text="x")') == []


@pytest.mark.parametrize(
    "words",
    [
        "Bạn chưa báo cáo.",
        "Kính gửi anh/chị",
        "Mời anh chị xem",
        "Kính thưa quý vị",
        "Đã nhận!",
        "Báo cáo hàng quý",
        "Hàng năm",
        "Quí I",
        "Đã nhận 🎉",
        "Gửi {tên} sai",
        "Gửi {other}",
        "Gửi {name.title}",
        "Thừa khoảng trắng {name} ",
        "Chie\u0302m Hóa {name}",
        "Chiêm Hoá {name}",
        "Đảng uỷ {name}",
        "Sức khoẻ {name}",
    ],
)
def test_a_translation_against_the_house_is_found(words: str) -> None:
    assert faults_of_translation("For {name}", words if "{" in words else f"{words} {{name}}")


@pytest.mark.parametrize(
    "words",
    [
        "Đồng chí {name} đã nộp ✅",
        "⏰ Sắp đến hạn, đồng chí {name}",
        "Quý I của {name}, hằng quý, hằng năm",
        "Tòa nhà {name}: toàn xã, hoàn thành, thoải mái, khuyến khích, quý, thủy lợi",
        "Hàng hóa của {name} · 3 → 4 m²",
    ],
)
def test_good_words_pass(words: str) -> None:
    assert faults_of_translation("For {name}", words) == []


def test_words_left_in_english_are_found() -> None:
    assert faults_of_translation("Send it again", "Send it again")
    assert faults_of_translation("Telegram", "Telegram") == []


def test_an_update_adds_what_is_missing_and_sorts_but_loses_nothing() -> None:
    said = list(calls_of_say('say("Beta")\nsay("Alpha {n} %", n=1)\n', "a.py"))
    before = catalogue(entry("Zulu", "Dư", "#, fuzzy\n"), entry("Beta", "Hai"))
    after = updated(said, before)
    assert after == catalogue(
        entry("Alpha {n} %", ""), entry("Beta", "Hai"), entry("Zulu", "Dư", "#, fuzzy\n")
    )
    assert updated(said, after) == after


def test_pruning_drops_what_nobody_says() -> None:
    said = list(calls_of_say('say("Beta")', "a.py"))
    pruned = updated(said, catalogue(entry("Zulu", "Dư"), entry("Beta", "Hai")), prune=True)
    assert pruned == catalogue(entry("Beta", "Hai"))
