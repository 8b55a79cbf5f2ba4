"""/quantri lists what the speaker may manage, and only what exists."""

from datetime import date

from bot.conversation.spec import Command, Show
from bot.handlers.administration import ADMINISTRATION, ENTRIES, administration_of, listed_to, offered_to
from bot.registry import REGISTRY
from core.message import say
from core.people import AudienceGroup, Person, Role, RoleKind, Standing
from core.speaker import Speaker
from tests.handlers.secretary.office import Office


def holding(*kinds: RoleKind) -> Speaker:
    person = Person("p", "Vừ Thị Pa", 1970, AudienceGroup.LEADER)
    roles = tuple(Role("p", "P", "/P/", kind, date(2025, 7, 1)) for kind in kinds)
    return Speaker(person, Standing.OFFICIAL, roles)


def command(name: str, *kinds: RoleKind) -> Command:
    def offered(speaker: Speaker) -> bool:
        return any(role.kind in kinds for role in speaker.roles)

    return Command(name, (name,), say("Menu"), offered, lambda _here, _argument: Show(()), in_menu=False)


MANY = {
    "timkiem": command("timkiem", RoleKind.STAFF, RoleKind.SECRETARY),
    "donvi": command("donvi", RoleKind.STAFF, RoleKind.ADMINISTRATOR),
}


def test_only_what_exists_and_is_offered_stands_on_the_page() -> None:
    assert [each.name for each in offered_to(holding(RoleKind.STAFF), MANY)] == ["timkiem", "donvi"]
    assert [each.name for each in offered_to(holding(RoleKind.SECRETARY), MANY)] == ["timkiem"]
    assert [each.name for each in offered_to(holding(RoleKind.MEMBER), MANY)] == []


def test_who_has_nothing_to_manage_does_not_see_the_entry() -> None:
    page = administration_of(lambda: MANY)
    assert page.offered(holding(RoleKind.SECRETARY))
    assert not page.offered(holding(RoleKind.MEMBER))
    assert not administration_of(dict).offered(holding(RoleKind.ADMINISTRATOR))


def test_a_messengers_own_list_has_the_entries_after_the_menu() -> None:
    member, staff = (
        [each.name for each in listed_to(holding(kind), REGISTRY.commands)]
        for kind in (RoleKind.MEMBER, RoleKind.STAFF)
    )
    assert ADMINISTRATION in staff
    assert staff.index(ADMINISTRATION) < staff.index("timkiem") < staff.index("donvi")
    assert len(staff) == len({*staff}) < 100  # Telegram's limit
    assert not {ADMINISTRATION, *ENTRIES} & {*member}


def test_no_entry_of_the_page_stands_in_the_menu_as_well() -> None:
    for name in ENTRIES:
        if name in REGISTRY.commands:
            assert not REGISTRY.commands[name].in_menu
    assert REGISTRY.commands[ADMINISTRATION].in_menu


def test_each_finds_what_is_theirs_and_a_member_finds_nothing(office: Office, channel: str) -> None:
    phone = office.phone_of("sa", channel)
    phone.says("menu")
    phone.chooses("Quản trị")
    assert {"Tìm đồng chí", "Đơn vị", "Phân quyền"} <= {*phone.choices}
    phone.chooses("Đơn vị")
    assert "Đơn vị P" in phone.sees
    member = office.phone_of("en", channel)
    member.says("quản trị")
    assert "không có việc nào để quản lý" in member.sees
    assert "Quản trị" not in member.choices
