# ruff: noqa: S608 - statements are composed of this package's own constants, never of values
"""The statements of storage/repositories/reports.py."""

from typing import Final

from storage.engine.statements import Statement
from storage.repositories import sql

_COLUMNS: Final = (
    "id",
    "person_id",
    "period",
    "unit_id",
    "path",
    "state",
    "version",
    "revision",
    "receipt",
    "sent_at",
    "received_at",
    "late",
    "returned_sealed",
    "decided_by",
    "decided_at",
    "entered_by",
    "paper_on",
    "entry_confirmed_at",
)
_OWN: Final = ", ".join(f"g.{column}" for column in _COLUMNS)
_NEWEST: Final = (
    f"select {_OWN}, v.content_sealed from report g"
    " join report_version v on v.report_id = g.id and v.no = g.version"
)
BY_ID: Final = Statement(f"{_NEWEST} where g.id = :report")
BY_PERIOD: Final = Statement(f"{_NEWEST} where g.person_id = :person and g.period = :period")
OF_YEAR: Final = Statement(
    f"{_NEWEST} where g.person_id = :person and g.period between :first and :last order by g.period",
    recalled=True,
)
_OF_PEOPLE: Final = f"select {_OWN}, null from report g where g.period = :period and g.person_id in "
OF_PEOPLE: Final = Statement(
    sqlite=f"{_OF_PEOPLE} (select value from json_each(:people))",
    postgresql=f"{_OF_PEOPLE} (select json_array_elements_text(cast(:people as json)))",
)
VERSION: Final = Statement(
    "select no, receipt, sent_at, content_sealed from report_version where report_id = :report and no = :no"
)
VERSION_OF: Final = Statement("select version from report where id = :report")
RECEIPT: Final = Statement("select 1 from report_version where receipt = :receipt")
ADD: Final = Statement(
    f"insert into report ({', '.join(_COLUMNS)}) values ({', '.join(f':{column}' for column in _COLUMNS)})"
    " on conflict (person_id, period) do nothing returning id"
)
SAVE: Final = Statement(
    "update report set state = :state, version = :version, revision = :revision, receipt = :receipt,"
    " sent_at = :sent_at, received_at = :received_at, late = :late, returned_sealed = :returned_sealed,"
    " decided_by = :decided_by, decided_at = :decided_at, entered_by = :entered_by, paper_on = :paper_on,"
    " entry_confirmed_at = :entry_confirmed_at where id = :id and revision = :seen returning id"
)
ADD_VERSION: Final = Statement(
    "insert into report_version (report_id, no, receipt, sent_at, content_sealed)"
    " values (:report, :no, :receipt, :sent_at, :content)"
)
DROP_ITEMS: Final = Statement("delete from report_item where report_id = :report")
ADD_ITEM: Final = Statement(
    "insert into report_item (report_id, key, pledge_id, pledge_version, state, measure, unit, target, done,"
    " in_progress, done_number) values (:report, :key, :pledge, :pledge_version, :state, :measure, :unit, :target,"
    " :done, :in_progress, cast(:done_number as numeric))"
)
WAITING: Final = sql.waiting(
    f"select {sql.RESIDENT}, g.id, g.revision, g.sent_at, g.late, g.returned_sealed is not null, g.period"
    f" from report g join person p on p.id = g.person_id {sql.HOME}"
)
