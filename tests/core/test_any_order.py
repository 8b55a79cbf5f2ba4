"""Whatever is tapped, by whom, how often, on however old a screen: a report's life against a plain model of it."""

from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.documents import Document
from core.errors import Moved, NotAllowed, Refused
from core.report import TEXTS, ItemProgress, ItemState, ReportState
from core.usecases.decide_report import (
    AcceptReport,
    ReturnReport,
    UnacceptReport,
    accept_report,
    return_report,
    unaccept_report,
)
from core.usecases.report_sheet import report_sheet
from core.usecases.submit_report import SubmitReport, submit_report
from core.usecases.withdraw_report import WithdrawReport, withdraw_report
from storage.work import Repositories
from tests.core.field import DAY, Q1, Field, at, item, occasion
from tests.core.test_report_and_review import pledge

ACTS = ("submit", "withdraw", "accept", "return", "unaccept")
steps = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from(["en", "hai", "phu", "tich", "xuan", "pa"]),
        st.integers(0, 2),  # how many revisions old the screen is
        st.sets(st.sampled_from(["e1", "e2", TEXTS]), max_size=3),
    ),
    max_size=12,
)
MAY = {
    "submit": {"en"},
    "withdraw": {"en"},
    "accept": {"hai", "phu"},
    "return": {"hai", "phu"},
    "unaccept": {"tich", "pa"},
}


@dataclass
class Model:
    state: ReportState | None = None
    revision: int = 0
    version: int = 0
    open: frozenset[str] = frozenset({"e1", "e2", TEXTS})
    said: dict[str, int] = field(default_factory=dict)

    def act(self, act: str, who: str, seen: int, keys: frozenset[str], figure: int) -> bool:
        """Does it if it may be done, and tells whether it was."""
        if who not in MAY[act] or seen != self.revision:
            return False
        writable = self.state in {None, ReportState.RETURNED, ReportState.WITHDRAWN}
        if act == "submit" and writable:
            for key in ("e1", "e2"):
                if key in self.open:
                    self.said[key] = figure
            self.version += 1
            self._become(ReportState.SUBMITTED, frozenset())
        elif act == "withdraw" and self.state is ReportState.SUBMITTED:
            self._become(ReportState.WITHDRAWN, frozenset({"e1", "e2", TEXTS}))
        elif act == "accept" and self.state is ReportState.SUBMITTED:
            self._become(ReportState.ACCEPTED, frozenset())
        elif act == "return" and self.state is ReportState.SUBMITTED and keys:
            self._become(ReportState.RETURNED, keys)
        elif act == "unaccept" and self.state is ReportState.ACCEPTED:
            self._become(ReportState.SUBMITTED, frozenset())
        else:
            return False
        return True

    def _become(self, state: ReportState, opened: frozenset[str]) -> None:
        self.state, self.open, self.revision = state, opened, self.revision + 1


def really(field: Field, act: str, who: str, seen: int, keys: frozenset[str], figure: int, day: int) -> bool:
    now = at(1, 3) + day * DAY
    speaker = field.speaker(who, now)

    def work(uow: Repositories) -> None:
        found = uow.reports.find("en", Q1)
        report = found.id if found else "none"
        if act == "submit":
            shown = report_sheet(uow, speaker, Q1, now)
            said = tuple(
                ItemProgress(each.key, ItemState.IN_PROGRESS, Decimal(figure))
                for each in shown.items
                if each.is_open
            )
            submit_report(uow, speaker, SubmitReport(Q1, seen, said), occasion(now), field.chance)
        elif act == "withdraw":
            withdraw_report(uow, speaker, WithdrawReport(report, seen), occasion(now))
        elif act == "accept":
            accept_report(uow, speaker, AcceptReport(report, seen), occasion(now))
        elif act == "return":
            return_report(uow, speaker, ReturnReport(report, seen, keys, "thiếu"), occasion(now))
        else:
            unaccept_report(uow, speaker, UnacceptReport(report, seen, "xem lại"), occasion(now))

    try:
        field.do(work)
    except (Moved, Refused, NotAllowed):
        return False
    return True


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_a_reports_life(field: Field, taken: list[tuple[str, str, int, set[str]]]) -> None:
    fresh(field)
    model = Model()
    deeds = 0
    for day, (act, who, age, keys) in enumerate(taken):
        if who == "xuan" and act == "submit":
            who = "hai"  # xuan's own report would be another one
        if act == "submit" and who != "en":
            continue
        seen = max(0, model.revision - age)
        expected = model.act(act, who, seen, frozenset(keys), day)
        assert really(field, act, who, seen, frozenset(keys), day, day) is expected
        deeds += expected
        check(field, model, deeds)


def fresh(field: Field) -> None:
    def wipe(uow: Repositories) -> None:
        for table in (
            "report_item",
            "report_version",
            "report",
            "history",
            "obligation",
            "pledge_version",
            "pledge",
        ):
            uow.connection.core.exec_driver_sql(f"delete from {table}")  # noqa: S608 - names from the line above

    field.do(wipe)
    pledge(field, "en", "A", item("16"), item("5", "buổi"))
    field.owe(Document.report(Q1))


def check(field: Field, model: Model, deeds: int) -> None:
    report = field.do(lambda uow: uow.reports.find("en", Q1))
    owed = field.do(lambda uow: uow.obligations.get("en", Document.report(Q1)))
    assert owed is not None
    assert owed.is_pending == (model.state in {None, ReportState.WITHDRAWN})
    if report is None:
        assert model.state is None
        return
    assert (report.state, report.revision, report.version) == (model.state, model.revision, model.version)
    assert {each.key: each.progress.done for each in report.content.items} == {
        key: Decimal(figure) for key, figure in model.said.items()
    }
    rows = field.do(lambda uow: uow.connection.core.exec_driver_sql("select count(*) from report").scalar())
    assert rows == 1
    assert len(field.do(lambda uow: uow.history.of(report.id))) == deeds
    receipts = field.do(
        lambda uow: uow.connection.core.exec_driver_sql(
            "select count(distinct receipt) from report_version"
        ).scalar()
    )
    assert receipts == report.version
