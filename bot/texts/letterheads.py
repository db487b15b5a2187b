"""What stands above a text and is none of it: who is greeted, a date, a page's navigation, the head of a letter. Pure.

Oakfield Primary School · 27th November 2026 · Dear Parents, · 田中様 · 김민수 교수님께 · Skip to main content
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.texts.dates.said.stamps import without_stamp
from model import stand_beside

LONGEST_CHARS = 120  # of such a line
LOOKED_AT_CHARS = 1_000  # of a sentence, to tell that it is none

GREETING = re.compile(
    r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hola|buenos días|estimad[oa]s?|bonjour|ch(?:er|ère)s?"
    r"|hallo|guten (?:morgen|tag)|liebe[rs]?|sehr geehrte[rs]?|ciao|buon(?:giorno|asera)|car[oai]|gentil[ei]|egregi[oa]"
    r"|olá|oi|bo(?:m dia|a tarde)|prezad[oa]s?|car[oa]s|hoi|geachte|kära|bästa|kære|cześć"
    r"|dzień dobry|szanown[aiey]\w{0,2}|здравствуйте|привет|добрый день|уважаем\w{2,3}|дорог\w{2,3}|merhaba|sayın"
    r"|sevgili|selam)\b[^.?]{0,50}[,:!–]"
    r"|(?:beste|dag|hej|hei)\b[^.?:]{0,40}[,!]"
    r"|(?:[^,.?!]{1,20}[님께]\s?[,!]?\s?)?안녕하(?:세요|십니까)[^?]{0,20}[,.!]?"
    r"|(?:[^、。？]{1,12}(?:さん|様|先生|各位|の皆様)[、。]?\s?)?(?:こんにちは|お世話になっております|お疲れ様です)[。、！]?"
    r"|(?:尊敬的|亲爱的|各位|大家好|[你您]好)[^。？]{0,20}[，,：:！!]"
    r"|[^，。？：:]{1,6}(?:老师|教授|同学)(?:、[^，。？：:]{1,12})?[，,：:！!]",
    re.IGNORECASE,
)
"""A whole first line like “Hello all,”: who is spoken to, not what is said."""

_GREETED_ALL = re.compile(  # Hi all. · Good morning, everyone. · 各位同学大家好。
    r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:morgen|tag|abend)|hola|bonjour|ciao|olá)"
    r"(?:,? (?:all|everyone|everybody|team|folks|guys|class|there|again|zusammen|alle|leute|a todos|a todas"
    r"|à tous(?: et à toutes)?|à toutes|a tutti|tutti|pessoal)){1,2}[.!]?"
    r"|(?:各位(?:老师|同学|家长)?|(?:老师|同学|家长)们)(?:大家)?(?:早上|上午|中午|下午|晚上|[你您])?好[。！!]?",
    re.IGNORECASE,
)

_ADDRESSED = re.compile(  # and no 仕様, 神様
    r"[^。、！？!?:：]{0,20}(?:(?<![仕模同多有異神王客の])様|さま|御中|各位|の皆さん|の皆さま|のみなさん)[、，,]?"
    r"|[^.?!]{1,25}(?:님께|귀하|귀중|여러분|님,)[,.]?"
    r"|いつも(?:大変)?お世話になっております[。、]?"
)
_I_AM = re.compile(
    r"[^はがをにで。、！？]{1,25}(?:です|と申します)。?|(?:(?![은는이가]\s)[^.?!]){1,25}(?:입니다|라고 합니다)\.?"
)
_MONTH = (
    r"(?:jan|feb|f[ée]v|mar|mär|maart|mrt|apr|abr|avr|ma[iyjg]|mei|ju[nl]|jui|giu|lug|ago|aug|ao[uû]|sep|set|o[ck]t|out"
    r"|ott|nov|de[czs]|dic|déc|ene|gen)[^\W\d_]{0,9}\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DATE = re.compile(  # Berlin, den 27. November 2026 · Friday, November 27, 2026
    rf"(?:[^\W\d_]{{2,20}},? (?:(?:den|le|the|el|a) )?){{0,2}}(?:"
    rf"\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?,? (?:de |of )?{_MONTH}(?:,? (?:de )?{_YEAR})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-](?:20)?\d\d|{_YEAR}-\d\d-\d\d)"
    rf"|{_YEAR}\s?[年년]\s?\d{{1,2}}\s?[月월]\s?\d{{1,2}}\s?[日일]\s?(?:[(（].{{1,3}}[)）]|星期.|周.|.曜日|.요일)?",
    re.IGNORECASE,
)
_ROW = re.compile(r"\s*\|.*\|\s*|[^\t]*\t.*", re.DOTALL)
_REACHED_AT = re.compile(
    r"\S@\w|www\.\w|^https?://\S+$|(?:\b(?:tel|fax|phone|tél|telefon)|电话|電話|전화)\W{1,3}\d", re.IGNORECASE
)
_PATH = re.compile(  # Home > World > Europe
    r"[^>›»\n]{3,40}(?:\s[>›»]\s[^>›»\n]{3,40}){2,6}|(?:home|startseite|accueil|inicio|início|首页|首頁|ホーム|홈)(?:\s?[>›»/]\s?[^>›»/]{1,40}){1,6}",
    re.IGNORECASE,
)
_JOURNAL = re.compile(  # Journal of Applied Agronomy 48 (2023) 112–127
    r"(?=\W*[A-Z])[^.!?\n]{3,100}\s\d{1,4}(?:\s?\(\d{1,3}\))?,?\s?\((?:19|20)\d\d\),?[:\s]\s?(?:pp?\.\s)?\d{1,6}(?:[–-]\d{1,6})?\s*$"
    r"|[\s\S]{0,200}(?:contents lists? available at|(?i:journal homepage):)",
    re.IGNORECASE | re.MULTILINE,
)
_LATEX = re.compile(r"\s*\\(?:documentclass|usepackage|begin|maketitle|author|date|tableofcontents)\b|\s*%")
_BUTTON = re.compile(
    r"(?:menu|home|log ?in|sign ?(?:in|up)|subscribe|search|share|menü|anmelden|startseite|suche|menú|iniciar sesión"
    r"|inicio|se connecter|accueil|登录|登錄|注册|首页|菜单|ログイン|メニュー|로그인|메뉴)",
    re.IGNORECASE,
)
FEWEST_BUTTONS = 2  # of a page
_NAME = r"[A-ZÀ-Þ][\w.'’-]{0,25}"
_OF = r"(?:of|for|and|the|&|de|del|des|du|la|le|y|et|e|di|da|do|für|der|und|zu)"
_INSTITUTION = re.compile(  # Oakfield Primary School · Department of History · Universität Wexmoor
    rf"(?:{_NAME} ){{1,4}}(?i:university|college|school|academy|institute|gymnasium|universität|\w{{2,20}}schule)"
    rf"|(?:{_NAME} )?(?i:university|college|department|faculty|school|institute) (?i:of|for)"
    rf"(?: (?:{_OF}|{_NAME})){{1,8}}"
    r"|(?i:universidad|facultad|departamento|instituto|colegio|universität|hochschule|fakultät|fachbereich|institut"
    r"|gymnasium|université|faculté|département|école|lycée|università|facoltà|dipartimento|universidade|faculdade)"
    rf"(?: (?:{_OF}|{_NAME})){{1,8}}"
    rf"|[\u3400-\u9fff]{{2,14}}(?:大学|大學|学院|學院|[中小][学學]|学校|高校|学部|教务处|教務處|办公室|辦公室|公司)"
    r"|\S{2,12}(?:대학교|고등학교|중학교|초등학교|학과)"
)
_ADDRESS = re.compile(  # Mill Lane 5, Ashby
    rf"(?=[^,]*,)(?:{_NAME}|\d{{1,5}}[a-z]?)(?:,? (?:{_NAME}|\d{{1,5}}[a-z]?)){{1,7}}"
)
FEWEST_BARS = 2  # in a table's row
_UNDER_TITLE = re.compile(  # The University of Life · A memoir
    r"(?:an?|eine?|une?|una|uno?) |(?:act|chapter|part|section|scene|akt|kapitel|teil|chapitre|acte|capítulo|capitolo"
    r"|introduction|contents|abstract|einleitung|inhalt)\b|第.{1,4}[章幕节節部回]|目[录錄次]",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,·|–—/\n]\s*| - ")
_ENDS = re.compile(r"[.!?…。！？:：][\W_]*$")


def is_salutation(line: str) -> bool:
    """Whether it only greets those who are written to."""
    said = line.strip()
    greets = any(form.fullmatch(said) for form in (GREETING, _GREETED_ALL, _ADDRESSED))
    return greets and len(said) <= LONGEST_CHARS


def below(sentences: Sequence[str]) -> list[str]:
    """Of a text's first `sentences` those that stand not above it."""
    beginnings = [each[:LOOKED_AT_CHARS] for each in sentences]
    said = [without_stamp(each).strip() for each in beginnings]
    greets = [is_salutation(each) for each in said]
    is_beside = [
        beside or greeting or _is_above(each) or _is_row(said, i)
        for i, (beside, greeting, each) in enumerate(zip(stand_beside(beginnings), greets, said, strict=True))
    ]
    buttons = {i for i, each in enumerate(said) if _BUTTON.fullmatch(each)}
    buttons = buttons if len(buttons) >= FEWEST_BUTTONS else set()
    greeted_at = greets.index(True) if True in greets else -1
    return [
        each
        for i, each in enumerate(sentences)
        if not (is_beside[i] or i in buttons)
        and not (i and is_beside[i - 1] and 0 <= greeted_at < i and _I_AM.fullmatch(said[i]))
        and not (_is_institution(said[i]) and (i < greeted_at or _is_over_heading(said, i)))
        and not (0 < i < greeted_at and _is_institution(said[i - 1]) and _ADDRESS.fullmatch(each))
    ]


