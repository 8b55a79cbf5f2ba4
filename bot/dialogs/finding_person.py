"""Finding a person inside any dialog.

    who = yield from find_person("who", (Line(say("Who is to be exempted?")),), Action.CHANGE_PEOPLE)

asks for a name, looks people up under today's rights and lets one be chosen; whatever is typed instead looks again. It
gives the `Resident`. The dialog's `DialogSpec` answers the look-up: `queries=PERSON_QUERIES` (bot/handlers/
search_queries.py), and its samples give `found={FIND_PEOPLE: sample_people}`, a function of the `PeopleAsked`.

Its keys are `{key}0`, `{key}1`, …: one for each name that was tried. A dialog that is opened from a person's page has
the person as its subject and asks for nobody.

What follows must name the person that was found with unit and birth year (`person_line`), so that nobody acts on a
namesake, and a question that decides about the person carries the id in its fingerprint.
"""

from collections import Counter
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, ClassVar, Final

from bot.conversation.dialog import (
    Json,
    Line,
    Option,
    Question,
    Step,
    Take,
    Unclear,
    Value,
    ask,
    hint,
    look_up,
)
from core.access import Action
from core.message import Message, say
from core.people import AudienceGroup, Person, Resident, Standing
from core.text.folding import looks_like_old_encoding
from core.usecases.find_people import PeopleAsked, PeopleFound

FIND_PEOPLE: Final = "find_people"
"""The look-up: PeopleAsked → PeopleFound."""

_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Sought:
    """Words to look for, and which page of what they find."""

    words: str
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonQuestion(Question["Resident | Sought"]):
    """A name is typed, or one of those found is chosen. An answer is a person, or words to look with once more."""

    found: PeopleFound | None = None

    kind: ClassVar[str] = "person"
    numbers_choose: ClassVar[bool] = True

    def options(self) -> tuple[Option, ...]:
        if self.found is None:
            return ()
        people = tuple(
            Option(label, Take({"person": each.person.id}), (each.person.full_name,))
            for label, each in zip(labels(self.found.people), self.found.people, strict=True)
        )
        return (*people, *_turns(self.found))

    def read(self, text: str, today: date) -> "Value[Resident | Sought] | Unclear":  # noqa: ARG002
        if looks_like_old_encoding(text):
            return Unclear(
                say("This text came in an old font and cannot be read. Please type it again in Unicode.")
            )
        if len(text) > _LONGEST or not any(letter.isalpha() for letter in text):
            return Unclear(
                say("Please type a name, or a part of one: for example “Hùng” or “Văn Hùng 1968”.")
            )
        return Value(Sought(text))

    def encode(self, value: "Resident | Sought") -> Json:
        if isinstance(value, Sought):
            return {"words": value.words, "page": value.page}
        return {"person": value.person.id}

    def decode(self, stored: Json) -> "Resident | Sought":
        match stored:
            case {"person": str(person)}:
                for each in self.found.people if self.found else ():
                    if each.person.id == person:
                        return each
            case {"words": str(words), "page": int(page)}:
                return Sought(words, page)
        raise ValueError("nobody who was found")

    def show(self, value: "Resident | Sought") -> Message | str:
        return value.words if isinstance(value, Sought) else person_label(value)

    @property
    def typical(self) -> "Resident | Sought":
        return self.found.people[0] if self.found and self.found.people else Sought("Hùng")


def find_person(
    key: str,
    words: tuple[Line, ...],
    action: Action = Action.FIND_PEOPLE,
    *,
    only_one: bool = False,
    subject: str = "",
) -> Generator[Step, Any, Resident]:
    """Only people upon whom the speaker may do `action` are found. Where nothing is changed, `only_one` takes a single
    hit without asking."""
    found: PeopleFound | None = None
    for number in count():
        question = PersonQuestion(
            key=f"{key}{number}",
            words=(*words, _how()) if found is None else (*words, *_what_was_found(found)),
            title=say("Name"),
            found=found,
            subject=subject,
            help=say("A part of the name is enough, with or without diacritics. A birth year narrows it."),
        )
        answer = yield from ask(question)
        if isinstance(answer, Resident):
            return answer
        found = yield from look_up(FIND_PEOPLE, PeopleAsked(answer.words, answer.page, action))
        if only_one and found.count == 1 and found.people:
            return found.people[0]
    raise AssertionError("counting never ends")


def person_label(who: Resident) -> Message:
    """A name with all that tells namesakes apart."""
    if who.person.birth_year is None:
        return say("{name}, {unit}", name=who.person.full_name, unit=who.unit_name)
    return say(
        "{name} ({birth_year}), {unit}",
        name=who.person.full_name,
        birth_year=str(who.person.birth_year),
        unit=who.unit_name,
    )


def labels(people: Sequence[Resident]) -> list[Message]:
    """One for each; who cannot be told apart by name, year and unit is numbered."""
    seen: Counter[Message] = Counter()
    plain = [person_label(each) for each in people]
    found = []
    for label in plain:
        seen[label] += 1
        twice = plain.count(label) > 1
        found.append(say("{person}, no. {number}", person=label, number=seen[label]) if twice else label)
    return found


def _how() -> Line:
    return hint(
        say(
            "Please type a name or a part of it, with or without diacritics; a birth year or “, unit” narrows it."
        )
    )


def _what_was_found(found: PeopleFound) -> tuple[Line, ...]:
    typed = found.asked.words
    if not found.count:
        return (
            Line(say("Nobody was found for “{typed}” among those you look after.", typed=typed)),
            hint(say("Please type the name otherwise, or only a part of it.")),
        )
    lines = [Line(say("Found for “{typed}”: {count}.", typed=typed, count=found.count))]
    if found.capped:
        lines.append(hint(say("There are more. Please type more of the name, a birth year or “, unit”.")))
    if found.withheld:
        lines.append(
            hint(
                say(
                    "{count} are not listed, because their units keep names off this messenger. Please type the whole"
                    " name, a birth year or “, unit”.",
                    count=found.withheld,
                )
            )
        )
    if found.people:
        lines.append(hint(say("Please choose one, or type another name.")))
    return tuple(lines)


def _turns(found: PeopleFound) -> tuple[Option, ...]:
    at, words = found.asked.page, found.asked.words
    on = Option(
        say("Next page ({page} of {pages})", page=at + 1, pages=found.pages),
        Take({"words": words, "page": at + 1}),
        ("tiếp", "trang sau"),
    )
    before = Option(say("The page before"), Take({"words": words, "page": at - 1}), ("trang trước",))
    return (*((on,) if at < found.pages else ()), *((before,) if at > 1 else ()))


def sample_people(asked: PeopleAsked) -> PeopleFound:
    """For samples: two namesakes whose names try every channel's formatting, and nobody for “không ai”."""
    if asked.words == "không ai":
        return PeopleFound(asked)
    people = tuple(
        Resident(
            Person(f"M{year}", "Nguyễn_Văn <Hùng> & *B*", year, AudienceGroup.ORDINARY_MEMBER),
            Standing.OFFICIAL,
            "U32",
            "Chi bộ thôn Nà Tông",
            "/U0/U3/U32/",
        )
        for year in (1968, 1990)
    )
    return PeopleFound(asked, people, 11, 1, capped=asked.page == 1)
