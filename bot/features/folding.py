"""Text as it is compared: without case, width and accent-form differences. Pure."""

from __future__ import annotations

import hashlib
import unicodedata

_TRADITIONAL, _SIMPLIFIED = (
    "點週鐘禮兩雙請個時複習學書從無沒關閉後號內這當開課節國慶聖誕勞動農曆歷陰舊遲過應報遞繳間於還變調長順續樓線塊會級裡裏實將現環養獲終結為爲"
    "頭剛淩兒婦師計劃擾議紀記錄與參員須務發寫認確備給帶齊",
    "点周钟礼两双请个时复习学书从无没关闭后号内这当开课节国庆圣诞劳动农历历阴旧迟过应报递缴间于还变调长顺续楼线块会级里里实将现环养获终结为为"
    "头刚凌儿妇师计划扰议纪记录与参员须务发写认确备给带齐",
)
SIMPLIFIED = dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True))
"""For `str.translate`: traditional characters of dates, and of what is asked by them, as simplified ones, each as one,
so that every place stays where it is."""


def fold(text: str) -> str:
    """Text as search compares it."""
    return unicodedata.normalize("NFKC", text).casefold()


def likeness(sentence: str) -> str:
    """The same for sentences that differ in case, width and breaks only."""
    return hashlib.sha256(" ".join(fold(sentence).split()).encode()).hexdigest()
