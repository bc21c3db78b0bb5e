"""The rooms: imports point down only, DuckDB is opened in two modules, and nothing below the pages draws."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = {"dashboard": 3, "pages": 2, "metrics": 1, "data": 0}
BOTTOM = ("data.text", "data.errors")
OPENERS = {"data/store.py", "data/publish.py"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in [*ROOT.glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]:
        if "local" not in path.relative_to(ROOT).parts:
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def within(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")


def test_imports_point_down_only() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        for line, name in imports(tree)
        if ROOMS.get(name.split(".")[0], -1) > ROOMS[path.split("/")[0].removesuffix(".py")]
    ]
    assert not wrong, wrong


def test_texts_and_errors_import_nothing_of_the_product() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        if path in ("data/errors.py", "data/text/__init__.py")
        for line, name in imports(tree)
        if name.split(".")[0] in ROOMS and not any(within(name, module) for module in BOTTOM)
    ]
    assert not wrong, wrong


def test_only_two_modules_open_duckdb() -> None:
    wrong = [
        f"{path}:{node.lineno}"
        for path, tree in modules()
        if path not in OPENERS
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "duckdb.connect"
    ]
    assert not wrong, wrong


def test_nobody_uses_plotly_express_and_only_pages_use_streamlit() -> None:
    wrong = [
        f"{path}:{line} imports {name}"
        for path, tree in modules()
        for line, name in imports(tree)
        if within(name, "plotly.express")
        or (within(name, "streamlit") and not path.startswith(("pages/", "dashboard.py")))
    ]
    assert not wrong, wrong
