"""The house's arrows: `__main__, cli → *_ui → features → texts, store, documents, model`, read off the imports."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
FACES = {"discord_ui": {"fastapi", "starlette", "bot.web_ui"}, "web_ui": {"discord", "bot.discord_ui"}}
FILES = [path.relative_to(ROOT) for part in ("bot", "model") for path in sorted((ROOT / part).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    """Every module a file names, however deep in it the import stands."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def forbidden(path: Path) -> set[str]:
    """What a file of this place must not import."""
    top, part, *_ = (*path.parts, "")
    if top == "model":
        return {"bot", "discord", "fastapi", "sqlalchemy", "aiosqlite"}
    own = {"torch", "transformers"}
    if part in FACES:
        return own | FACES[part] | {"bot.store", "sqlalchemy", "model", "bot.documents", "bot.cli"}
    if part == "features":
        return own | {"discord", "fastapi", "starlette", "typer", "bot.web_ui", "bot.discord_ui", "bot.cli"}
    if part == "texts":
        above = {
            "bot.app",
            "bot.features",
            "bot.store",
            "bot.documents",
            "bot.web_ui",
            "bot.discord_ui",
            "bot.cli",
        }
        return own | above | {"discord", "fastapi", "starlette", "typer", "sqlalchemy"}
    if part in ("store", "documents", "locales"):
        return own | {
            "discord",
            "fastapi",
            "bot.features",
            "bot.app",
            "bot.web_ui",
            "bot.discord_ui",
            "model",
        }
    return own


def test_arrows_point_down() -> None:
    broken = [
        f"{path} imports {name}"
        for path in FILES
        for name in imports(path)
        if any(name == ban or name.startswith(f"{ban}.") for ban in forbidden(path))
    ]
    assert not broken


def test_only_the_models_public_names_are_taken() -> None:
    import model

    for path in FILES:
        if path.parts[:2] in (("bot", "features"), ("bot", "texts")):
            deep = {name for name in imports(path) if name.startswith("model.")}
            assert deep <= {f"model.{name}" for name in model.__all__}, path


def test_every_feature_is_named_alike_on_its_faces() -> None:
    features = {path.stem for path in (ROOT / "bot/features").iterdir()}
    for face, own in {
        "discord_ui": {"client", "render", "hearing", "answering", "help", "check"},
        "web_ui": {"server", "session", "health", "frame"},
    }.items():
        files = {
            path.relative_to(f"bot/{face}").parts[0] for path in FILES if path.is_relative_to(f"bot/{face}")
        }
        names = {name.removesuffix(".py") for name in files} - {"__init__"}
        assert own <= names
        assert names - own <= features, f"{face} has files that name no feature"


NOT_BY_NAME = {
    "accelerate", "asyncpg", "python-multipart", "tensorboard", "tzdata",
}  # what other libraries look for  # fmt: skip


def _named(dependency: str) -> str:
    return re.split(r"[\[<>=]", dependency)[0].lower()


def test_what_is_imported_is_asked_for_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    for_tests = {_named(one) for one in extras.pop("dev")}
    named = [
        _named(one) for one in (*project["dependencies"], *(one for some in extras.values() for one in some))
    ]
    tops = {name.split(".")[0] for path in FILES for name in imports(path)} - {"bot", "model"}
    of = packages_distributions()
    used = {name.lower().replace("_", "-") for top in tops - sys.stdlib_module_names for name in of[top]}
    assert sorted(used - set(named) - for_tests) == []
    assert sorted(set(named) - used) == sorted(NOT_BY_NAME)
    assert len(named) == len(set(named))


FIRST = """
import importlib, pkgutil, sys
import bot.features
for name in [found.name for found in pkgutil.iter_modules(bot.features.__path__)]:
    for loaded in [each for each in sys.modules if each.startswith("bot.")]:
        del sys.modules[loaded]
    importlib.import_module(f"bot.features.{name}")
"""


def test_any_feature_may_be_imported_first() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FIRST], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-600:]


def test_every_folder_says_what_its_files_are() -> None:
    """Down to the second level they stand in the README's tree."""
    for init in (path for path in FILES if path.name == "__init__.py" and len(path.parts) > 3):
        said = ast.get_docstring(ast.parse((ROOT / init).read_text())) or ""
        below = [path.relative_to(init.parent) for path in FILES if path.is_relative_to(init.parent)]
        there = {path.with_suffix("").parts[0] for path in below} - {"__init__"}
        assert there - set(re.findall(r"`(\w+)`", said)) == set(), init
