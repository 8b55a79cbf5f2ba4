"""Opens what an installation stands on, from its settings: keys, database, photos. No messenger is loaded here.

The second place that may know the storage, beside bot/bootstrap.py: the command line needs the first half of what the
bot is composed of, and must not pay for the other half (docs/decisions/0070).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from bot.data_key import data_keys
from bot.setting_forms import CannotStart
from bot.settings import Settings
from core.message import say
from core.ports import UnitOfWork
from storage.engine import store as engine
from storage.engine.connection import Connection
from storage.engine.store import Store
from storage.migrations import SchemaUnknown, current_revision, head_revision, migrate
from storage.vault import Vault
from storage.work import Repositories

if TYPE_CHECKING:
    from storage.evidence.keeper import EvidenceKeeper


OpenStore: TypeAlias = Store[UnitOfWork]


def open_vault(settings: Settings) -> Vault:
    """Makes the key on the first start of the embedded default. Raises WrongSetting."""
    return Vault(*data_keys(settings), newer=lambda: data_keys(settings))


def open_store(
    settings: Settings,
    vault: Vault,
    *,
    patience: float = 10.0,
    on_wait: Callable[[float], None] | None = None,
) -> Store[UnitOfWork]:
    """The database, up to date, for units of work.

    `patience` is how many seconds another process may keep it busy; `on_wait` hears of that, by default the log.
    Raises CannotStart, StoreUnavailable.
    """
    bring_up_to_date(settings)

    def make(connection: Connection) -> UnitOfWork:
        return Repositories(connection, vault)

    return engine.open_store(settings.database, make, patience=patience, on_wait=on_wait)


def open_evidence(settings: Settings, vault: Vault) -> "EvidenceKeeper":
    """Where photos and files are kept. Raises CannotStart."""
    from storage.evidence.keeper import EvidenceKeeper
    from storage.evidence.store import open_store

    try:
        return EvidenceKeeper(open_store(settings.evidence, vault))
    except ValueError as error:
        raise CannotStart(say("EVIDENCE_URL names a folder or bucket that cannot be opened.")) from error


def bring_up_to_date(settings: Settings) -> bool:
    """Migrates the database where needed, and tells whether it was; the key is there before the data is.

    Raises WrongSetting, CannotStart, StoreUnavailable.
    """
    data_keys(settings)
    if settings.database_file is not None:
        settings.database_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return migrate(settings.database)
    except SchemaUnknown as error:
        raise CannotStart(
            say("The database was made by a newer release of this program. Install that release again.")
        ) from error


def is_up_to_date(settings: Settings) -> bool:
    """Looks, and makes nothing. Raises StoreUnavailable."""
    file = settings.database_file
    return (file is None or file.exists()) and current_revision(settings.database) == head_revision()
