"""An import goes downward only, and every room stands on its floor."""

import tomllib

from importlinter.cli import lint_imports

from tests.architecture import source

CONTRACTS = tomllib.loads((source.BASE / "pyproject.toml").read_text())["tool"]["importlinter"]


def rooms_on_floors() -> list[str]:
    floors = next(c for c in CONTRACTS["contracts"] if c["id"] == "floors")["layers"]
    return [room.strip() for floor in floors for room in floor.split("|")]


def test_imports_go_downward_without_circles_and_only_live_knows_channels() -> None:
    config = str(source.BASE / "pyproject.toml")
    assert lint_imports(config_filename=config, cache_dir=None) == 0


def test_every_room_stands_on_exactly_one_floor() -> None:
    assert sorted(rooms_on_floors()) == sorted(source.ROOMS) == sorted(CONTRACTS["root_packages"])


def test_every_package_with_apps_is_a_known_room() -> None:
    found = {path.parts[0] for path in source.own(".py") if path.name == "apps.py"}
    assert found <= source.ROOMS
