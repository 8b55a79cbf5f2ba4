"""How requests about own data stand, and what the log says was done."""

from typing import Final

from core.data_requests import RequestState
from core.message import Message, say
from core.trail import Act

STATES: Final[dict[RequestState, Message]] = {
    RequestState.OPEN: say("waits for an answer"),
    RequestState.TAKEN: say("is being looked at"),
    RequestState.ERASING: say("is being done"),
    RequestState.DONE: say("done"),
    RequestState.REFUSED: say("not done"),
    RequestState.CANCELLED: say("taken back"),
}
ACTS: Final[dict[Act, Message]] = {
    Act.READ: say("read a report or pledge"),
    Act.EXPORTED: say("took out a file"),
    Act.IMPORTED: say("brought in a list"),
    Act.BROKE_SEAL: say("opened the documents for a reason"),
    Act.OWN_DATA: say("took out the own data"),
    Act.REQUESTED: say("asked about the own data"),
    Act.DECIDED: say("answered a request"),
    Act.HELD: say("set or ended a legal hold"),
    Act.ERASED: say("erased the data"),
    Act.RETENTION: say("changed how long data are kept"),
    Act.ROTATED: say("changed the key"),
}
