"""The terminal's verbs, against the contract other programs rely on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.cli.around import in_words
from bot.settings import Settings
from bot.store.migrating import newest_revision
from tests.cli.conftest import Pith, answer
from tests.conftest import CHAPTER, CHINESE

ROOT = Path(__file__).parents[2]
CONTRACT = {"title", "language", "text", "sentences_total", "highlights", "warnings", "model", "elapsed_ms"}
HIGHLIGHT = {"text", "start", "end", "index", "score", "kind", "location"}


@pytest.fixture
def chapter(tmp_path: Path) -> Path:
    path = tmp_path / "chapter.md"
    path.write_text(CHAPTER)
    return path


def test_json_holds_what_was_promised(pith: Pith, chapter: Path) -> None:
    said = answer(pith("condense", chapter, "--sentences", 2, "--json"))
    assert set(said) >= CONTRACT
    assert len(said["highlights"]) == 2
    for highlight in said["highlights"]:
        assert set(highlight) >= HIGHLIGHT
        assert said["text"][highlight["start"] : highlight["end"]] == highlight["text"]


def test_a_note_goes_through_its_whole_life(pith: Pith, chapter: Path, tmp_path: Path) -> None:
    pith("condense", chapter)
    assert "Photosynthesis" in pith("history").stdout
    [line] = pith("history", "sugar from sunlight").stdout.splitlines()
    assert line.split("\t")[::2][:2] == ["#1", "Photosynthesis"]
    assert answer(pith("show", 1, "--json"))["title"] == "Photosynthesis"
    assert pith("export", 1, "--format", "csv").stdout.count("Photosynthesis") > 1
    assert pith("backup", tmp_path / "copy.sqlite3").exit_code == 0
    assert pith("backup", tmp_path / "copy.sqlite3").exit_code == 2
    assert pith("delete", 1).exit_code == 0
    assert pith("show", 1).exit_code == 2


def test_a_pipe_gets_one_highlight_a_line(pith: Pith) -> None:
    result = pith("condense", "-", "--sentences", 3, stdin=CHINESE)
    assert len(result.stdout.splitlines()) == 3
    assert all(line.split("\t")[0] in CHINESE for line in result.stdout.splitlines())


def test_a_pipe_says_what_a_highlight_is_behind_a_tab(pith: Pith) -> None:
    text = "The walls of that room are green. Please send the report by 20 March 2099. Leaves turn red in autumn."
    lines = pith("condense", "-", "--ratio", 1, stdin=text).stdout.splitlines()
    assert lines[::2] == ["The walls of that room are green.", "Leaves turn red in autumn."]
    assert lines[1] == "Please send the report by 20 March 2099.\tRequest"  # in so many years nobody plans
    dated = pith("condense", "-", stdin="请在明天下午三点前提交实验报告。").stdout
    assert "15:00" in dated
    assert "“明天下午三点前”" in dated
    asked = pith("condense", "-", "--ratio", 1, "--focus", "When do leaves turn red?", stdin=text).stdout
    assert asked.splitlines()[2] == "Leaves turn red in autumn.\tClosest to your question"
    assert asked.count("Closest") == 1


def test_no_history_keeps_nothing(new_pith: Pith, chapter: Path, tmp_path: Path) -> None:
    assert new_pith("condense", chapter, "--no-history").exit_code == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (["condense", "nowhere.txt"], None),
        (["condense", "."], None),
        (["condense"], ""),
        (["condense"], b"%PDF-1.7 broken"),
        (["condense", "--sentences", "0"], CHAPTER),
        (["condense", "--ratio", "2"], CHAPTER),
        (["condense", "--words", "9", "--sentences", "2"], CHAPTER),
        (["condense", "--language", "?"], CHAPTER),
        (["condense", "--sentences", "some"], CHAPTER),
        (["condense", "--colour"], CHAPTER),
        (["condense", "one.txt", "two.txt"], None),
        (["condense", "/dev/zero"], None),
        (["summarise"], None),
        (["show"], None),
        (["show", "99999999999999999999"], None),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(
    pith: Pith, arguments: list[str], stdin: str | bytes | None
) -> None:
    result = pith(*arguments, stdin=stdin)
    assert result.exit_code == 2
    assert result.stdout == ""
    [sentence] = result.stderr.splitlines()
    assert sentence.endswith(".")


def test_where_there_is_nothing_yet_there_is_nothing_to_copy(new_pith: Pith) -> None:
    result = new_pith("backup", "copy.sqlite3")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1


def test_a_data_folder_that_cannot_be_used_is_one_sentence(
    pith: Pith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("PITH_DATA_DIR", str(tmp_path / "file" / "data"))
    result = pith("history")
    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert "pith doctor" in sentence


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("verb", ["token", "keys"])
def test_an_answer_that_can_not_be_written_is_not_blamed_on_the_data(pith: Pith, verb: str) -> None:
    assert pith("migrate").exit_code == 0
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "bot", verb],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert (said.returncode, said.stderr) == (2, "The answer can't be written: no room is left there.\n")


def test_a_copy_that_can_not_be_written_is_not_blamed_on_the_data(
    pith: Pith, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "nowhere" / "copy.sqlite3"
    told = pith("backup", target)
    assert (told.exit_code, told.stderr) == (2, f"“{target}” can't be written: there is no such place.\n")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert pith("backup", target).stderr == f"无法写入“{target}”：没有这个位置。\n"


def test_of_standard_input_no_file_is_spoken(pith: Pith, tmp_path: Path) -> None:
    for nothing in ("", " \n"):
        told = pith("condense", stdin=nothing)
        assert (told.exit_code, told.stderr) == (
            2,
            "There is nothing to condense: standard input is empty.\n",
        )
    (tmp_path / "empty.txt").touch()
    assert pith("condense", tmp_path / "empty.txt").stderr == "This file is empty.\n"


def test_what_went_well_says_nothing_on_stderr(pith: Pith, chapter: Path) -> None:
    assert pith("condense", chapter, "--json").stderr == ""


def test_a_file_over_the_limit_is_not_read_to_its_end(
    pith: Pith, chapter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PITH_MAX_FILE_BYTES", "2000")
    result = pith("condense", "/dev/zero")
    assert result.exit_code == 2
    assert "0.002 MB" in result.stderr


def test_a_file_that_may_not_be_read_is_named(pith: Pith, tmp_path: Path) -> None:
    result = pith("condense", tmp_path / ("long" * 100))
    assert result.exit_code == 2
    assert "long" in result.stderr
    assert "data" not in result.stderr


def test_doctor_finds_a_healthy_house(pith: Pith) -> None:
    result = pith("doctor")
    assert result.exit_code == 0, result.output
    assert newest_revision() in result.stdout
    assert "DISCORD_TOKEN" in result.stdout


def test_doctor_says_what_is_wrong(pith: Pith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PITH_MODEL", "/nowhere/at/all")
    result = pith("doctor")
    assert result.exit_code == 1
    assert "There is no folder “/nowhere/at/all” to load a model from. Look at PITH_MODEL" in result.stdout


@pytest.mark.parametrize("verb", ["doctor", "history", "migrate"])
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("PITH_DATABASE_URL", "mysql://x"),
        ("PITH_DATABASE_URL", "sqlite:///x"),
        ("PITH_DATABASE_URL", "postgresql+asyncpg://a:b@c:port/d"),
        ("PITH_WEB_PORT", "many"),
        ("PITH_WEB_PORT", "99999"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(
    pith: Pith, monkeypatch: pytest.MonkeyPatch, verb: str, setting: str, value: str
) -> None:
    monkeypatch.setenv(setting, value)
    result = pith(verb)
    assert result.exit_code == 2
    [sentence] = result.stderr.splitlines()
    assert sentence.startswith(f"{setting} does not fit: ")


def test_without_its_driver_postgresql_is_named(pith: Pith, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PITH_DATABASE_URL", "postgresql+asyncpg://localhost/pith")
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    result = pith("history")
    assert (result.exit_code, result.stderr) == (2, "PostgreSQL needs its driver: pip install asyncpg.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["tast"], "No such command 'tast'. Did you mean 'taste'? "),
        (["export", "1", "--format", "xml"], "“--format” does not fit: it can be: md, json, csv. "),
        (["show", "x"], "“NOTE” does not fit: write it as a whole number. "),
        (["history", "--limit", "0"], "“--limit” does not fit: it has to be 1 or more. "),
        (["run", "--port", "99999"], "“--port” does not fit: it has to be 65535 or less. "),
        (["run", "--port=-5"], "“--port” does not fit: it has to be 0 or more. "),
    ],
)
def test_a_call_that_does_not_fit_is_told_in_piths_words(
    pith: Pith, arguments: list[str], sentence: str
) -> None:
    result = pith(*arguments)
    assert (result.exit_code, result.stderr) == (2, f"{sentence}`pith --help` says what it takes.\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["show"], "缺少参数 NOTE。"),
        (["tast"], "没有命令 tast。是不是想用 'taste'？"),
        (["show", "1", "--wy"], "没有选项 --wy。相近的选项：--why。"),
        (["condense", "--nothing"], "没有选项 --nothing。"),
        (["condense", "--sentences"], "选项 --sentences 需要一个值。"),
        (["condense", "--json=1", "a"], "选项 --json 不带值。"),
        (["show", "1", "2", "3"], "多余的参数：2 3。"),
        (["show", "x"], "“NOTE”不合要求：请写成整数。"),
    ],
)
def test_in_a_chinese_terminal_it_is_told_in_chinese(
    pith: Pith, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    result = pith(*arguments)
    assert (result.exit_code, result.stderr) == (2, f"{sentence}用法见 `pith --help`。\n")


def test_help_speaks_one_language(pith: Pith, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = ("用法：", "选项", "命令", "参数", "显示本帮助后退出。", "[默认：-]")
    typers = ("Usage", "Options", "Commands", "Arguments", "OPTIONS", "ARGS", "this message", "default")
    for language, said, unsaid in (("zh_CN", ours, typers), ("en", typers, ours)):
        monkeypatch.setenv("LANGUAGE", language)
        told = "".join(pith(*call, "--help").output for call in ([], ["condense"], ["bench"]))
        assert [each for each in said if each not in told] == []
        assert [each for each in unsaid if each in told] == []


def test_what_typer_says_otherwise_stays_as_it_is() -> None:
    assert in_words("Nobody foresaw this.", "zh_CN") == "Nobody foresaw this."
    assert in_words("No such option: -x", "en") == "No such option: -x."


def test_what_a_terminal_has_no_sign_for_is_a_question_mark(
    pith: Pith, monkeypatch: pytest.MonkeyPatch
) -> None:
    saying = CliRunner(charset="latin-1")
    said = saying.invoke(cli, ["condense"], input=CHINESE.encode())
    assert said.exit_code == 0, said.output
    assert said.stdout_bytes.startswith(b"???")
    assert saying.invoke(cli, ["history"]).exit_code == 0
    whole = saying.invoke(cli, ["condense", "--json"], input=CHINESE.encode())
    assert json.loads(whole.stdout_bytes)["text"] == CHINESE, "JSON is UTF-8 wherever it goes"


def test_nothing_kept_commands_the_terminal(pith: Pith, tmp_path: Path) -> None:
    (tmp_path / "evil\x1b[31mred.txt").write_text("Cells \x1b[2J\x9b are the smallest units of all life.")
    for verb in (
        ["condense", "evil\x1b[31mred.txt"],
        ["history"],
        ["history", "cells"],
        ["show", "1", "--why"],
    ):
        said = pith(*verb)
        assert said.exit_code == 0, said.output
        assert not {"\x1b", "\x9b"} & set(said.output), verb
    assert "\x1b" not in pith("condense", "no\x1b[31mred.txt").stderr


def test_migrate_token_and_keys(new_pith: Pith) -> None:
    assert newest_revision() in new_pith("migrate").stderr
    assert new_pith("token", "laptop").stdout.startswith("pith_")
    key, subject = new_pith("keys").stdout.splitlines()
    assert Settings(_env_file=None, vapid_private_key=key.partition("=")[2]).vapid_private_key
    assert subject == "PITH_VAPID_SUBJECT=mailto:"
