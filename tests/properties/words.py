"""What people type and press: right, wrong, odd, and what nobody would but somebody might."""

import unicodedata
from typing import Final

from hypothesis import strategies as st

from tests.core.text.strategies import vietnamese

NAMES_LIKE_COMMANDS: Final = (
    "Quý",
    "Huy",
    "quy",
    "huy",
    "Bàn Tiến Quý",
    "Đặng Thị Huy",
    "đồng chí Huy báo cáo",
)
FIGURES: Final = (
    "3",
    "12",
    "17/16 nhà",
    "1.150",
    "hơn 3",
    "được một nửa",
    "xong rồi",
    "chưa làm được do mưa",
    "0",
)
WRONG_FIGURES: Final = (
    "-1",
    "0/0",
    "1e9",
    "12 km",
    "999999999999999999",
    "½",
    "٣",
    "1.2.3",
    "100 %",
    "1 2 3",
    "1tr2",
)
DAYS: Final = ("30/6", "31/2", "20/9/2026", "1/1/1900", "mai", "cuối quý")
VERBS: Final = (
    "quay lại",
    "bỏ qua",
    "bo qua",
    "huỷ",
    "hủy",
    "menu",
    "trợ giúp",
    "giữ",
    "có",
    "không",
    "thêm",
    "hết",
)
COMMANDS: Final = (
    "/start",
    "/menu",
    "/trogiup",
    "/huy",
    "/dangky",
    "/dangky 2026",
    "/baocao",
    "/baocao 2026Q1",
    "/baocao 2026Q2",
    "/baocao quý mười",
    "/minhchung",
    "/cuatoi",
    "/chibo",
    "/chibo quý 1",
    "/duyet",
    "/start ABCD2345",
    "/khongco",
    "/",
    "/BaoCao@neuguong_bot",
    "báo cáo",
    "bao cao quy 1",
    "đăng ký",
    "của tôi",
    "duyệt",
    "chi bộ",
    "rút báo cáo",
)
ODD: Final = (
    "dung",
    "dừng",
    "đúng",
    "🙏🙏",
    "👍",
    "<b>&_*`[x](y)</b>",
    "</b><a href='tg://user?id=1'>",
    "{name} {0} %s %(id)s",
    "x" * 5000,
    "đồng chí " * 600,
    unicodedata.normalize("NFD", "Đã trồng được đường hoa, cây sống tốt"),
    "§¸ng uû x· b¸o c¸o",
    "\u202egnợưgn uêN\u202c",
    "-\n- \n-",
    "- Trồng hoa\n- Quét đường\n+ Thăm hộ nghèo\n1. Họp thôn",
    "1) Một\n2) Hai\n" * 8,
    "\x00\x07",
    " ",
    "\n",
    "…",
)
COMMON: Final = (
    "Đã làm xong, bà con hưởng ứng",
    "Trồng 500 m đường hoa",
    "Thiếu nước mùa khô",
    "Phát huy kết quả",
)

chosen = st.one_of(
    *(
        st.sampled_from(each)
        for each in (NAMES_LIKE_COMMANDS, FIGURES, WRONG_FIGURES, DAYS, VERBS, COMMANDS, ODD, COMMON)
    )
)
typed = st.one_of(chosen, chosen, vietnamese)
"""A message as typed: mostly what means something somewhere."""

forged = st.one_of(
    st.sampled_from(
        (
            "",
            ":",
            "0:0",
            "1:-1",
            "1:٣",
            "99999:0",
            "go:",
            "go::",
            "go:huy:",
            "go:batdau:",
            "go:start:ABCD2345",
            "go:baocao:",
            "go:baocao:2026Q9",
            "go:baocao:9999Q1",
            "go:dangky:2026-exemplary",
            "go:dangky:0000-",
            "go:cuatoi:2026Q1",
            "go:duyet:r:",
            "go:duyet:r:nobody",
            "go:duyet:99",
            "go:chibo:u:U51:2026Q1",
            "go:chibo:l:U33:2026Q1:m:1",
            "go:chibo:p:M34:2026Q1",
            "go:chibo:u:U33:2026Q1:0",
            "go:chibo:",
            "go:rutbaocao:nobody",
            "go:minhchung:",
            "go:tieptuc:",
            "go:tieptuc:99999999999999999999",
            "\U0001f600" * 16,
        )
    ),
    st.builds("go:tieptuc:{}".format, st.integers(0, 60)),
    st.builds("{}:{}".format, st.integers(0, 60), st.integers(0, 12)),
)
"""Callback data of no button of ours, or of one that never was on this phone."""
