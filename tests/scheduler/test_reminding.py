"""Who is reminded of what on which day: a quarter lived day by day, on both databases, and what goes wrong in it."""

import asyncio
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from bot.channels.capabilities import BY_CHANNEL
from bot.channels.text.render import render
from bot.composed import Composed
from bot.dialogs.reminder_words import reminder
from core.composing import ToCompose
from core.consent import CURRENT, Consent, Purpose
from core.documents import Document
from core.erasure import Step
from core.mailing import Choice
from core.obligations import Obligation
from core.outbox import Claimed, Kind, Priority
from core.people import AudienceGroup, Standing, StandingPeriod
from core.ports import UnitOfWork
from core.reminders import HalfDay, Rhythm, Slot
from core.settings import CHAT_DISABLED, REMINDER_RHYTHMS, is_allowed
from core.text.periods import Quarter
from core.usecases.decide_report import ReturnReport, return_report
from core.usecases.reminders import ToDo
from scheduler.reminding import NAME, remind
from scheduler.slots import HalfDays
from storage.engine.statements import Statement
from storage.engine.store import open_store
from storage.work import Repositories
from tests.core.field import at, occasion
from tests.handlers.secretary.office import Q1, Office
from tests.world import Phone

PLEDGE, REPORT = Document.pledge(2026), Document.report(Q1)
DUE = 20  # March 2026, a Friday
_STATES = Statement("select person_id, state, dedup from outbox where dedup like 'remind:%' order by id")


@pytest.fixture
def office(database_url: str) -> Iterator[Office]:
    made = Office(database_url)
    yield made
    made.close()


