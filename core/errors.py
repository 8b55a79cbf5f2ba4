"""What can go wrong by the rules of the field, each with words for the person."""

from core.message import Message


class Refused(Exception):
    """The rules forbid it, today, for this person. `words` tells them why and what to do; nothing was changed."""

    def __init__(self, words: Message) -> None:
        super().__init__(words.id)
        self.words = words


class Over(Refused):
    """It is over for good (handed in, closed): a draft of it is of no more use, and ends."""


class NotAllowed(Refused):
    """Outside the person's scope on this date. Its words never tell whether the thing exists."""


class Moved(Exception):
    """What was on the screen is no longer so (another version, withdrawn, already decided).

    Not a fault: the present state is shown instead, and nothing was changed.
    """
