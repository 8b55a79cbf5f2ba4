"""Everything that can be talked about, in one explicit list: a dialog or command that is not here does not exist."""

from typing import Any, Final

from bot.conversation.spec import Command, DialogSpec, Registry
from bot.handlers import (
    addresses,
    administration,
    anyone,
    break_glass,
    consent,
    delegation,
    entry_answers,
    evidence,
    first_contact_by_phone,
    link_codes,
    member,
    no_chat,
    on_behalf,
    own_data,
    paper_entries,
    paper_helpers,
    photos,
    pledge,
    published,
    recent_changes,
    record,
    reminders,
    requests,
    roles,
    roster,
    search,
    secretary,
    shared_phone,
    standing,
    trail,
    transfer,
    units,
)

_SPECS: Final[tuple[DialogSpec[Any, Any], ...]] = (
    *anyone.SPECS,
    *first_contact_by_phone.SPECS,
    *addresses.SPECS,
    *consent.SPECS,
    *own_data.SPECS,
    *requests.SPECS,
    *pledge.SPECS,
    *member.SPECS,
    *evidence.SPECS,
    *secretary.SPECS,
    *published.SPECS,
    *paper_entries.SPECS,
    *paper_helpers.SPECS,
    *entry_answers.SPECS,
    *break_glass.SPECS,
    *search.SPECS,
    *units.SPECS,
    *roster.SPECS,
    *link_codes.SPECS,
    *transfer.SPECS,
    *standing.SPECS,
    *roles.SPECS,
    *delegation.SPECS,
    *recent_changes.SPECS,
)


def _by_name() -> dict[str, Command]:
    return {command.name: command for command in _COMMANDS}


# In the order of the menu.
_COMMANDS: Final[tuple[Command, ...]] = (
    *member.COMMANDS,
    *evidence.COMMANDS,
    *pledge.COMMANDS,
    *record.COMMANDS,
    *reminders.COMMANDS,
    *published.COMMANDS,
    *secretary.COMMANDS,
    *on_behalf.COMMANDS,
    *entry_answers.COMMANDS,
    administration.administration_of(_by_name),
    *break_glass.COMMANDS,
    *search.COMMANDS,
    *units.COMMANDS,
    *roster.COMMANDS,
    *link_codes.COMMANDS,
    *transfer.COMMANDS,
    *standing.COMMANDS,
    *roles.COMMANDS,
    *delegation.COMMANDS,
    *recent_changes.COMMANDS,
    *anyone.COMMANDS,
    *first_contact_by_phone.COMMANDS,
    *own_data.COMMANDS,
    *consent.COMMANDS,
    *requests.COMMANDS,
    *trail.COMMANDS,
    *addresses.COMMANDS,
    *shared_phone.COMMANDS,
    anyone.HELP,
)


REGISTRY: Final = Registry(
    dialogs={spec.name: spec for spec in _SPECS},
    commands=_by_name(),
    media=roster.media_or(photos.media),
    withheld=photos.withheld,
    retold=photos.retold,
    stranger=anyone.stranger,
    home=anyone.menu_of(_by_name),
    contact=first_contact_by_phone.card,
    bar=no_chat.bar,
)
