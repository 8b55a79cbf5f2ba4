"""Texts for property tests: what people type here, and what they never would."""

from __future__ import annotations

from hypothesis import strategies as st

_VIETNAMESE = "aăâeêioôơuưyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵđbcghklmnpqrstvx"
_AROUND = " .,;:!?/-–—+%()[]\"'“”0123456789\n\t\u00a0\u200b👍🇻🇳m²½"

vietnamese = st.text(st.sampled_from(_VIETNAMESE + _VIETNAMESE.upper() + _AROUND), max_size=60)
anything = st.one_of(vietnamese, st.text(max_size=60))
