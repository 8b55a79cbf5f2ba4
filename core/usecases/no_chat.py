"""A branch without chat (police, military; domain.md §4.5.7): its people are not written to, nothing of it is taken.

What the law gives to everybody, one's own data, stays open. Who holds an office outside of the branch keeps the chat
for it: else an administrator could lock himself or herself out.
"""

from datetime import date

from core.people import RoleKind
from core.ports import UnitOfWork
from core.settings import CHAT_DISABLED
from core.speaker import Speaker


def is_out_of_chat(uow: UnitOfWork, speaker: Speaker, on: date) -> bool:
    home = speaker.home
    if home is None or not uow.units.settings(home.path).is_on(CHAT_DISABLED):
        return False
    offices = [role for kind in RoleKind if kind is not RoleKind.MEMBER for role in speaker.holding(kind, on)]
    return all(uow.units.settings(role.path).is_on(CHAT_DISABLED) for role in offices)
