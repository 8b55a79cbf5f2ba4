"""parse_mode=HTML: what Telegram makes of tags, references and mistakes."""

import pytest

from simulator.telegram.html import parse_html
from simulator.telegram.text import formatted
from simulator.telegram.wire import ApiError

Mark = tuple[str, int, int]


def marks(html: str) -> tuple[str, list[Mark]]:
    text, entities = parse_html(html)
    return text, [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("Đồng chí Lanh", "Đồng chí Lanh", []),
        ("<b>Đồng chí</b>", "Đồng chí", [("bold", 0, 8)]),
        ("<B>hoa</B>", "hoa", [("bold", 0, 3)]),
        ("<b>một <i>hai</i></b> ba", "một hai ba", [("bold", 0, 7), ("italic", 4, 3)]),
        ("<b><i>cả hai</i></b>", "cả hai", [("bold", 0, 6), ("italic", 0, 6)]),
        ("<i><b>cả hai</b></i>", "cả hai", [("bold", 0, 6), ("italic", 0, 6)]),
        (
            "<u>a</u><s>b</s><del>c</del>",
            "abc",
            [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
        ),
        ("<b></b>rỗng", "rỗng", []),
        ("<b>đóng tắt</>", "đóng tắt", [("bold", 0, 8)]),
        ("<b >cách</b >", "cách", [("bold", 0, 4)]),
        ("👍<b>một</b>", "👍một", [("bold", 2, 3)]),
        ("<b>👨‍👩‍👧</b>", "👨‍👩‍👧", [("bold", 0, 8)]),
        ('<span class="tg-spoiler">kín</span>', "kín", [("spoiler", 0, 3)]),
        ("<tg-spoiler>kín</tg-spoiler>", "kín", [("spoiler", 0, 3)]),
        ("<blockquote expandable>dài</blockquote>", "dài", [("expandable_blockquote", 0, 3)]),
        ("<blockquote>lời</blockquote>", "lời", [("blockquote", 0, 3)]),
        ("<code>x &lt; y</code>", "x < y", [("code", 0, 5)]),
    ],
)
def test_tags(html: str, text: str, expected: list[Mark]) -> None:
    assert marks(html) == (text, expected)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("5 &lt; 7 &amp;&amp; 7 &gt; 5", "5 < 7 && 7 > 5"),
        ("&quot;nêu gương&quot;", '"nêu gương"'),
        ("&#272;&#x1ED3;ng ch&#237;", "Đồng chí"),
        ("&lt thiếu chấm phẩy", "< thiếu chấm phẩy"),
        ("&nbsp; &copy;", "&nbsp; &copy;"),
        ("R&D và &", "R&D và &"),
        ("&#0;", "&#0;"),
        ("&amp;lt;", "&lt;"),
        ("&#128077;", "👍"),
        ("&#99999999;", "&#99999999;"),
    ],
)
def test_references(html: str, text: str) -> None:
    assert parse_html(html) == (text, [])


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<họ tên>", 'Unsupported start tag "họ" at byte offset 0'),
        ("Nguyễn <A> & B", 'Can\'t find end tag corresponding to start tag "a"'),
        ("<p>đoạn</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br/>b", 'Unsupported start tag "br/" at byte offset 1'),
        ("<b>không đóng", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>lồng <i>sai</b></i>", 'Unmatched end tag at byte offset 16, expected "</i>", found "</b>"'),
        ("thừa</b>", "Unexpected end tag at byte offset 6"),
        ("5 < 7", 'Unsupported start tag "" at byte offset 2'),
        ("đến 7<", "Unclosed start tag at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b x>", "Unclosed end tag at byte offset 4"),
        ("<a href=x", "Unclosed start tag at byte offset 0"),
        ("<a href=x&y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<b x/>", 'Empty attribute name in the tag "b" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<span class="x">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ("&#xD83D;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_mistakes(html: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(html)
    assert refused.value.code == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {complaint}")


def test_links_carry_their_target() -> None:
    _, entities = parse_html(
        '<a href="https://example.org/?a=1&amp;b=2">xem</a> và <a href="tg://user?id=7">Lanh</a>'
    )
    assert [e.get("url") or e["user"]["id"] for e in entities] == ["https://example.org/?a=1&b=2", 7]


def test_a_link_to_nowhere_is_plain_text() -> None:
    assert parse_html('<a href="">xem thêm</a>') == ("xem thêm", [])


def test_code_in_a_language() -> None:
    _, entities = parse_html('<pre><code class="language-python">x = 1</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 5, "language": "python"}]
    _, plain = parse_html('<code class="language-python">x</code>')
    assert plain == [{"type": "code", "offset": 0, "length": 1}]


def test_spaces_around_a_text_go_and_entities_move_with_it() -> None:
    text, entities = formatted("  \n chào <b>đồng chí</b> \n", "HTML", [], lambda _: None)
    assert text == "chào đồng chí"
    assert entities == [{"type": "bold", "offset": 5, "length": 8}]


def test_a_bold_space_at_the_end_is_cut_with_the_text() -> None:
    text, entities = formatted("a<b> b </b>", "html", [], lambda _: None)
    assert (text, entities[0]["length"]) == ("a b", 2)


def test_telegram_marks_commands_links_and_mentions_by_itself() -> None:
    text = "/menu rồi xem https://example.org/x, hỏi @neuguong_bot #quy1 12/6 a/b"
    _, entities = formatted(text, "", [], lambda _: None)
    assert [(e["type"], text[e["offset"] :][: e["length"]]) for e in entities] == [
        ("bot_command", "/menu"),
        ("url", "https://example.org/x,"),
        ("mention", "@neuguong_bot"),
        ("hashtag", "#quy1"),
    ]


def test_a_mention_of_a_stranger_is_plain_text() -> None:
    assert formatted('<a href="tg://user?id=9">ai đó</a>', "HTML", [], lambda _: None) == ("ai đó", [])


def test_markdown_is_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        formatted("*đậm*", "MarkdownV2", [], lambda _: None)
