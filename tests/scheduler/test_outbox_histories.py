"""Any history of queueing, sending, failing and dying: order is kept, nobody is skipped, only replies repeat."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.outbox import Claimed, Kind, Outcome, Rejected, RetryAt, Sent, Unknown
from tests.scheduler.posts import ME, NOW, OTHER, Post, open_post

CHATS = ("an", "bình")
SENDERS = (ME, OTHER)

Step = tuple[str, int, int]


@pytest.fixture
def post(sqlite_url: str) -> Iterator[Post]:
    with open_post(sqlite_url) as opened:
        yield opened


class History:
    """Two senders that share an outbox; what each has in hand is forgotten when it dies."""

    def __init__(self, post: Post) -> None:
        post.change("delete from outbox")
        post.change("update address set lease_owner = null, lease_until = 0, held_until = 0")
        self.post = post
        self.queued: dict[str, Kind] = {}
        self.arrived: dict[str, list[str]] = defaultdict(list)
        self.hands: dict[str, list[Claimed]] = {sender: [] for sender in SENDERS}

    def queue(self, chat: int, kind: int) -> None:
        what = (Kind.PROMPT, Kind.RECEIPT, Kind.NOTICE)[kind % 3]
        text = f"{what} {len(self.queued)}"
        self.queued[text] = what
        owner = None if what is Kind.NOTICE else SENDERS[kind % 2]
        claimed = self.post.queue(self.post.message(CHATS[chat % 2], text, kind=what), owner=owner).claimed
        if owner is not None:
            self.hands[owner] += claimed

    def claim(self, sender: int, _: int) -> None:
        self.hands[SENDERS[sender % 2]] += self.post.claim(1, SENDERS[sender % 2])

    def send(self, sender: int, how: int) -> None:
        owner = SENDERS[sender % 2]
        if not self.hands[owner]:
            return
        row = self.hands[owner].pop(0)
        outcome, arrives = self._ending(how)
        if arrives:
            self.arrived[row.chat].append(row.payload.decode())
        more = self.post.record(row, outcome)
        if not isinstance(outcome, Sent):  # the whole address was handed back
            self.hands[owner] = [one for one in self.hands[owner] if one.address_row != row.address_row]
        elif more and all(one.address_row != row.address_row for one in self.hands[owner]):
            following = self.post.next_reply(row.chat, owner)
            self.hands[owner] += [following] if following else []

    @staticmethod
    def _ending(how: int) -> tuple[Outcome, bool]:
        endings: tuple[tuple[Outcome, bool], ...] = (
            (Sent("7", NOW), True),
            (Sent("7", NOW), True),
            (RetryAt(timedelta(seconds=9)), False),
            (Unknown(), True),
            (Unknown(), False),
            (Rejected("markup"), False),
        )
        return endings[how % len(endings)]

    def die(self, sender: int, after_sending: int) -> None:
        """Killed, perhaps between the messenger's answer and our record of it."""
        owner = SENDERS[sender % 2]
        if after_sending % 2 and self.hands[owner]:
            row = self.hands[owner][0]
            self.arrived[row.chat].append(row.payload.decode())
        self.hands[owner] = []
        self.post.change(f"update address set lease_until = 1 where lease_owner = '{owner}'")  # noqa: S608 - ours
        self.post.take_over(SENDERS[1 - sender % 2])

    def wait(self, *_: int) -> None:
        self.post.let_holds_pass()

    def finish(self) -> None:
        for sender in (0, 1):
            self.die(sender, 0)
        for _ in range(3 * len(self.queued) + 3):
            self.wait()
            self.claim(0, 0)
            self.send(0, 0)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["queue", "queue", "queue", "claim", "send", "send", "send", "die", "wait"]),
            st.integers(0, 5),
            st.integers(0, 5),
        ),
        max_size=40,
    )
)
def test_any_history(post: Post, steps: list[Step]) -> None:
    history = History(post)
    for what, one, other in steps:
        getattr(history, what)(one, other)
    history.finish()

    states = {text: state for text, state in post.states().items() if text in history.queued}
    assert set(states) == set(history.queued), "a row was lost"
    assert not {"waiting", "attempted"} & set(states.values()), "somebody was skipped"
    unknowns = dict(
        zip(states, (row[0] for row in post.rows("select unknowns from outbox order by id")), strict=True)
    )
    for chat in CHATS:
        arrived = history.arrived[chat]
        for text, count in Counter(arrived).items():
            repeats = 0 if history.queued[text] is Kind.NOTICE else unknowns[text]
            assert count <= 1 + repeats, "a repeat that nobody had to expect"
        for kind in (Kind.RECEIPT, Kind.NOTICE):
            firsts = list(dict.fromkeys(text for text in arrived if history.queued[text] is kind))
            assert firsts == sorted(firsts, key=lambda text: int(text.split()[1])), "one overtook another"
        prompts = [text for text, state in post.states(chat).items() if history.queued[text] is Kind.PROMPT]
        assert not prompts or states[prompts[-1]] != "superseded", "the newest prompt never left"
