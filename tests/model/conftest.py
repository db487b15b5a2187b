"""A short lecture with two asides. The extractor, loaded once, is in tests/conftest.py."""

from __future__ import annotations

import pytest

LECTURE = """Photosynthesis

Photosynthesis is the process by which plants turn light energy into chemical energy. It takes place in the
chloroplasts of plant cells. Chlorophyll absorbs mostly blue and red light. My neighbour has a red bicycle.
The light reactions split water and release oxygen. The Calvin cycle then fixes carbon dioxide into sugar.
Without photosynthesis there would be hardly any oxygen in the air. Lunch is served at noon on Tuesdays.
"""


@pytest.fixture
def lecture() -> str:
    return LECTURE
