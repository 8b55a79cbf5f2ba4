"""What is sealed is opened only with its key and for its purpose, also after the key was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import CannotOpen, Vault, new_key

OLD, NEW, OTHER = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))


@given(st.binary(max_size=5000), st.text(max_size=50))
def test_what_was_sealed_is_opened(value: bytes, purpose: str) -> None:
    vault = Vault(OLD)
    assert vault.open(vault.seal(value, purpose), purpose) == value


def test_text_comes_back_as_it_was_typed() -> None:
    vault = Vault(new_key())
    for text in ("", "Đồng chí Nguyễn Thị Ánh 🌾", "Đảng".encode().decode(), "e\u0302\u0301"):
        assert vault.open_text(vault.seal_text(text, "note"), "note") == text


def test_the_same_value_never_looks_the_same_twice() -> None:
    vault = Vault(OLD)
    assert len({vault.seal(b"0912345678", "phone") for _ in range(100)}) == 100


def test_nothing_of_the_value_shows() -> None:
    sealed = Vault(OLD).seal_text("0912345678", "phone")
    assert b"0912345678" not in sealed


def test_it_opens_for_its_purpose_alone() -> None:
    vault = Vault(OLD)
    with pytest.raises(CannotOpen):
        vault.open(vault.seal(b"x", "phone"), "draft")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        Vault(OTHER).open(Vault(OLD).seal(b"x", "phone"), "phone")


def test_whatever_is_altered_does_not_open() -> None:
    vault = Vault(OLD)
    sealed = vault.seal(b"some value", "phone")
    for at in range(len(sealed)):
        altered = sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :]
        with pytest.raises(CannotOpen):
            vault.open(altered, "phone")


@pytest.mark.parametrize("length", range(40))
def test_what_is_cut_short_does_not_open(length: int) -> None:
    vault = Vault(OLD)
    with pytest.raises(CannotOpen):
        vault.open(vault.seal(b"0123456789", "phone")[:length], "phone")


def test_after_a_change_of_key_old_values_open_and_new_ones_use_the_new_key() -> None:
    before = Vault(OLD)
    old = before.seal(b"x", "phone")
    after = Vault(NEW, OLD)
    assert after.open(old, "phone") == b"x"
    assert not after.is_current(old)
    new = after.seal(b"y", "phone")
    assert after.is_current(new)
    with pytest.raises(CannotOpen):
        before.open(new, "phone")
    assert Vault(NEW).open(new, "phone") == b"y"


def test_what_was_found_by_its_hash_is_found_after_a_change_of_key() -> None:
    both = Vault(NEW, OLD).digests("0912345678", "phone")
    assert both == (Vault(NEW).digest("0912345678", "phone"), Vault(OLD).digest("0912345678", "phone"))
    assert Vault(NEW, OLD).digest("0912345678", "phone") == both[0]


def test_a_hash_tells_values_purposes_and_keys_apart() -> None:
    vault = Vault(OLD)
    digests = {
        vault.digest("a", "b"),
        vault.digest("b", "a"),
        vault.digest("", "ba"),
        vault.digest("a", "phone"),
        Vault(NEW).digest("a", "b"),
    }
    assert len(digests) == 5
    assert all(len(digest) == 32 for digest in digests)
    assert vault.digest("a", "b") == Vault(OLD).digest("a", "b")


@pytest.mark.parametrize("keys", [(), (b"",), (b"short",), (OLD, b"short"), (OLD + b"x",)])
def test_a_key_has_32_bytes(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(*keys)


def test_a_new_key_is_new() -> None:
    assert len(new_key()) == 32
    assert new_key() != new_key()