def _is_above(line: str) -> bool:
    if _ROW.fullmatch(line) or _JOURNAL.match(line):
        return True
    if _LATEX.match(line) and "\\section" not in line:
        return True
    if len(line) > LONGEST_CHARS:
        return False
    return bool(
        _DATE.fullmatch(line)
        or _PATH.fullmatch(line)
        or (_REACHED_AT.search(line.split("\n")[0]) and not _ENDS.search(line))
    )


def _is_row(said: Sequence[str], i: int) -> bool:
    """Whether it has as many bars as the line beside it, as what is cut up for a table has."""
    bars = said[i].count("|")
    return bars >= FEWEST_BARS and any(
        each.count("|") == bars for each in (*said[max(0, i - 1) : i], *said[i + 1 : i + 2])
    )


def _is_institution(line: str) -> bool:
    said = line.title() if line.isupper() else line
    return len(said) <= LONGEST_CHARS and all(map(_INSTITUTION.fullmatch, _BETWEEN.split(said)))


def _is_over_heading(said: Sequence[str], i: int) -> bool:
    """Whether it only says whose the text is: what follows is a heading, and nothing speaks of it again."""
    others = (each.casefold() for each in (*said[:i], *said[i + 1 :]))
    following = next((each for each in said[i + 1 :] if not (_is_above(each) or _is_institution(each))), "")
    is_heading = 0 < len(following) <= LONGEST_CHARS and not _ENDS.search(following)
    is_heading = is_heading and not _UNDER_TITLE.match(following)
    return is_heading and not any(said[i].casefold() in each for each in others)
