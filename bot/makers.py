"""Every kind of file that can be ordered (`here.order_file`), in one explicit list: who collects its facts and who
draws it. Part of the composition: the one place beside bootstrap that knows both use cases and documents/."""

from typing import Final

from core.making import Makers

MAKERS: Final[Makers] = {}
