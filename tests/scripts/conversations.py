"""All conversations that are held from beginning to end, written once for every channel."""

from typing import Final

from tests.scripts.first_contacts import FIRST_CONTACTS
from tests.scripts.pledging import PLEDGING
from tests.scripts.quarters import QUARTERS
from tests.scripts.reporting import REPORTING
from tests.scripts.reviewing import REVIEWING
from tests.scripts.script import Script

SCRIPTS: Final[tuple[Script, ...]] = (*FIRST_CONTACTS, *QUARTERS, *PLEDGING, *REPORTING, *REVIEWING)
