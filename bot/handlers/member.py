"""What a member's commands do: the quarterly report, the pledge, taking a report back."""

from typing import Final

from bot.conversation.dialog import Dialog, Go, Line, Option, Receipt, ask, heading, hint
from bot.conversation.here import Here
from bot.conversation.questions import Choice, ChoiceQuestion
from bot.conversation.spec import Command, DialogSpec, Handler, Sample, Show, Start, Turn
from bot.dialogs import quarterly_report
from bot.dialogs.report_samples import report_samples
from bot.wanted import REPORT_WAITS
from core.errors import Over, Refused
from core.message import Message, say
from core.people import RoleKind
from core.report import ReportState
from core.speaker import Speaker
from core.text.periods import Quarter, parse_quarter
from core.usecases.report_sheet import ReportSheet, report_sheet
from core.usecases.submit_report import SubmitReport, submit_report
from core.usecases.withdraw_report import WithdrawReport, withdraw_report

REPORT: Final = "baocao"
WITHDRAW: Final = "rutbaocao"


def is_member(speaker: Speaker) -> bool:
    return speaker.home is not None


def report(here: Here, argument: str) -> Turn:
    quarter = _quarter(here, argument)
    sheet = report_sheet(here.uow, here.known, quarter, here.now)
    if not sheet.items and sheet.report is None:
        return Show(
            (
                Line(
                    say(
                        "There is no pledge for {year} yet, so there is nothing to report on.",
                        year=quarter.year,
                    )
                ),
            ),
            (Option(say("Register the pledge"), Go("dangky", str(quarter.year))), MENU),
        )
    if sheet.can_write:
        return Start(REPORT, quarter.code)
    return _as_it_stands(sheet)


def _quarter(here: Here, argument: str) -> Quarter:
    """The one named; else the first that is owed and not closed; else the current one."""
    if argument:
        named = parse_quarter(argument, here.today)
        try:
            return named or Quarter.from_code(argument)
        except ValueError:
            raise Refused(say("Which quarter is meant? For example: “báo cáo quý 1”.")) from None
    owed = here.uow.obligations.pending(here.known.person.id)
    quarters = (each.document.quarter for each in owed if each.can_be_met(here.now))
    return next((quarter for quarter in quarters if quarter is not None), None) or Quarter.of(here.today)


def _as_it_stands(sheet: ReportSheet) -> Show:
    assert sheet.report is not None  # noqa: S101  # only a report that was handed in cannot be written
    words = (
        heading(say("Report for {quarter}", quarter=sheet.period)),
        Line(say("Receipt code: {code}", code=sheet.report.receipt)),
    )
    if sheet.state is ReportState.ACCEPTED:
        return Show((*words, Line(say("It has been accepted and is closed."))), (READ, MENU))
    waiting = say("It was handed in on {at} and waits to be looked at.", at=sheet.report.sent_at)
    back = Option(
        say("Take it back to change it"), Go(WITHDRAW, sheet.report.id), ("rút", "rút lại", "rút báo cáo")
    )
    return Show((*words, Line(waiting)), (READ, back, MENU))


READ: Final = Option(say("Read it again"), Go("cuatoi"), ("xem", "xem lại"))
MENU: Final = Option(say("Menu"), Go("menu"))


def _sheet(here: Here, subject: str) -> ReportSheet:
    sheet = report_sheet(here.uow, here.known, Quarter.from_code(subject), here.now)
    if not sheet.can_write:
        raise Over(say("This report has been handed in already."))
    if here.now >= sheet.window.closes:
        raise Over(say("{quarter} is closed. Please speak to your secretary.", quarter=sheet.period))
    return sheet


