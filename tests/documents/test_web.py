"""HTML: the main part, without menus, scripts and styles."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.documents import Document, Location, read
from bot.documents.web import read as read_web
from bot.errors import Empty, Unreadable, UserError

PARAGRAPH = (
    "Attention is limited, and what it does not reach is not remembered, which is why practice matters. "
)
PAGE = f"""<!doctype html><html><head><title>Attention | Site</title><style>p {{ color: red }}</style></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<main><h1>Attention</h1><p>{PARAGRAPH * 3}</p><script>alert("hi")</script>
<h2>Two kinds</h2><ul><li>Sustained attention lasts.<ul><li>As in class.</li></ul></li>
<li>Selective attention picks.</li></ul>
<table><tr><th>Kind</th><th>Lasts</th></tr><tr><td>Echoic</td><td>3 s</td></tr></table>
<p>{PARAGRAPH * 3}</p></main><footer>Cookies and imprint</footer></body></html>"""


def web(source: str | bytes) -> Document:
    data = source if isinstance(source, bytes) else source.encode()
    return read_web(data, lambda done, total: None)


def test_the_main_part_without_what_is_around_it() -> None:
    document = web(PAGE)
    assert document.title == "Attention"
    assert PARAGRAPH.strip() in document.text
    assert "- Sustained attention lasts.\n  - As in class.\n- Selective attention picks." in document.text
    assert "Kind | Lasts\nEchoic | 3 s" in document.text
    assert document.location(document.text.index("Echoic")) == Location(heading="Two kinds")
    for around in ("alert", "color", "Home", "imprint"):
        assert around not in document.text


def test_a_short_page_is_read_whole() -> None:
    document = web("<p>One <b>bold</b> word.<p>Two<br>lines.<ol><li>a<li>b</ol><pre>x = 1\n  y</pre>")
    assert document.text == "One bold word.\n\nTwo\nlines.\n\n1. a\n2. b\n\nx = 1\n  y"


NEWSLETTER = """<table width=100%><tr><td><table width=600><tr><td><h2>Physics club</h2>
<p>The meeting moves to Monday at noon.</p><p>Please bring your lab coat and the printed protocol.</p></td></tr>
<tr><td><table><tr><td>Room 4 is closed for repairs.</td><td>Use room 5.</td></tr>
<tr><th>Day</th><th><h4>Room</h4></th></tr></table></td></tr></table></td></tr></table>"""


def test_each_sentence_of_tables_in_tables_is_read_once() -> None:
    assert web(f"<title>News</title>{NEWSLETTER}").text == (
        "Physics club\n\nThe meeting moves to Monday at noon.\n\n"
        "Please bring your lab coat and the printed protocol.\n\n"
        "Room 4 is closed for repairs. | Use room 5.\nDay | Room"
    )


def test_a_row_beside_one_that_holds_a_table_stays_a_row() -> None:
    table = "<tr><td>Kind</td><td><p>Lasts</p></td></tr><tr><td><table><tr><td>a<td>b</table></td></tr>"
    assert web(f"<table>{table}<tr><td>Echoic<td>3 s</tr></table>").text == (
        "Kind | Lasts\n\na | b\n\nEchoic | 3 s"
    )


def test_code_of_a_page_stands_between_fences() -> None:
    assert web("<p>Run it:<pre><code>x = 1\n  y</code></pre>").text == "Run it:\n\n```\nx = 1\n  y\n```"


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=gb2312><p>注意力训练改善记忆。</p>".encode("gb18030"),
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>注意力训练改善记忆。</p></body></html>'.encode(),
        "<meta charset=nonsense><p>注意力训练改善记忆。</p>".encode(),
        "<html><p>注意力训练改善记忆。</p>".encode("utf-16"),
    ],
)
def test_any_encoding(data: bytes) -> None:
    assert web(data).text == "注意力训练改善记忆。"


@pytest.mark.parametrize(
    "source", ["<html></html>", "<script>x()</script>", "<!-- -->", "<p> </p>", "<svg><text>x"]
)
def test_a_page_without_text_is_empty(source: str) -> None:
    with pytest.raises(Empty):
        web(source)


@pytest.mark.parametrize(
    "tags", ["div", "blockquote", "span", "ul><li", "table><tr><td", "div class=a>b<div"]
)
@pytest.mark.parametrize("depth", [254, 300, 500])
def test_a_page_nested_deeply_is_read_to_its_end(tags: str, depth: int) -> None:
    document = web(
        f"<p>Salt is white.{f'<{tags}>' * depth}Cells are small.{'</div>' * depth}<p>Ants are strong."
    )
    for sentence in ("Salt is white.", "Cells are small.", "Ants are strong."):
        assert document.text.count(sentence) == 1


@pytest.mark.parametrize("depth", [2_100, 20_000])
def test_a_page_nested_too_deeply_to_be_read_says_so(depth: int) -> None:
    with pytest.raises(Unreadable, match="nested too deeply"):
        web(f"<p>Salt is white.{'<div>' * depth}Cells are small.")


@given(st.text("<>/apbtdrhul123 &;\"'=!-\n", max_size=200))
def test_any_tags_are_text_or_a_clear_sentence(source: str) -> None:
    try:
        document = web("<html>" + source)
    except UserError:
        return
    assert document.text.strip()


async def test_a_real_page(shared: Path) -> None:
    document = await read((shared / "files/42_test_blog.html").read_bytes(), "blog.html")
    assert document.title is not None
    assert document.title.startswith("Does Model and Inference Parameter Matter in LLM Applications?")
    assert document.text.startswith("TL;DR:\n\n- Just by tuning the inference parameters")
    assert "Discord server for discussion" in document.text
    assert "All Blog Posts" not in document.text
    where = document.location(document.text.index("Surprisingly, the tuned"))
    assert where == Location(heading="Experiment Results")
