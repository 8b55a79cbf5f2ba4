"""Every sealed column of the product, with the purpose that its values are bound to (storage/vault.py).

Whatever goes through all that is sealed reads this list: the rotation of the key, and a person's own data. A test holds
that no sealed column is missing and that each purpose is the one that opens it.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sealed:
    table: str
    column: str
    purpose: str


SEALED: Final = (
    Sealed("address", "chat_sealed", "chat"),
    Sealed("address", "state_sealed", "front"),
    Sealed("broken_seal", "reason_sealed", "broken seal reason"),
    Sealed("conversation", "state_sealed", "draft"),
    Sealed("data_request", "words_sealed", "request words"),
    Sealed("data_request", "answer_sealed", "request answer"),
    Sealed("file_order", "argument_sealed", "file argument"),
    Sealed("file_order", "names_sealed", "file names"),
    Sealed("history", "note_sealed", "history note"),
    Sealed("legal_hold", "reason_sealed", "legal hold"),
    Sealed("outbox", "payload_sealed", "outbox"),
    Sealed("outbox", "replacement_sealed", "outbox"),
    Sealed("paper_entry", "content_sealed", "paper entry"),
    Sealed("paper_entry", "note_sealed", "paper entry note"),
    Sealed("parked_update", "raw_sealed", "parked"),
    Sealed("person", "phone_sealed", "phone"),
    Sealed("person_change", "detail_sealed", "person change"),
    Sealed("photo", "source_sealed", "photo source"),
    Sealed("pledge", "reason_sealed", "pledge reason"),
    Sealed("pledge_version", "items_sealed", "pledge items"),
    Sealed("publication", "place_sealed", "publication place"),
    Sealed("report", "returned_sealed", "report return"),
    Sealed("report_version", "content_sealed", "report content"),
    Sealed("roster_batch", "source_sealed", "roster source"),
    Sealed("roster_batch", "head_sealed", "roster head"),
    Sealed("roster_batch", "tail_sealed", "roster head"),
    Sealed("roster_chunk", "sealed", "roster file"),
    Sealed("roster_stage", "phone_sealed", "phone"),
    Sealed("roster_stage", "was_phone_sealed", "phone"),
    Sealed("roster_stage", "detail_sealed", "roster detail"),
)
"""An empty value stands where the text was forgotten."""
