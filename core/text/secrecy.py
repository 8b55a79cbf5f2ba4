"""Words that mark a document as secret or not for circulation, in a text, a caption or a file name.

What a marking looks like, not what a text is about: honey, closeness, density, passwords, and pledges to protect
state secrets all contain the word and are none (domain.md §6.3). Decision 0013 says where the line is drawn.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from core.text.folding import fold_key, has_marks, plain, tidy_key


class Marking(StrEnum):
    """SECRET is one of the three levels of the law, INTERNAL "lưu hành nội bộ" and the like, DRAFT "dự thảo"."""

    SECRET = "secret"  # noqa: S105  a kind of marking, no password
    INTERNAL = "internal"
    DRAFT = "draft"


def _words(pattern: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})", flags)


def _each(*rows: str) -> frozenset[str]:
    return frozenset(word for row in rows for word in row.split())


_NO_MARK_AFTER: Final = (
    r"(?!\w)(?!\s*(?:ong|hoa|mía|ngọt|độ|thiết|khẩu|mã|ngữ|báo|thư|danh|vụ|thám|đàm|nghị|gấu|cá|lợn|dừa|nhân"
    r"|rỉ|đường|tông|viên|phục)(?!\w))"
)
_DOCUMENT: Final = (
    r"tài liệu|văn bản|công văn|hồ sơ|báo cáo|kế hoạch|quyết định|chỉ thị|nghị quyết|tờ trình|biên bản"
)
_LINK: Final = r"(?:\s+(?:này|đó|là|loại|thuộc|diện|có|đóng|dấu|ghi))*[\s:\"'(\[-]+"
_NOT_LEVEL: Final = r"(?!\s*:?\s*(?:không|thường|bình thường))"

# The three levels beside the word that makes them a marking, in any case.
_LEVEL: Final = _words(
    rf"(?<!buổi )(?<!hôm )(?<!đêm )(?:tuyệt|tối)\s+mật{_NO_MARK_AFTER}"
    rf"|(?:dấu|độ)(?:\s+(?:đỏ|chỉ|mức|độ)){{0,3}}[\s:\"'(\[-]+mật{_NO_MARK_AFTER}{_NOT_LEVEL}"
)
_ENCLOSED: Final = re.compile(r"[(\[\"'<*]\s*mật\s*[)\]\"'>*]", re.IGNORECASE)
_DOCUMENT_IS_SECRET: Final = _words(rf"(?:{_DOCUMENT}){_LINK}(?P<level>mật){_NO_MARK_AFTER}")
# Speaking of protecting secret papers, or of never sending them, is no marking.
_PROTECTING: Final = _words(
    r"bảo vệ|bảo quản|quản lý|quản lí|giữ gìn|giữ kín|lộ|lộ lọt|không|cấm|tránh|quy định|chế độ|công tác|trách nhiệm"
)
_CAPITALS: Final = re.compile(rf"(?<!\w)MẬT(?i:{_NO_MARK_AFTER})")
# Before MẬT in capitals: honey, gall bladders, and words that "mật" completes (bí mật, bảo mật, thân mật).
_SWEET: Final = _each(
    "lấy nuôi ong lít kg bí bảo mua bán quay vắt đường trăng túi sỏi mổ dịch ngọt nước thu được chai hũ lọ cam dưa",
    "rót ăn uống giọt pha thân khoai gấu tinh cân ký thùng tổ bánh làm hút chứa vị cơ mía ống gan giữ",
)
_INTERNAL: Final = _words(r"lưu\s+hành\s+nội\s+bộ(?!\w)")
_NOT_PUBLIC: Final = _words(
    r"(?:không|chưa)(?:\s+(?:được|phép|cho)){0,3}\s+phổ\s+biến(?!\w)(?!\s+(?:rộng|ở|tại|lắm|trong|với|như|bằng))"
)
_ABOUT_DOCUMENT: Final = _words(rf"(?:{_DOCUMENT}|nội dung|thông tin|bản này|nội bộ)[^.;!?\n]{{0,80}}$")
_DRAFT: Final = re.compile(
    r"^\W*(?:bản\s+)?dự\s+thảo(?:\s+lần)?(?:\s+(?:thứ\s+)?[0-9ivx]+)?\W*$|[(\[]\s*dự\s+thảo[^)\]\n]{0,20}[)\]]"
    r"|^\W*dự\s+thảo\s+lần\s",
    re.IGNORECASE,
)
_DRAFT_HEAD: Final = re.compile(r"^\W*DỰ\s+THẢO(?!\w)")

# Without marks only what can be nothing else: "dau mat" is also sore eyes, "toi mat" also "I lost".
_BARE_ANY_CASE: Final = _words(r"tuyet\s+mat(?!\w)|dong\s+dau\s+(?:do\s+)?(?:toi\s+|tuyet\s+)?mat(?!\w)")
_BARE_CAPITALS: Final = re.compile(
    r"(?i:(?<!\w)(?:tai lieu|van ban|cong van|ho so|ke hoach|bao cao|dau|do))"
    r"[\s:\"'(-]+(?:TOI |TUYET )?MAT(?=\W*$|\s+[a-z])"
    r"|[(\[\"']\s*(?:TOI |TUYET )?(?:MAT|Mat)\s*[)\]\"']"
)
_BARE_INTERNAL: Final = _words(
    r"luu\s+hanh\s+noi\s+bo(?!\w)"
    r"|(?:tai lieu|van ban|cong van|noi dung)[^.;!?\n]{0,40}"
    r"\s(?:khong|chua)(?:\s+(?:duoc|phep)){0,2}\s+pho\s+bien(?!\w)"
    r"|[(\[\"']\s*khong\s+pho\s+bien\s*[)\]\"']"
)


_WORTH_READING: Final = re.compile(r"(?<!\w)mat(?!\w)|noi bo|pho bien|du\s+thao")


def marking_in(text: str) -> Marking | None:
    """The gravest marking that the text carries, or None."""
    if not _WORTH_READING.search(fold_key(tidy_key(plain(text)))):
        return None
    lines = [tidy for line in text.splitlines() if (tidy := plain(line))]
    if any(_is_secret(line) for line in lines) or (len(lines) > 1 and lines[0] == "Mật"):
        return Marking.SECRET
    bare = not has_marks(text)
    if any(_is_secret_without_marks(line, bare=bare) for line in lines):
        return Marking.SECRET
    if any(_is_internal(line) or _BARE_INTERNAL.search(line) for line in lines):
        return Marking.INTERNAL
    drafted = any(_DRAFT.search(line) or _DRAFT_HEAD.search(line) for line in lines)
    return Marking.DRAFT if drafted else None


def _is_secret(line: str) -> bool:
    if _LEVEL.search(line) or _ENCLOSED.search(line):
        return True
    for found in _DOCUMENT_IS_SECRET.finditer(line):
        protecting = _PROTECTING.search(line, max(0, found.start() - 60), found.start())
        if found["level"].isupper() or not protecting:
            return True
    return any(_stands_out(line, found) for found in _CAPITALS.finditer(line))


def _stands_out(line: str, found: re.Match[str]) -> bool:
    """MẬT in capitals among words that are not, or alone on its line."""
    before = re.findall(r"\w+", line[max(0, found.start() - 40) : found.start()])
    after = re.findall(r"\w+", line[found.end() : found.end() + 40])
    if (before and before[-1].lower() in _SWEET) or "ong" in before[-4:]:
        return False
    beside = [*before[-1:], *after[:1]]
    return not any(word.isupper() and len(word) > 2 for word in beside)


def _is_secret_without_marks(line: str, *, bare: bool) -> bool:
    stripped = fold_key(line).replace("Đ", "D")
    if bare and _BARE_ANY_CASE.search(stripped):
        return True
    return (
        bool(_BARE_CAPITALS.search(stripped))
        and re.search(r"(?<!\w)MAT(?!\w)|(?<!\w)Mat(?!\w)", line) is not None
    )


def _is_internal(line: str) -> bool:
    if _INTERNAL.search(line):
        return True
    for found in _NOT_PUBLIC.finditer(line):
        before, after = line[max(0, found.start() - 100) : found.start()], line[found.end() :]
        alone = not before.strip(" ([\"'*-") and not after.strip(" )]\"'*.!-")
        enclosed = before.rstrip()[-1:] in ("(", "[", '"', "'")
        if alone or enclosed or found.group().isupper() or _ABOUT_DOCUMENT.search(before):
            return True
    return False
