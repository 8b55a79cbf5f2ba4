"""Whether a word can be a Vietnamese syllable: enough to tell Unicode text from text of an old encoding."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from core.text.folding import marked

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS: Final = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|q|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x"
_RHYMES: Final = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm", "ăn",
    "ăng", "ăp", "ăt", "ă", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "â", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt", "êu", "i", "ia", "ich", "iêc",
    "iêm", "iên", "iêng", "iêp", "iêt", "iêu", "im", "in", "inh", "ip", "it", "iu", "o", "oa", "oac",
    "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm", "oăn", "oăng",
    "oăt", "oc", "oe", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot", "ô", "ôc",
    "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "u", "ua", "uân", "uâng",
    "uât", "uây", "uê", "uêch", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "uc", "ui", "um",
    "un", "ung", "up", "ut", "uy", "uya", "uych", "uyên", "uyêt", "uynh", "uyt", "uyu", "ư", "ưa", "ưc",
    "ưi", "ưm", "ưng", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu", "ưt", "ưu", "y", "yêm",
    "yên", "yêng", "yêt", "yêu",
)  # fmt: skip
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?(?:{'|'.join(sorted(_RHYMES, key=len, reverse=True))})")
_FINAL_STOP: Final = re.compile(r"(?:c|ch|p|t)$")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_IN_WORDS: Final = re.compile(r"[\s\-.,;:()/'’]+")


@lru_cache(4096)
def is_syllable(word: str) -> bool:
    """Spelled like one, with at most one tone; its meaning is nobody's business. "Ðức" and "hoà" are."""
    if not _LETTERS.fullmatch(word):
        return False
    apart = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    tones = [char for char in apart if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(bare) or not _tone_in_place(apart, bare):
        return False
    return not (tones and _FINAL_STOP.search(bare)) or tones[0] in "\u0301\u0323"


def _tone_in_place(apart: str, bare: str) -> bool:
    """Hòa and hoà are both right; “leõ” for lẽo is what a wrong reading looks like."""
    word = unicodedata.normalize("NFC", apart)
    return word == marked(word) or any(pair in bare for pair in ("oa", "oe", "uy"))


def words_of(text: str) -> list[str]:
    return [word for word in _IN_WORDS.split(text) if word]
