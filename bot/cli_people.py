"""Commands that bring people in: the demo, the first administrator, units, people, link codes.

Each gives out one JSON object a line, for people and programs alike; what is said beside it goes to standard error.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

import typer

from bot.chance import SecretChance
from bot.cli_choices import ROLES, STANDINGS, UNIT_TYPES, C, chosen, chosen_role, group_of, listed
from bot.cli_find import PersonRow, find_person, find_unit, person_row
from bot.cli_help import VietnameseCommand, words
from bot.cli_session import at_once, now_by, settings_for, tell
from core.message import Message, say
from core.occasion import local_day

if TYPE_CHECKING:
    from core.ports import UnitOfWork

BY: Final = "command line"
"""Who issued a code that came from here, as it is kept."""


def _option(metavar: Message, what: Message, *names: str) -> Any:  # noqa: ANN401 - so Typer declares it
    return typer.Option(*names, metavar=words(metavar), help=words(what))


def _one_of(labels: Mapping[C, Message]) -> Any:  # noqa: ANN401
    return _option(say("KIND"), say("One of: {choices}.", choices=listed(labels)))


_FullName: TypeAlias = Annotated[
    str, typer.Argument(metavar=words(say("FULL-NAME")), help=words(say("Family name first, in quotes.")))
]
_Born: TypeAlias = Annotated[int | None, _option(say("YEAR"), say("Tells people of the same name apart."))]
_Clock: TypeAlias = Annotated[
    Path | None, _option(say("FILE"), say("For trials: today is the day in this file."))
]


def add_commands(app: typer.Typer) -> None:
    for name, command, what in (
        ("load-demo", load_demo, say("Fill an empty database with the fictional province.")),
        ("first-admin", first_admin, say("Make the first administrator and the topmost unit.")),
        ("add-unit", add_unit, say("Add a unit.")),
        ("add-person", add_person, say("Add a person, with a link code.")),
        ("link-code", link_code, say("Give a person a new link code; an earlier one ends.")),
    ):
        app.command(name, cls=VietnameseCommand, help=words(what))(command)


def load_demo(clock_file: _Clock = None) -> None:
    from core.usecases.load_demo import begin, settle

    settings, now = settings_for(), now_by(clock_file)
    province = json.loads((files("simulator") / "demo_province.json").read_bytes())
    at_once(settings, lambda uow: settle(uow, province, now, SecretChance()))
    for row in at_once(settings, lambda uow: begin(uow, province, now, SecretChance())):
        given = asdict(row)
        works_from = given.pop("code_works_from")
        _give(given if works_from is None else {**given, "code_works_from": works_from.isoformat()})


def first_admin(
    name: _FullName,
    unit: Annotated[str, _option(say("NAME"), say("The name of the topmost unit. Has to be given."))],
    unit_type: Annotated[str, _one_of(UNIT_TYPES)] = "commune",
    birth_year: _Born = None,
    clock_file: _Clock = None,
) -> None:
    from core.criteria import CriterionGroup
    from core.usecases.first_admin import FirstAdmin
    from core.usecases.first_admin import first_admin as found

    settings, now = settings_for(), now_by(clock_file)
    defaults = json.loads((files("bot") / "default_criteria.json").read_bytes())
    criteria = tuple(
        CriterionGroup(code, words, invented=True) for code, words in defaults["criterion_groups"].items()
    )
    command = FirstAdmin(name, birth_year, unit, chosen(unit_type, UNIT_TYPES, "--unit-type"), criteria)

    def work(uow: "UnitOfWork") -> PersonRow:
        done = found(uow, command, now, SecretChance())
        return person_row(uow, done.person, done.link_code, local_day(now))

    _give_person(at_once(settings, work))


def add_unit(
    name: Annotated[
        str, typer.Argument(metavar=words(say("NAME")), help=words(say("The unit's name, in quotes.")))
    ],
    under: Annotated[str, _option(say("UNIT"), say("The unit above it, by code or name. Has to be given."))],
    kind: Annotated[str, _one_of(UNIT_TYPES)] = "cell",
    code: Annotated[str, _option(say("CODE"), say("The unit's own code; made where none is given."))] = "",
    no_chat: Annotated[
        bool,
        typer.Option(
            "--no-chat", help=words(say("Nobody of this unit talks with the bot (police, military)."))
        ),
    ] = False,
    clock_file: _Clock = None,
) -> None:
    from core.usecases.add_unit import AddUnit
    from core.usecases.add_unit import add_unit as add

    settings, on = settings_for(), local_day(now_by(clock_file))
    unit_type = chosen(kind, UNIT_TYPES, "--kind")

    def work(uow: "UnitOfWork") -> dict[str, str]:
        parent = find_unit(uow, under, on).id
        added = add(uow, None, AddUnit(name, unit_type, parent, on, code, no_chat), on, SecretChance())
        return {"unit": added.id, "name": added.name, "type": added.type.value, "parent": parent}

    _give(at_once(settings, work))


def add_person(
    name: _FullName,
    unit: Annotated[str, _option(say("UNIT"), say("The person's unit, by code or name. Has to be given."))],
    birth_year: _Born = None,
    standing: Annotated[str, _one_of(STANDINGS)] = "official",
    role: Annotated[
        list[str] | None,
        _option(
            say("ROLE[:UNIT]"),
            say(
                "Held in that unit or in another; may be repeated. One of: {choices}.", choices=listed(ROLES)
            ),
        ),
    ] = None,
    phone: Annotated[str | None, _option(say("NUMBER"), say("The phone number; kept sealed."))] = None,
    clock_file: _Clock = None,
) -> None:
    from core.usecases.add_person import AddPerson
    from core.usecases.add_person import add_person as add
    from core.usecases.new_link_code import issue_code

    settings, now = settings_for(), now_by(clock_file)
    wanted = [chosen_role(each) for each in role or ()]
    stands = chosen(standing, STANDINGS, "--standing")
    group = group_of(stands, [kind for kind, _ in wanted])

    def work(uow: "UnitOfWork") -> PersonRow:
        on = local_day(now)
        home = find_unit(uow, unit, on).id
        roles = tuple((kind, find_unit(uow, where, on).id if where else home) for kind, where in wanted)
        command = AddPerson(name, birth_year, home, group, stands, on, roles, phone)
        person = add(uow, None, command, on, SecretChance())
        return person_row(uow, person, issue_code(uow, person.id, BY, now, SecretChance()), on)

    _give_person(at_once(settings, work))


def link_code(
    person: Annotated[
        str | None,
        typer.Argument(metavar=words(say("PERSON")), help=words(say("The person's code, or the full name."))),
    ] = None,
    sheet: Annotated[
        str | None,
        _option(say("UNIT"), say("Instead: a sheet to print, for all of this unit who are not linked.")),
    ] = None,
    out: Annotated[
        Path | None, _option(say("FILE"), say("The Word file that the sheet is written to."))
    ] = None,
    clock_file: _Clock = None,
) -> None:
    from core.usecases.new_link_code import issue_code

    if sheet is not None or person is None:
        from bot.cli_link_sheet import write_sheet

        write_sheet(sheet, out, clock_file, alone=person is None)
        return
    settings, now = settings_for(), now_by(clock_file)

    def work(uow: "UnitOfWork") -> PersonRow:
        who = find_person(uow, person, local_day(now)).person
        return person_row(uow, who, issue_code(uow, who.id, BY, now, SecretChance()), local_day(now))

    _give_person(at_once(settings, work))


def _give(row: Mapping[str, object]) -> None:
    typer.echo(json.dumps(row, ensure_ascii=False))


def _give_person(row: PersonRow) -> None:
    _give(asdict(row))
    tell(
        say(
            "The link code of comrade {name} is {code}. It works once; please hand it over in person or on paper.",
            name=row.name,
            code=row.link_code,
        ),
        aside=True,
    )
