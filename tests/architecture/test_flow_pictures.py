"""Every flow of the browser tests has its line and its pictures in docs/flows.md; no picture is left over."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.findall(r'src="images/flows/([\w-]+)\.webp"', (ROOT / "docs" / "flows.md").read_text())


def test_every_picture_of_a_flow_is_shown_once() -> None:
    kept = sorted(path.stem for path in (ROOT / "docs" / "images" / "flows").iterdir())
    assert sorted(SHOWN) == kept


def test_every_flow_is_shown_at_every_width() -> None:
    tests = "".join(path.read_text() for path in sorted((ROOT / "tests" / "browser").glob("test_*.py")))
    flows = re.findall(r'mark\.flow\("([\w-]+)"\)', tests)
    assert len(flows) == len(set(flows))
    wanted = {f"{flow}-{width}" for flow in flows for width in (360, 768, 1280)}
    assert wanted == {name for name in SHOWN if not name.endswith("-plain")}
