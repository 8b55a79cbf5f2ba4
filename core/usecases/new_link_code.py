"""A new one-time code for a person; unused earlier ones end. The code itself is kept nowhere."""

from datetime import datetime, timedelta

from core import linking
from core.occasion import Occasion
from core.ports import Chance, UnitOfWork
from core.speaker import Speaker
from core.usecases.link_codes import require_to_give
from core.usecases.scope import resident


def new_link_code(uow: UnitOfWork, speaker: Speaker, person: str, occasion: Occasion, chance: Chance) -> str:
    """For someone whom the speaker looks after. Raises NotAllowed for anyone else, Refused where nobody is let in."""
    require_to_give(uow, speaker, resident(uow, person, occasion.today), occasion.today)
    return issue_code(uow, person, speaker.person.id, occasion.now, chance)


def issue_code(
    uow: UnitOfWork,
    person: str,
    by: str,
    now: datetime,
    chance: Chance,
    valid_for: timedelta = linking.VALID_FOR,
) -> str:
    """Unchecked: for the command line, whose user holds the database anyway, and for loading the demo."""
    code = chance.code(linking.ALPHABET, linking.LENGTH)
    uow.codes.issue(person, code, now + valid_for, by, now)
    return code
