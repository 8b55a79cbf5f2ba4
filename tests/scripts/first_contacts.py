"""Conversations of first contact: consent given and declined, wrong codes, the wrong person, a stranger's words."""

from datetime import timedelta
from typing import Final

from tests.scripts.script import PhoneOf, Script
from tests.world import World


def _agreed(phone: PhoneOf, world: World) -> None:
    """The code typed as the secretary read it out, at the end of a sentence of courtesy."""
    stranger = phone("")
    stranger.says("Chào đồng chí")
    assert "gõ mã" in stranger.sees
    stranger.chooses("Tôi có mã")
    assert "gõ mã mà bí thư" in stranger.sees
    stranger.chooses("Hủy")
    stranger.chooses("Dừng và xóa")
    stranger.says(f"mã của tôi là {world.codes['M10'].lower()}")
    assert "Sùng A Dính (1996)" in stranger.sees
    stranger.chooses("Đúng")
    assert "Đồng chí có đồng ý không" in stranger.sees
    stranger.agrees()
    assert "Đã liên kết" in stranger.sees


def _declined(phone: PhoneOf, world: World) -> None:
    """Nothing is linked, nothing is kept of it, and the same code works when the person has thought again."""
    stranger = phone("")
    stranger.says(f"/start {world.codes['M10']}")
    stranger.chooses("Đúng")
    stranger.chooses("Không đồng ý")
    for words in ("/baocao", "đăng ký", "của tôi"):
        stranger.says(words)
        assert "gõ mã" in stranger.sees
    world.now += timedelta(days=2)
    stranger.says(world.codes["M10"])
    stranger.chooses("Đúng")
    stranger.agrees()
    assert "Đã liên kết" in stranger.sees


def _not_me(phone: PhoneOf, world: World) -> None:
    """Somebody else's code stays good for its owner."""
    stranger, owner = phone(""), phone("")
    stranger.says(f"/start {world.codes['M10']}")
    stranger.chooses("Không phải")
    assert "Sùng" not in stranger.sees
    owner.says(f"/start {world.codes['M10']}")
    owner.chooses("Đúng")
    owner.agrees()
    assert "Đã liên kết" in owner.sees


def _wrong_codes(phone: PhoneOf, world: World) -> None:
    """Every wrong one gets the same answer; after a few nothing is looked at for a while, not even a right one."""
    stranger = phone("")
    stranger.says("toi co ma")
    for code in ("AAAA2222", "BBBB3333", "xin chào", "CCCC-4444"):
        stranger.says(code)
        assert "không dùng được" in stranger.sees
    for number in range(2, 6):
        stranger.says(f"DDDD{number}{number}{number}{number}")
    assert "Đã thử nhiều lần" in stranger.sees
    stranger.says(world.codes["M10"])
    assert "Sùng" not in stranger.everything
    world.now += timedelta(days=1)
    stranger.says(world.codes["M10"])
    stranger.chooses("Đúng")
    stranger.agrees()
    assert "Đã liên kết" in stranger.sees


def _used_code(phone: PhoneOf, world: World) -> None:
    """A code works once; whoever finds the paper afterwards learns nothing."""
    owner, finder = phone(""), phone("")
    owner.says(f"/start {world.codes['M10']}")
    owner.chooses("Đúng")
    owner.agrees()
    finder.says(f"/start {world.codes['M10']}")
    assert "Sùng" not in finder.everything
    assert "không dùng được" in finder.sees


FIRST_CONTACTS: Final = (
    Script("agreed", ("M10",), _agreed, strangers=True),
    Script("consent declined and then given", ("M10",), _declined, sample=True, strangers=True),
    Script("not me", ("M10",), _not_me, strangers=True),
    Script("wrong codes", ("M10",), _wrong_codes, sample=True, strangers=True),
    Script("a code that was used", ("M10",), _used_code, strangers=True),
)
