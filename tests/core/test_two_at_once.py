"""Two comrades record something of the same person, or of the same office, in the same moment: one is refused."""

import threading
from collections.abc import Callable

from core.errors import Refused
from core.people import RoleKind
from core.people_history import PersonChange
from core.usecases.give_role import GiveRole, give_role
from core.usecases.transfer_person import TransferPerson, transfer_person
from tests.core.field import Field, at, occasion

NOW = at(10, 3)
TODAY = NOW.date()


def both(field: Field, use_case: Callable[..., PersonChange], *commands: object) -> list[str]:
    """What became of each, carried out at once by the same staff."""
    speaker = field.speaker("pa", NOW)
    outcomes: list[str] = []
    ready = threading.Barrier(len(commands))

    def carry_out(command: object) -> None:
        ready.wait()
        try:
            field.do(lambda uow: use_case(uow, speaker, command, occasion(NOW), field.chance))
        except Refused:
            outcomes.append("refused")
        else:
            outcomes.append("done")

    threads = [threading.Thread(target=carry_out, args=(command,)) for command in commands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def test_one_transfer_of_two(field: Field) -> None:
    outcomes = both(
        field, transfer_person, TransferPerson("en", "B", TODAY), TransferPerson("en", "E", TODAY)
    )
    assert outcomes == ["done", "refused"]
    life = field.do(lambda uow: uow.lives.get("en"))
    assert life is not None
    assert [home.valid_to is None for home in life.homes] == [False, True]


def test_one_secretary_of_two(field: Field) -> None:
    outcomes = both(
        field,
        give_role,
        GiveRole("xuan", "B", RoleKind.SECRETARY, TODAY),
        GiveRole("en", "B", RoleKind.SECRETARY, TODAY),
    )
    assert outcomes == ["done", "refused"]
    assert len(field.do(lambda uow: uow.lives.holders("B", RoleKind.SECRETARY))) == 1
