import pytest

from core.text.answers import NO, VERBS, YES, Verb, chosen_number, verb_of, yes_no
from core.text.folding import folded
from core.text.matching import Ambiguous, Matched, NoMatch


@pytest.mark.parametrize(
    "typed",
    [
        *("dong y", "Đồng ý", "ĐỒNG Ý", "đồng ý ạ", "ok", "1"),
        *(
            "vâng",
            "vg",
            "dạ",
            "oke",
            "ừ",
            "dạ vâng ạ",
            "Vâng, đồng ý nhé đồng chí",
            "OK 👍",
            "đúng rồi",
            "dc",
            "đc",
        ),
        *("co a", "nhất trí", "Đồng\u00a0ý", "dong y nha", "“đồng ý”"),
    ],
)
def test_these_say_yes(typed: str) -> None:
    assert yes_no(typed) == Matched(value=True)


@pytest.mark.parametrize(
    "typed",
    [
        "khong",
        "ko",
        "k",
        "0",
        "kg",
        "hok",
        "khg",
        "Không ạ",
        "dạ không",
        "khong dong y",
        "không đc",
        "chưa",
        "Sai rồi",
    ],
)
def test_these_say_no(typed: str) -> None:
    assert yes_no(typed) == Matched(value=False)


@pytest.mark.parametrize("typed", ["dung", "DUNG", "dung!", "Dung a", "dung roi"])
def test_dung_is_never_yes(typed: str) -> None:
    assert isinstance(yes_no(typed), Ambiguous)


@pytest.mark.parametrize(
    "typed", ["dừng", "dùng", "huy", "17", "", "đồng ý?", "có thể", "👍", "không biết", "mai"]
)
def test_what_is_neither_is_not_taken_for_one(typed: str) -> None:
    assert yes_no(typed) == NoMatch()


def test_no_phrase_says_both() -> None:
    shared = {folded(phrase) for phrase in YES} & {folded(phrase) for phrase in NO}
    assert shared <= {"dung"}


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("quay lại", Verb.BACK),
        ("quay lai", Verb.BACK),
        ("Lùi", Verb.BACK),
        ("bỏ qua", Verb.SKIP),
        ("bo qua a", Verb.SKIP),
        ("huỷ", Verb.CANCEL),
        ("hủy", Verb.CANCEL),
        ("huy", Verb.CANCEL),
        ("/huy", Verb.CANCEL),
        ("dừng", Verb.CANCEL),
        ("trợ giúp", Verb.HELP),
        ("giup", Verb.HELP),
        ("?", Verb.HELP),
        ("menu", Verb.MENU),
        ("Xong", Verb.DONE),
        ("xong rồi ạ", Verb.DONE),
    ],
)
def test_words_that_steer(typed: str, verb: Verb) -> None:
    assert verb_of(typed) == Matched(verb)


def test_a_verb_that_the_step_does_not_allow_is_an_answer_like_any_other() -> None:
    assert verb_of("Huy", [Verb.BACK, Verb.HELP]) == NoMatch()
    assert verb_of("xong", [Verb.BACK, Verb.DONE]) == Matched(Verb.DONE)


def test_bare_dung_does_not_cancel_either() -> None:
    assert verb_of("dung") == Ambiguous((Verb.CANCEL,))


def test_verbs_do_not_share_words() -> None:
    said = [folded(phrase) for phrases in VERBS.values() for phrase in set(map(folded, phrases))]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2", 2),
        ("2.", 2),
        ("(2)", 2),
        ("số 2 ạ", 2),
        ("cau 3", 3),
        ("２", 2),
        ("chọn 12", 12),
        ("02", 2),
        ("0", 0),
    ],
)
def test_a_number_from_the_list(typed: str, number: int) -> None:
    assert chosen_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["1 hộ", "1,5", "17/16", "hai", "2 3", "1234", "-1", "2:-1", "", "quý 2", "٣"]
)
def test_amounts_and_words_are_no_choice(typed: str) -> None:
    assert chosen_number(typed) is None