def _submit(here: Here, subject: str, command: SubmitReport) -> Receipt:  # noqa: ARG001
    done = submit_report(here.uow, here.known, command, here.occasion, here.chance)
    words = say("✅ The report for {quarter} is handed in.", quarter=command.period)
    if done.resubmitted:
        words = say("✅ The additions to the report for {quarter} are handed in.", quarter=command.period)
    lines = [Line(words), Line(say("Receipt code: {code}", code=done.receipt))]
    if done.late:
        lines.append(hint(say("It came after the time for it and is marked as late.")))
    lines.append(hint(say("It will be looked at; the result comes here.")))
    here.tell(
        done.tell,
        (Line(say("A quarterly report waits to be looked at.")),),
        (Option(say("See what waits"), Go("duyet")),),
        dedup=f"handed in:{done.receipt}",
        wanted=f"{REPORT_WAITS} {done.report}",
    )
    return Receipt(tuple(lines), (READ, MENU))


def withdraw(here: Here, argument: str) -> Turn:
    """The report named by its id; without one, the newest that waits."""
    if argument:
        return Start(WITHDRAW, argument)
    year = here.uow.reports.of_year(here.known.person.id, here.today.year)
    waiting = [each for each in year if each.state is ReportState.SUBMITTED]
    if not waiting:
        raise Refused(say("No report waits to be looked at, so there is none to take back."))
    return Start(WITHDRAW, waiting[-1].id)


def _own_report(here: Here, subject: str) -> WithdrawReport:
    found = here.uow.reports.get(subject)
    if found is None or found.person != here.known.person.id or found.state is not ReportState.SUBMITTED:
        raise Over(say("It cannot be taken back: it has been looked at, or was taken back already."))
    return WithdrawReport(found.id, found.revision)


def _whether_to_withdraw(sheet: WithdrawReport) -> Dialog[WithdrawReport | None]:
    question = ChoiceQuestion(
        key="sure",
        words=(Line(say("Take the report back? It counts as not handed in until it is sent again.")),),
        choices=(
            Choice("no", say("No, leave it"), ("không", "thôi")),
            Choice("yes", say("Yes, withdraw it"), ("có", "đồng ý", "rút")),
        ),
    )
    return sheet if (yield from ask(question)) == "yes" else None


def _withdrawn(here: Here, subject: str, command: WithdrawReport | None) -> Receipt:
    if command is None:
        return Receipt((Line(say("It stays as it is.")),), (READ, MENU))
    found = here.uow.reports.get(subject)
    withdraw_report(here.uow, here.known, command, here.occasion)
    again = Go(REPORT, found.period.code if found else "")
    return Receipt(
        (Line(say("The report is taken back.")),), (Option(say("Change it and send it again"), again), MENU)
    )


def _reads_report(text: str) -> str | None:
    """ "báo cáo quý 1", "bc q1/26" → the quarter's words as typed."""
    from core.text.folding import folded

    key = folded(text)
    for opening in ("bao cao ", "bc "):
        if key.startswith(opening) and len(key) < 40:
            return key.removeprefix(opening)
    return None


def command(name: str, words: tuple[str, ...], label: Message, handle: Handler) -> Command:
    return Command(name, words, label, is_member, handle)


SPECS: Final[
    tuple[DialogSpec[ReportSheet, SubmitReport] | DialogSpec[WithdrawReport, WithdrawReport | None], ...]
] = (
    DialogSpec(
        name=REPORT,
        title=quarterly_report.title,
        sheet=_sheet,
        script=quarterly_report.quarterly_report,
        carry_out=_submit,
        samples=report_samples,
        begin=quarterly_report.said_before,
        steady=ReportSheet.steady_until,
    ),
    DialogSpec(
        name=WITHDRAW,
        title=lambda _subject: say("Taking a report back"),
        sheet=_own_report,
        script=_whether_to_withdraw,
        carry_out=_withdrawn,
        samples=lambda: [Sample(WithdrawReport("R1", 3), {"sure": "yes"})],
    ),
)

COMMANDS: Final = (
    Command(
        REPORT,
        ("báo cáo", "báo cáo quý", "bc"),
        say("Report for the quarter"),
        is_member,
        report,
        reads=_reads_report,
    ),
    Command(
        WITHDRAW,
        ("rút báo cáo", "rút lại báo cáo"),
        say("Take a report back"),
        is_member,
        withdraw,
        in_menu=False,
    ),
)
LEADERS: Final = frozenset({RoleKind.SECRETARY, RoleKind.DEPUTY_SECRETARY, RoleKind.STAFF})
