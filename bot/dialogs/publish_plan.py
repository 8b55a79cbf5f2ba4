"""Making a leader's plan public: in which unit, how, on which day; and taking that back.

Keys: `again`, `unit`, `form`, `on`, `place`, `send`.
"""

from dataclasses import dataclass
from typing import Final, TypeAlias

from bot.conversation.dialog import Dialog, Edit, Line, Option, ask, ask_or_skip, heading, hint
from bot.conversation.questions import Choice, ChoiceQuestion, DateQuestion, TextQuestion
from bot.dialogs.pledge import kind_label
from bot.dialogs.reviewed_report import who
from core.message import Message, say
from core.publication import PublicationForm
from core.text.dates import Prefer
from core.usecases.publish_pledge import PublishPledge, PublishSheet, TakeFromPublic

_FORMS: Final[dict[PublicationForm, Message]] = {
    PublicationForm.MEETING: say("Read out at a meeting"),
    PublicationForm.POSTING: say("Posted at the place of work"),
    PublicationForm.OTHER: say("Another way"),
}
_TYPED: Final = {
    PublicationForm.MEETING: ("họp", "cuộc họp", "họp chi bộ"),
    PublicationForm.POSTING: ("niêm yết", "dán bảng tin"),
    PublicationForm.OTHER: ("khác", "cách khác"),
}
_PLACE_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Unchanged:
    """It stays as it is."""


Decision: TypeAlias = PublishPledge | TakeFromPublic | Unchanged


def form_label(form: PublicationForm) -> Message:
    return _FORMS[form]


def publish_plan(sheet: PublishSheet) -> Dialog[Decision]:
    if sheet.publication is not None:
        chosen = yield from ask(_again(sheet))
        if chosen == "take":
            return TakeFromPublic(sheet.pledge.id, sheet.seen)
        if chosen == "leave":
            return Unchanged()
    unit = sheet.units[0].id
    if len(sheet.units) > 1:
        unit = yield from ask(_unit(sheet))
    form = PublicationForm((yield from ask(_form())))
    on = yield from ask(_on(sheet))
    place = yield from ask_or_skip(_place())
    command = PublishPledge(sheet.pledge.id, sheet.seen, unit, form, on, place or "")
    yield from ask(_summary(sheet, command))
    return command


def title_line(sheet: PublishSheet) -> Message:
    kind, year = kind_label(sheet.pledge.kind), sheet.pledge.year
    return say("{kind} {year} of {who}", kind=kind, year=year, who=who(sheet.owner.person))


def _again(sheet: PublishSheet) -> ChoiceQuestion:
    assert sheet.publication is not None  # noqa: S101  # asked only then
    newer = sheet.publication.version != sheet.pledge.version_in_force
    anew = (Choice("anew", say("Make the newer version public"), ("bản mới", "công khai lại")),)
    words = [
        heading(title_line(sheet)),
        Line(
            say(
                "It is public since {day}: {form}.",
                day=sheet.publication.on,
                form=form_label(sheet.publication.form),
            )
        ),
    ]
    if newer:
        words.append(hint(say("What was confirmed since then is not public yet.")))
    return ChoiceQuestion(
        key="again",
        words=tuple(words),
        choices=(
            Choice("leave", say("Leave it as it is"), ("để nguyên", "thôi", "không")),
            *(anew if newer else ()),
            Choice("take", say("Take it back from public view"), ("rút", "gỡ", "thôi công khai")),
        ),
        fixed=False,
    )


def _unit(sheet: PublishSheet) -> ChoiceQuestion:
    return ChoiceQuestion(
        key="unit",
        words=(
            heading(title_line(sheet)),
            Line(say("In which unit is it made public? All whose cell belongs to it can then read it.")),
        ),
        title=say("Unit"),
        choices=tuple(Choice(unit.id, unit.name) for unit in sheet.units),
        fixed=False,
    )


def _form() -> ChoiceQuestion:
    return ChoiceQuestion(
        key="form",
        words=(Line(say("How was it made public?")),),
        title=say("Form"),
        choices=tuple(Choice(form.value, label, _TYPED[form]) for form, label in _FORMS.items()),
    )


def _on(sheet: PublishSheet) -> DateQuestion:
    return DateQuestion(
        key="on",
        words=(Line(say("On which day?")),),
        title=say("Day"),
        quick=(sheet.today,),
        earliest=sheet.earliest,
        latest=sheet.today,
        prefer=Prefer.PAST,
    )


def _place() -> TextQuestion:
    return TextQuestion(
        key="place",
        words=(Line(say("Where? For example: nhà văn hóa thôn, bảng tin Đảng ủy.")),),
        title=say("Place"),
        limit=_PLACE_LIMIT,
        skippable=True,
    )


def _summary(sheet: PublishSheet, command: PublishPledge) -> ChoiceQuestion:
    unit = next(each.name for each in sheet.units if each.id == command.unit)
    lines = [
        heading(say("Make public: please check")),
        Line(title_line(sheet)),
        Line(say("Unit: {unit}", unit=unit)),
        Line(say("{form}, {day}", form=form_label(command.form), day=command.on)),
    ]
    if command.place:
        lines.append(Line(say("Place: {place}", place=command.place)))
    lines.append(hint(say("All whose cell belongs to this unit can then read it. It can be taken back.")))
    changes = [
        Option(say("Change the form"), Edit("form")),
        Option(say("Change the day"), Edit("on")),
        Option(say("Change the place"), Edit("place")),
    ]
    if len(sheet.units) > 1:
        changes.insert(0, Option(say("Change the unit"), Edit("unit")))
    return ChoiceQuestion(
        key="send",
        words=tuple(lines),
        choices=(Choice("send", say("Make it public"), ("công khai", "đồng ý", "gửi")),),
        extra=tuple(changes),
    )
