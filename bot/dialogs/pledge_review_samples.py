"""Sample sheets that every question about a pledge under review is rendered with; invented, and awkward on purpose."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from bot.conversation.spec import Sample
from bot.dialogs.review_questions import Gone
from bot.dialogs.review_samples import AUTHOR, LONG, OWNER, SECRETARY, SENT, item
from bot.dialogs.reviewed_pledge import PledgeReview
from core.history import Deed, Entry
from core.message import say
from core.pledge import Measure, Pledge, PledgeKind, PledgeState
from core.usecases.pledge_review_sheet import ItemChange, PledgeReviewSheet


def pledge_review(*, can_decide: bool = True) -> PledgeReview:
    """An amendment: one item changed in all that it says, one new, one taken out; others untouched and long."""
    old = replace(item(1), solution="Vận động", evidence="ảnh")
    amended = replace(
        old, content="Xóa 20 nhà tạm", target=Decimal(20), solution="", evidence="ảnh, biên bản"
    )
    new = replace(item(2, Measure.AT_MOST, 0, "lần vi phạm"), breakthrough=True)
    gone = item(3, Measure.YES_NO, None, "danh hiệu")
    kept = [replace(item(number), content=LONG) for number in range(4, 9)]
    pledge = Pledge(
        id="b" * 32,
        person=AUTHOR.id,
        kind=PledgeKind.PERSONAL_PLAN,
        year=2026,
        unit="U32",
        path=OWNER.path,
        state=PledgeState.SUBMITTED if can_decide else PledgeState.CONFIRMED,
        version=2,
        revision=4,
        confirmed_version=1,
        last_item=8,
        sent_at=SENT,
        received_at=SENT,
        late=True,
        items=(amended, new, *kept),
        reason="Nêu chỉ tiêu bằng con số.",
    )
    comment = Entry(pledge.id, SENT, SECRETARY.id, Deed.COMMENTED, 1, "Cần <phối hợp> với *Mặt trận*")
    sheet = PledgeReviewSheet(
        owner=OWNER,
        pledge=pledge,
        changes=(ItemChange("e1", old, amended), ItemChange("e2", None, new), ItemChange("e3", gone, None)),
        comments=(comment,),
        history=(comment,),
        can_decide=can_decide,
        can_comment=True,
    )
    return PledgeReview(sheet, {SECRETARY.id: SECRETARY}, {"2.1": "Tự học, tự rèn"})


def pledge_review_samples() -> Iterable[Sample]:
    reason = "Nêu rõ hơn sẽ làm gì."
    yield Sample(pledge_review(), {"verdict": "changes", "reason": reason, "added": "Việc 2"})
    yield Sample(pledge_review(), {"leaf": 2, "verdict": "confirm"})
    yield Sample(pledge_review(can_decide=False), {"verdict": "comment", "comment": "Rất <thiết> thực"})
    yield Sample(Gone(say("This is outside what you look after.")), {})