class Bell:
    """What the half-days of one process bring to these phones."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.half_days = HalfDays(office.store, office.clock, {NAME: remind})

    def rings(self, now: datetime, *, deliver: bool = True) -> None:
        self.office.now = now
        asyncio.run(self.half_days.ring())
        if deliver:
            self.office.deliver()

    def lives(self, first: date, last: date, each_day: Callable[[date], None] = lambda _day: None) -> None:
        """Day by day, with a ring in each of the two hours and some between."""
        for count in range((last - first).days + 1):
            day = first + timedelta(days=count)
            each_day(day)
            for hour, minute in ((7, 35), (19, 5)):
                self.rings(at(day.day, day.month, hour, minute, day.year))


@pytest.fixture
def bell(office: Office) -> Bell:
    return Bell(office)


def states(office: Office) -> list[tuple[str, str]]:
    rows = office.store.run_sync(lambda uow: uow.connection.fetch_all(_STATES))
    return [(person, state) for person, state, _ in rows]


def reminders(phone: Phone) -> list[str]:
    paragraphs = (bubble.screen.paragraphs for bubble in phone.bubbles)
    said = ("\n".join(each.text for each in found) for found in paragraphs)
    return [words for words in said if words.startswith("⏰")]


def chooses(office: Office, person: str, choice: Choice) -> None:
    office.do(lambda uow: uow.mailings.choose(person, choice, office.now))


def march(*days: int) -> list[date]:
    return [date(2026, 3, day) for day in days]


class TestAQuarter:
    def test_who_is_told_on_which_day_and_half_day(self, office: Office, bell: Bell) -> None:
        """Pledges are due on 16 March, those of leaders on 23 February, right after Tết; reports on 20 March."""
        office.now = at(1, 1, 6)
        chooses(office, "an", Choice(Rhythm.LIGHT))
        chooses(office, "phu", Choice(Rhythm.ACTIVE, HalfDay.EVENING))
        office.do(lambda uow: uow.people.change_standing(exempt("xuan", date(2026, 1, 5))))
        for document in (PLEDGE, REPORT):
            office.field.owe(document)
        phones = {person: office.phone_of(person) for person in ("en", "hai", "an", "phu", "xuan", "ut")}
        told: dict[tuple[str, HalfDay], list[date]] = defaultdict(list)

        def listen(day: date) -> None:
            if day == date(2026, 3, 18):
                office.do(lambda uow: uow.obligations.clear("en", REPORT, at(18, 3)))

        for count in range(100):
            day = date(2026, 1, 1) + timedelta(days=count)
            listen(day)
            for half, hour in ((HalfDay.MORNING, 7), (HalfDay.EVENING, 19)):
                before = {person: len(reminders(phone)) for person, phone in phones.items()}
                bell.rings(at(day.day, day.month, hour, 35))
                for person, phone in phones.items():
                    more = len(reminders(phone)) - before[person]
                    assert more <= 1
                    told[person, half] += [day] * more
        february = [date(2026, 2, day) for day in (23, 24, 26)]
        assert {who: days for who, days in told.items() if days} == {
            ("en", HalfDay.MORNING): march(9, 13, 15, 16, 17, 19, 23),
            ("hai", HalfDay.MORNING): [*february, *march(2, 13, 17, 19, 20, 21, 23, 27)],
            ("an", HalfDay.MORNING): march(13, 16, 17, 19, 20, 23),
            ("phu", HalfDay.EVENING): [
                date(2026, 2, 9),
                *(date(2026, 2, day) for day in (23, 24, 25, 26, 28)),
                *march(2, 6, 9, 13, 17, 19, 20, 21, 22, 23, 25, 27),
                date(2026, 4, 3),
            ],
        }
        assert "Báo cáo" in reminders(phones["en"])[-3]
        assert "Báo cáo" not in reminders(phones["en"])[-2]

    def test_one_message_names_all_that_is_owed_and_opens_it(self, office: Office, bell: Bell) -> None:
        for document in (PLEDGE, REPORT):
            office.field.owe(document)
        phone = office.phone_of("en")
        bell.rings(at(17, 3, 7, 40))
        (words,) = reminders(phone)
        assert words.splitlines() == [
            "⏰ Đồng chí Én, còn việc cần làm:",
            "• Bản đăng ký năm 2026: đã qua hạn 16/03/2026, vẫn nhận.",
            "• Báo cáo Quý I/2026: hạn 20/03/2026, còn 3 ngày.",
            "Đồng chí cần hỗ trợ gì không?",
        ]
        phone.taps("Mở đăng ký năm 2026")
        assert "đăng ký" in phone.sees.lower()

    def test_nothing_leaves_beyond_the_two_hours(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        for hour, minute in ((0, 5), (7, 29), (8, 30), (12, 0), (18, 59), (20, 0), (23, 30)):
            bell.rings(at(DUE, 3, hour, minute))
        assert not phone.bubbles
        bell.rings(at(DUE, 3, 19, 10))  # what the morning missed
        assert len(reminders(phone)) == 1


def exempt(person: str, since: date) -> StandingPeriod:
    return StandingPeriod(person, Standing.EXEMPT, since)


class TestWhoIsNeverTold:
    @pytest.mark.parametrize(
        "standing", [Standing.EXEMPT, Standing.SUSPENDED, Standing.ABSENT, Standing.DECEASED]
    )
    def test_who_is_not_to_be_disturbed(self, office: Office, bell: Bell, standing: Standing) -> None:
        """Even where what is owed was not corrected yet."""
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31), deliver=False)
        office.do(lambda uow: uow.people.change_standing(StandingPeriod("en", standing, date(2026, 3, DUE))))
        office.deliver()
        assert not phone.bubbles
        assert states(office) == [("en", "obsolete")]

    @pytest.mark.parametrize("purpose", [Purpose.PROCESSING, Purpose.TELEGRAM])
    def test_who_took_the_consent_back(self, office: Office, bell: Bell, purpose: Purpose) -> None:
        office.owes()
        phone = office.phone_of("en")
        withdraws(office, "en", purpose)
        bell.rings(at(DUE, 3, 7, 31))
        assert not phone.bubbles
        assert states(office) == []

    def test_who_took_it_back_between_planning_and_sending(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31), deliver=False)
        withdraws(office, "en", Purpose.PROCESSING)
        office.deliver()
        assert not phone.bubbles
        assert states(office) == [("en", "obsolete")]

    def test_who_belongs_to_a_branch_without_chat(self, office: Office, bell: Bell) -> None:
        office.owes()
        office.set("A", CHAT_DISABLED, "on")
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31))
        assert not phone.bubbles

    def test_who_never_agreed_or_is_not_reached(self, office: Office, bell: Bell) -> None:
        office.owes()
        stranger, gone = office.phone_of("ut"), office.phone_of("an")
        office.do(lambda uow: uow.talk.set_reach(uow.talk.line(gone.address).row, "blocked", office.now))
        bell.rings(at(DUE, 3, 7, 31))
        assert not stranger.bubbles
        assert not gone.bubbles
        assert states(office) == []

    def test_nobody_at_tet_and_what_was_missed_before_it_is_said_after(
        self, office: Office, bell: Bell
    ) -> None:
        office.field.owe(PLEDGE)
        phone = office.phone_of("hai")
        bell.rings(at(12, 2, 7, 31))
        bell.lives(date(2026, 2, 14), date(2026, 2, 22))
        assert not phone.bubbles
        bell.rings(at(23, 2, 7, 31))
        assert len(reminders(phone)) == 1

    def test_on_a_shared_phone_nothing_is_said_of_what_it_is_about(self, office: Office, bell: Bell) -> None:
        office.pledges("en")
        office.owes()
        phone = office.phone_of("en")
        office.do(lambda uow: uow.talk.link(uow.talk.line(phone.address), "an", office.now))
        bell.rings(at(DUE, 3, 7, 31))
        assert sorted(bubble.screen.paragraphs[0].text for bubble in phone.bubbles) == [
            "Có tin cho đồng chí Én.",
            "Có tin cho đồng chí Ẩn.",
        ]
        assert "áo cáo" not in phone.everything
        to_en = next(each for each in phone.bubbles if "Én" in each.screen.paragraphs[0].text)
        phone.taps(to_en.screen.options[0].label, to_en)
        assert "Hiện đồng chí nào đang dùng máy?" in phone.sees
        phone.taps("Tôi là đồng chí Đèo Thị Én")
        assert phone.sees.startswith("Đồng chí Én:")
        assert "Việc 1/2" in phone.sees


def returns(office: Office, report: str) -> None:
    secretary = office.field.speaker("hai", office.now)

    def work(uow: UnitOfWork) -> None:
        found = uow.reports.get(report)
        assert found is not None
        keys = frozenset(item.key for item in found.content.items)
        command = ReturnReport(report, found.revision, keys, "Ghi rõ số hộ")
        return_report(uow, secretary, command, occasion(office.now))

    office.do(work)


def withdraws(office: Office, person: str, purpose: Purpose) -> None:
    taken_back = Consent(person, purpose, CURRENT[purpose], False, office.now, "telegram", "m9")  # noqa: FBT003
    office.do(lambda uow: uow.consents.record(taken_back))


class TestWhereItGoes:
    def test_to_the_address_that_the_person_prefers(self, office: Office, bell: Bell) -> None:
        office.owes()
        chosen, newer = office.phone_of("en", "text"), office.phone_of("en")
        office.do(lambda uow: uow.talk.prefer(uow.talk.line(chosen.address).row, "en", office.now))
        bell.rings(at(DUE, 3, 7, 31))
        assert (len(chosen.bubbles), len(newer.bubbles)) == (1, 0)

    def test_where_telegram_is_not_agreed_to_the_other_messenger_is_written_to(
        self, office: Office, bell: Bell
    ) -> None:
        office.owes()
        zalo, telegram = office.phone_of("en", "text"), office.phone_of("en")
        withdraws(office, "en", Purpose.TELEGRAM)
        bell.rings(at(DUE, 3, 7, 31))
        assert (len(zalo.bubbles), len(telegram.bubbles)) == (1, 0)

    def test_in_plain_text_words_are_typed_so_that_no_number_is_taken_for_an_answer(
        self, office: Office, bell: Bell
    ) -> None:
        office.pledges("en")
        office.owes()
        phone = office.phone_of("en", "text")
        bell.rings(at(DUE, 3, 7, 31))
        assert "gõ “/baocao quý 1/2026”" in phone.sees
        assert "1." not in phone.sees
        phone.says("/baocao quý 1/2026")
        assert "Việc 1/2" in phone.sees
        phone.says("2")
        phone.says("/nhacnho tối nay")
        assert "nhắc lại lúc 19:00 ngày 20/03/2026" in phone.everything
        assert "Câu 2/" in phone.sees  # what was open is open still


class TestWhatIsTrueWhenItLeaves:
    def test_what_was_handed_in_between_planning_and_sending_is_obsolete(
        self, office: Office, bell: Bell
    ) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31), deliver=False)
        assert states(office) == [("en", "waiting")]
        office.do(lambda uow: uow.obligations.clear("en", REPORT, office.now))
        office.deliver()
        assert not phone.bubbles
        assert states(office) == [("en", "obsolete")]

    def test_what_could_not_leave_within_its_hour_is_late(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31), deliver=False)
        office.now = at(DUE, 3, 8, 30)
        office.deliver()
        assert not phone.bubbles
        assert states(office) == [("en", "late")]

    def test_a_report_that_came_back_is_reminded_of_afterwards(self, office: Office, bell: Bell) -> None:
        office.pledges("en")
        office.owes()
        office.now = at(2, 3)
        report = office.reports("en", "2", "1")
        returns(office, report)
        phone = office.phone_of("en")
        bell.lives(date(2026, 3, 2), date(2026, 3, 31))
        said = reminders(phone)
        assert len(said) == 3  # 1, 3 and 7 days after
        assert all("• Báo cáo Quý I/2026: được đề nghị bổ sung." in words for words in said)

    def test_a_name_that_nobody_composes_is_not_sent(self, office: Office) -> None:
        payload = ToCompose("later").to_json()
        row = Claimed(
            1, 1, "o", "telegram", "bot", "c", payload, Kind.NOTICE, Priority.NOTICE, 1, person="en"
        )
        assert office.do(lambda uow: Composed(office.words, office.clock)(uow, row)) is None

    def test_the_longest_is_one_part_on_every_channel(self, office: Office) -> None:
        """Else a send that broke off between two parts could go on with other words."""
        due = at(DUE, 3)
        quarters = [Quarter(year, number) for year in (2025, 2026) for number in (1, 2, 3, 4)]
        owed = tuple(
            Obligation(
                "en",
                Document.report(each),
                AudienceGroup.ORDINARY_MEMBER,
                "A",
                "/P/C/A/",
                due,
                due,
                at(1, 12),
            )
            for each in quarters
        )
        person = office.do(lambda uow: uow.people.get("en"))
        assert person is not None
        page = reminder(person, ToDo(owed, ()), at(DUE, 3, 8), evening=False)
        screen = Composed(office.words, office.clock).screen(page)
        assert len(render(screen, office.words)) == 1
        whole = "\n".join(paragraph.text for paragraph in screen.paragraphs)
        assert all(len(whole) < each.text_units for each in BY_CHANNEL.values())
        assert "Và 3 việc khác" in whole


class Killed(Exception):
    pass


class TestOnce:
    def test_killed_between_the_rows_and_the_mark_nothing_is_lost_or_doubled(
        self, office: Office, bell: Bell
    ) -> None:
        office.owes()
        office.phone_of("en")
        alive = [False]

        def killed(uow: UnitOfWork, slot: Slot, missed: tuple[date, ...], now: datetime) -> int:
            planned = remind(uow, slot, missed, now)
            if not alive[0]:
                raise Killed
            return planned

        office.now = at(DUE, 3, 7, 31)
        half_days = HalfDays(office.store, office.clock, {NAME: killed})
        with pytest.raises(Killed):
            asyncio.run(half_days.ring())
        assert states(office) == []
        alive[0] = True
        asyncio.run(half_days.ring())
        asyncio.run(half_days.ring())
        bell.rings(office.now, deliver=False)
        assert states(office) == [("en", "waiting")]

    def test_two_processes_act_on_it_once(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        office.now = at(DUE, 3, 7, 31)
        acted: list[Slot] = []

        def counted(uow: UnitOfWork, slot: Slot, missed: tuple[date, ...], now: datetime) -> None:
            acted.append(slot)
            remind(uow, slot, missed, now)

        other = open_store(office.store_url, partial(Repositories, vault=office.vault))
        pair = [HalfDays(store, office.clock, {NAME: counted}) for store in (office.store, other)]

        async def both() -> None:
            await asyncio.gather(*(each.ring() for each in pair))
            await asyncio.gather(*(each.ring() for each in pair))

        try:
            asyncio.run(both())
        finally:
            other.close_sync()
        bell.rings(at(DUE, 3, 7, 50))
        assert len(acted) == 1
        assert len(reminders(phone)) == 1

    def test_days_on_which_nothing_ran_are_joined_into_one_message(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(16, 3, 7, 31))
        assert not phone.bubbles
        Bell(office).rings(at(18, 3, 7, 31))  # the 17th was missed, and on the 18th nothing would be said
        assert len(reminders(phone)) == 1
        Bell(office).rings(at(19, 3, 7, 31))
        assert len(reminders(phone)) == 2

    def test_what_was_handed_in_meanwhile_is_not_made_up_for(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(16, 3, 7, 31))
        office.do(lambda uow: uow.obligations.clear("en", REPORT, at(17, 3)))
        Bell(office).rings(at(18, 3, 7, 31))
        assert not phone.bubbles

    def test_a_new_installation_makes_up_for_nothing(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(18, 3, 7, 31))
        assert not phone.bubbles

    def test_a_clock_that_is_set_back_says_nothing_again(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31))
        for day in (19, 20):
            Bell(office).rings(at(day, 3, 7, 31))
            bell.rings(at(day, 3, 7, 45))
        assert len(reminders(phone)) == 1

    def test_the_hours_are_vietnams_wherever_the_host_stands(
        self, office: Office, bell: Bell, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        office.owes()
        phone = office.phone_of("en")
        monkeypatch.setitem(os.environ, "TZ", "America/Los_Angeles")
        time.tzset()
        try:
            bell.rings(at(DUE, 3, 7, 31))
        finally:
            monkeypatch.undo()
            time.tzset()
        assert len(reminders(phone)) == 1


class TestAgainLater:
    def test_tonight_and_not_when_it_was_handed_in(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31))
        phone.taps("Nhắc lại tối nay")
        assert "19:00" in phone.sees
        bell.rings(at(DUE, 3, 18, 59))
        assert len(reminders(phone)) == 1
        bell.rings(at(DUE, 3, 19, 1))
        assert len(reminders(phone)) == 2
        assert "Nhắc lại tối nay" not in phone.choices
        phone.taps("Nhắc lại sáng mai")
        office.do(lambda uow: uow.obligations.clear("en", REPORT, office.now))
        bell.rings(at(DUE + 1, 3, 7, 31))
        assert len(reminders(phone)) == 2

    def test_tomorrow_morning_stands_for_that_mornings_own(self, office: Office, bell: Bell) -> None:
        office.owes()
        phone = office.phone_of("en")
        bell.rings(at(DUE, 3, 7, 31))
        phone.says("nhac lai sang mai")
        phone.says("nhắc lại sáng mai")
        bell.rings(at(DUE + 1, 3, 7, 31))
        assert len(reminders(phone)) == 2

    def test_where_nothing_is_left_there_is_nothing_to_be_reminded_of(self, office: Office) -> None:
        phone = office.phone_of("en")
        phone.says("nhắc lại tối nay")
        assert "không còn việc nào cần làm" in phone.sees


class TestRhythm:
    @pytest.mark.parametrize("channel", ["telegram", "text"])
    def test_it_is_chosen_by_button_by_number_and_by_words(self, office: Office, channel: str) -> None:
        phone = office.phone_of("en", channel)
        phone.says("nhip nhac")
        assert "Hiện nay: Vừa phải, buổi sáng" in phone.sees
        phone.chooses("Thường xuyên")
        assert "Hiện nay: Thường xuyên" in phone.sees
        phone.chooses("Nhắc vào buổi tối")
        phone.says("/nhacnho")
        assert "Hiện nay: Thường xuyên, buổi tối" in phone.sees
        assert office.do(lambda uow: uow.mailings.choice("en")) == Choice(Rhythm.ACTIVE, HalfDay.EVENING)

    def test_only_what_the_unit_allows_is_offered_and_taken(self, office: Office) -> None:
        office.set("C", REMINDER_RHYTHMS, "light,standard")
        phone = office.phone_of("en")
        phone.says("nhịp nhắc")
        assert not [each for each in phone.choices if each.startswith("Thường xuyên")]
        phone.says("/nhacnho r:active")
        assert "không dùng nhịp nhắc này" in phone.sees
        assert office.do(lambda uow: uow.mailings.choice("en")).rhythm is Rhythm.STANDARD

    def test_staff_set_in_the_chat_what_a_unit_allows(self, office: Office) -> None:
        staff = office.phone_of("pa")
        staff.says("/donvi d:A")
        staff.chooses("Nhịp nhắc được chọn")
        staff.chooses("Ít và Vừa phải")
        assert "Nhịp nhắc được chọn: Ít và Vừa phải" in staff.sees
        staff.chooses("Đồng ý")
        settings = office.do(lambda uow: uow.units.settings("/P/C/A/"))
        assert settings.rhythms == {Rhythm.LIGHT, Rhythm.STANDARD}

    @pytest.mark.parametrize("value", ["", "never", "light,", "light;standard", "LIGHT"])
    def test_what_is_no_rhythm_cannot_be_set(self, value: str) -> None:
        assert not is_allowed(REMINDER_RHYTHMS, value)

    def test_a_deletion_leaves_nothing_of_the_choice(self, office: Office) -> None:
        chooses(office, "en", Choice(Rhythm.LIGHT))
        office.do(lambda uow: uow.erasure.slice("en", Step.DRAFTS, 0, 100))
        assert office.do(lambda uow: uow.mailings.choice("en")) == Choice()

    def test_the_nearest_unit_says_what_holds(self, office: Office, bell: Bell) -> None:
        office.owes()
        office.set("C", REMINDER_RHYTHMS, "light")
        office.set("A", REMINDER_RHYTHMS, "light,standard")
        in_a, in_b = office.phone_of("en"), office.phone_of("xuan")
        for person in ("en", "xuan"):
            chooses(office, person, Choice(Rhythm.ACTIVE))
        bell.lives(date(2026, 3, 1), date(2026, 4, 10))
        assert (len(reminders(in_a)), len(reminders(in_b))) == (7, 3)
