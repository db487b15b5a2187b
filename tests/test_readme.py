"""The README is true: its tree, settings, commands, links and pictures are those of the repository."""

import re
import subprocess
from pathlib import Path

from typer.main import get_command

from bot.__main__ import cli
from bot.discord_ui.condense import condense
from bot.discord_ui.help import help_answer
from bot.documents import READ, READ_WORDS
from bot.settings import settings_table

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def tree_paths() -> set[str]:
    """Every path in the README's drawing of the tree: two spaces of indent for each folder down."""
    block = re.search(r"## The tree\n.*?```\n(.*?)```", README, re.DOTALL)
    assert block
    folders: list[str] = []
    paths = set()
    for line in block[1].splitlines():
        names, depth = line.split("  #")[0].split(), (len(line) - len(line.lstrip())) // 2
        for name in names:
            paths.add("/".join([*folders[:depth], name.rstrip("/")]))
            if name.endswith("/"):
                folders[depth:] = [name.rstrip("/")]
    return paths


def test_the_tree_is_the_repositorys() -> None:
    drawn = tree_paths()
    assert {path for path in drawn if not (ROOT / path).exists()} == set()
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    there = {path for path in tracked.split() if re.fullmatch(r"(bot|model)(/\w+){1,2}\.py", path)}
    assert {path for path in there if not path.endswith("__init__.py")} - drawn == set()


def test_the_settings_are_those_of_the_program() -> None:
    assert settings_table() in README


def test_whatever_tells_which_files_are_read_names_all_kinds() -> None:
    told = [READ_WORDS.to("en"), help_answer("en").embeds[0].description or ""]
    told.append(str(condense.get_parameter("file").description))  # type: ignore[union-attr]
    for page, begin in (("README.md", "It reads text"), ("docs/servers.md", "Files are ")):
        told += re.findall(rf"{begin}.*", (ROOT / page).read_text())
    assert len(told) == 5
    assert not [(kind, words) for words in told for kind in READ if kind.lower() not in words.lower()]


def test_every_command_exists() -> None:
    verbs = set(get_command(cli).commands)
    assert set(re.findall(r"(?:^|`)(?:\.venv/bin/)?pith ([a-z]+)", README, re.MULTILINE)) == verbs
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets
    modules = set(re.findall(r"python -m ((?:bot|model|tests)[\w.]*)", README))
    files = {m: ROOT / m.replace(".", "/") for m in modules}
    assert {
        m for m, f in files.items() if not (f.with_suffix(".py").exists() or (f / "__main__.py").exists())
    } == set()


def test_what_a_feature_is_copied_from_is_there() -> None:
    section = re.search(r"## Add a feature\n(.*?)\n## ", README, re.DOTALL)
    assert section
    named = set(re.findall(r"`((?:bot|tests)/[\w./]+)`", section[1]))
    new = {path for path in named if "bookmarks" in path}
    assert len(new) == 4
    assert [path for path in sorted(named) if (path in new) == (ROOT / path).exists()] == []
    held = re.findall(r"`(\w+)` in\s+`(bot/[\w./]+\.py)`", section[1])
    assert len(held) >= 6
    assert [name for name, path in held if not re.search(rf"\b{name}\b", (ROOT / path).read_text())] == []
    features = {path.replace("bookmarks", "personalise") for path in new}
    assert features <= named, "one of each kind to copy"


def anchors(page: str) -> set[str]:
    """What may stand behind # in a link to a page: its headings, as GitHub names them."""
    text = re.sub(r"^```.*?^```", "", page, flags=re.DOTALL | re.MULTILINE)
    said = [heading.lower() for heading in re.findall(r"^#+ (.*)", text, re.MULTILINE)]
    names = [re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in said]
    return {f"{name}-{again}" if (again := names[:i].count(name)) else name for i, name in enumerate(names)}


def test_every_link_and_picture_leads_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("model/checkpoint/*.md"),
        *ROOT.glob("deploy/*.md"),
    ]
    assert len(pages) > 15
    astray = []
    for page in pages:
        links = re.findall(r"\]\(([^)]+)\)|<img[^>]* src=\"([^\"]+)\"", page.read_text())
        for link in (a or b for a, b in links if not (a or b).startswith("http")):
            path, _, anchor = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in anchors(target.read_text())):
                astray.append((page.name, link))
    assert astray == []


def test_the_readme_is_read_in_one_sitting() -> None:
    assert len(README.encode()) < 60_000, "nobody reads more at once: details have pages under docs/"


def test_every_picture_has_words() -> None:
    assert all(words.strip() for words in re.findall(r"!\[([^\]]*)\]", README))
    assert all('alt="' in tag for tag in re.findall(r"<img[^>]*>", README))
