"""Every sentence for a person is there in Simplified Chinese, with the same values in it."""

import re
import string
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Babel
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.locales import N_, Message, best_language, run_on, translations, written_language

ROOT = Path(__file__).parents[1]
ERRORS = [
    line.split("(")[0].split()[1]
    for line in (ROOT / "bot/errors.py").read_text().splitlines()
    if line[:6] == "class "
]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, **dict.fromkeys(ERRORS)}
QUOTED_OF_OTHERS = {
    *("管理频道", "管理服务器", "阅读消息历史"),  # rights, as Discord names them
    "无",  # an answer to a question
    *("APP → 提炼", "提炼我的话：关闭", "每天早上八点", "周五下午三点"),
}
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def chinese_entries() -> list[Babel]:
    files = (ROOT / "bot/locales/zh_CN").glob("*.po")
    return [entry for path in files for entry in read_po(BytesIO(path.read_bytes())) if entry.id]


@cache
def sentences() -> dict[str, str]:
    """Every marked sentence, with the file it stands in."""
    found = extract_from_dir(ROOT / "bot", method_map=METHODS, keywords=KEYWORDS, options_map={})
    flat = (
        (part, f"{file}:{line}")
        for file, line, text, *_ in found
        for part in ([text] if isinstance(text, str) else text)
    )
    return {text: place for text, place in flat if text}


def test_every_sentence_is_there_in_chinese() -> None:
    chinese = translations("zh_CN")
    missing = {
        place: text
        for text, place in sentences().items()
        if chinese.gettext(text) == text and names_in(text) != {text.strip("{}")}
    }
    assert not missing


def test_translations_keep_the_values() -> None:
    for path in (ROOT / "bot/locales/zh_CN").glob("*.po"):
        for entry in read_po(BytesIO(path.read_bytes())):
            if entry.id and isinstance(entry.id, str):
                assert names_in(entry.id) == names_in(str(entry.string)), entry.id


def test_what_chinese_sentences_quote_is_a_label_or_what_the_english_ones_quote() -> None:
    entries = chinese_entries()
    labels = {str(entry.string).rstrip("…") for entry in entries} | QUOTED_OF_OTHERS
    quoted = [
        (said, entry) for entry in entries for said in re.findall("“([^”{}]{1,12})”", str(entry.string))
    ]
    assert not [(said, entry.id) for said, entry in quoted if said not in labels and said not in entry.id]


def test_no_translation_is_left_over() -> None:
    wanted = set(sentences())
    for path in (ROOT / "bot/locales/zh_CN").glob("*.po"):
        ids = {
            part
            for e in read_po(BytesIO(path.read_bytes()))
            if e.id and not e.context  # what commands' options are called is looked at beside the commands
            for part in ([e.id] if isinstance(e.id, str) else e.id)
        }
        assert ids <= wanted, path.name


@pytest.mark.parametrize(
    ("wished", "spoken"),
    [
        (("zh-Hans-CN",), "zh_CN"),
        (("fr", "zh"), "zh_CN"),
        ((None, "en-GB"), "en"),
        (("fr",), "en"),
        ((), "en"),
    ],
)
def test_the_language_a_person_gets(wished: tuple[str | None, ...], spoken: str) -> None:
    assert best_language(*wished) == spoken


def test_a_message_survives_the_store() -> None:
    message = N_("{place} · {heading}", place=N_("page {page}", page=3), heading="Results {x}")
    kept = Message.from_json(message.as_json())
    assert kept.to("en") == message.to("en") == "page 3 · Results {x}"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("你好，Pith！", "zh"),
        ("hello 你好 there, how are you", None),
        ("これは日本語の文です", None),
        ("🙂 12", None),
    ],
)
def test_a_script_gives_chinese_away(text: str, language: str | None) -> None:
    assert written_language(text) == language


def test_no_sentence_is_in_chinese_twice() -> None:
    """Of two only one would be read, in each part the other's."""
    every = [
        (entry.context, entry.id)
        for path in (ROOT / "bot/locales/zh_CN").glob("*.po")
        for entry in read_po(BytesIO(path.read_bytes()))
        if entry.id
    ]
    assert not {text for text in every if every.count(text) > 1}


OTHER_NAMES = {  # of what has one name already, with that
    "浓缩|精简": "提炼",
    "(?<!今日)重点": "要点",
    "到期任务": "到期待办",
    "种类": "类型",
    "篇笔记": "条笔记",
    r"多少词|\} 个?词|词数": "字",
}


def test_one_thing_has_one_name_in_chinese() -> None:
    said = [str(entry.string) for entry in chinese_entries()]
    assert not [
        (each, name) for each in said for other, name in OTHER_NAMES.items() if re.search(other, each)
    ]


def test_chinese_is_written_with_its_own_signs() -> None:
    for entry in chinese_entries():
        said = str(entry.string)
        assert not re.search(r"\} %", said), said
        assert not re.search("(?<![…/])…(?!…)", said), said
        assert not re.search("[。！？] ", said), said


def test_chinese_sentences_follow_each_other_without_a_space() -> None:
    assert run_on(["早。", "好。"], "zh_CN") == "早。好。"
    assert run_on(["Hello.", "Good."], "en") == "Hello. Good."
