"""Time zones have names of the reader's language in sentences."""

import pytest

from bot.texts.zones import zone_words


@pytest.mark.parametrize(
    ("zone", "language", "words"),
    [
        ("Asia/Shanghai", "zh_CN", "中国时间"),
        ("PRC", "zh_CN", "中国时间"),
        ("Asia/Urumqi", "zh_CN", "中国（乌鲁木齐）时间"),
        ("Europe/Berlin", "zh_CN", "中欧时间"),
        ("UTC", "zh_CN", "UTC"),
        ("Etc/GMT+5", "zh_CN", "Etc/GMT+5"),
        ("Asia/Shanghai", "en", "Asia/Shanghai"),
    ],
)
def test_what_a_zone_is_called(zone: str, language: str, words: str) -> None:
    assert zone_words(zone, language) == words
