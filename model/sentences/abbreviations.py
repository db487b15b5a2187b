"""Whether a full stop is an abbreviation's, told by the language and by what follows. Pure.

Reached by `borders`. What sentencex knows by itself isn't here. What may begin a sentence of its own does not follow.
"""

from __future__ import annotations

import re

LONGEST_CHARS = 7  # of an abbreviation of letters alone, with its full stop

_BEFORE_NUMBER = re.compile(
    r"\b(?:vols?|approx|ca|figs?|eqs?|secs?|sect|chs?|chap|pp|pgs?|paras?|art|tab|refs?|thm|def|prop|lem|cor|ex|págs?|pagg?"
    r"|núm|kl|abb|max|rm|apt|рис|табл|стр|гл)\.\s*$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"[€$£¥~≈±<>]\s?\d")  # approx. €70
_PLACED = re.compile(r"\b(?:rm|apt|bldg|fig|eq|tab)\.\s*$", re.IGNORECASE)
_PLACE_CODE = re.compile(r"[A-Z]{1,3}[-.]?\d")  # Rm. C3.07
_CALLED = re.compile(r"\b(?:tel|tél|fax)\.\s*$", re.IGNORECASE)
_MONTH = re.compile(  # those that are words as well need the day before
    r"\b(?:janv?|feb(?:r|b)?|févr|apr|avr|juil|aug|sept?|okt|oct|nov|dez|déc|dec|dic|ene)\.\s*$"
    r"|\b\d{1,2}(?:er)?\s(?:de\s)?(?:mar|abr|jun|jul|ago|gen|mag|giu|lug|set|ott)\.\s*$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(  # Le mer. 25 nov.
    r"(?<!\w)(?:lun|mar|mer|jeu|ven|sam|dim|mié|jue|vie|sáb|dom|Mo|Di|Mi|Do|Fr|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat)\.,?\s*$"
)
_MONTH_DAY = re.compile(  # Wed. | Dec 9th, but not: on Sat. | March 3 was cold.
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?\b(?!\s(?:is|was|were|will|has|had|saw|came|went)\b)|\s*$)"
)
_DAY_BEFORE_MONTH = re.compile(
    r"(?<!\w)(?:Mon|Tues?|Weds?|Thu(?:rs?)?|Fri|Sat|Sun"
    r"|(?:on|by|due|until|till|before|after|next|this|from|to) (?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun))\.\s*$"
)
_MEASURE = re.compile(r"[\d½¼¾⅓⅔⅛]\s?(?:tbsp|tsp|oz|lbs?|pcs|pkg)\.\s*$")
_UNIT = re.compile(r"\d\s?(?:min|sec|cm|mm|km|kg|ml)\.\s*$")
_BEFORE_SMALL = {  # letters: next Tues. in class, a 5-min. talk, 2 hrs. of it
    "en": re.compile(
        r"(?<!\w)(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun|pp|[Aa]pprox|[Ee]st|[Ii]ncl|[Ee]xcl|[Mm]ax|[Aa]vg|[Aa]ppts?|[Tt]emp"
        r"|[Ff]req|[Dd]iff|[Aa]cc|[Aa]ssoc|[Ee]sp|[Rr]esp|[Ee]quiv|[Oo]rig|[Cc]orr|[Dd]ept|[Gg]ovt|[Uu]niv|[Cc]onc)\.\s*$"
        r"|\d-(?:min|sec|hr|wk|mo|yr|in|ft|yd|oz|lb|pt|gal|pg|ch)\.\s*$"
    ),
    "fr": re.compile(r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Cc]e)\s(?:lun|mar|mer|jeu|ven|sam|dim)\.\s*$"),
    "tr": re.compile(r"(?<!\w)(?:v[bdst]|yy|çev|haz)\.\s*$"),
    "ru": re.compile(
        r"(?<!\w)(?:т\.\s?[енк]|[Тт]\.\s?е|чел|млн|млрд|трлн|тыс|руб|коп|[Нн]апр|[Сс]м|[Сс]р|шт|экз|проц|мин|сек|кв|куб|им"
        r"|букв|прим|соотв|илл?|лат|греч|англ|нем|фр)\.\s*$"
    ),
    "uk": re.compile(
        r"(?<!\w)(?:т\.\s?[езк]|[Тт]обто|чол|млн|млрд|трлн|тис|грн|коп|[Нн]апр|[Дд]ив|[Пп]ор|шт|хв|сек|кв|куб|ім|прим|лат|грец"
        r"|англ|нім|фр)\.\s*$|\d\sр\.\s*$"
    ),
    "pl": re.compile(
        r"(?<!\w)(?:tj|tzn|tzw|np|[Nn]p|m\.\s?in|itp|godz|[Gg]odz|wg|ww|hab|inż|mgr|prof|[Pp]or|[Zz]ob|ok|tys|mln|mld|gr|szt|min"
        r"|str|ryc|rys|tab|rozdz|art|ust|pkt|poz|ul|pok|łac|gr|ang|niem|fr)\.\s*$|\d\s?[rw]\.\s*$"
    ),
}
_DAY_MONTH = re.compile(  # from 21.12. to 4.1.
    r"\b(?:from|to|on|by|until|till|since|before|after|vom|am|bis|ab|du|le|au|del|el|dal|od|do|zum|dem)\s\d{1,2}\.\d{1,2}\.\s*$",
    re.IGNORECASE,
)
_SMALL_SUBJECT = {  # who begins a sentence with a small letter, as in a chat
    "de": re.compile(r"(?:ich|du|er|sie|es|wir|ihr|man|bitte|danach|dann|aber)\b"),
    "ru": re.compile(r"(?:я|ты|он|она|оно|мы|вы|они|это|пожалуйста|но|а)\b"),
    "uk": re.compile(r"(?:я|ти|він|вона|воно|ми|ви|вони|це|будь|але|а)\b"),
    "pl": re.compile(r"(?:ja|ty|on|ona|ono|my|wy|oni|one|to|proszę|ale|a)\b"),
}
_TO = re.compile(r"(?:to|until|till|and|or|at|in|bis|und|oder|um|au|à|et|al|a|y|e|do)\b")
_LASTED = re.compile(r"\d\s?(?:mins?|secs?|hrs?|wks?|mos?|yrs?)\.\s*$")
_LASTS = re.compile(r"(?:of|at|in|ago|later|per|long|and|or|to|from|before|after|each|with|for|total|max)\b")
_SUBJECT = re.compile(
    r"(?:i|we|you|he|she|it|they|there|please|pls|je|tu|il|elle|on|nous|vous|ils|elles|c’est|c'est)\b"
)
_TURKISH = re.compile(r"(?<!\w)(?:[Öö]rn|[Bb]kz|M\.\s?[ÖS])\.\s*$")
_INITIAL = re.compile(
    r"\b(?:por|par|von|van|[Ss]elon|[Cc]hez|[Dd][’']après|[Ss]egún|[Ss]econdo|[Ss]egundo)\s+[A-ZÀ-Þ]\.\s*$"
)
_FOR_WHOM = re.compile(
    r"\b(?:[Pp]our|[Cc]ontre|[Aa]vec|[Cc]on|[Cc]ontra)\s+[A-ZÀ-Þ]\.\s*$"
)  # or for a point A
_AND_WHO = re.compile(  # P. Bourdieu et J. | Piaget
    r"\b[A-ZÀ-Þ]\.\s[A-ZÀ-Þ][\w’'-]{1,20},?\s(?:et|ou|y|e|und|oder|and)\s[A-ZÀ-Þ]\.\s*$"
)
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]+(?:[,;)».]|\s(?:et|ou|y|e|a|est|es|fue|fut|dans|qui)\b)")
_ERA = re.compile(r"\d\s(?:[ad]\.|v\.|n\.)\s*$")  # 44 a. C., 44 v. Chr.
_WITHIN = re.compile(
    r"-à-d\.\s*$|(?<!\w)(?:Ms|Mx|Mr|Mrs|Messrs)\.\s*$|^\W*(?:Prof|Dr|St)\.\s*$|(?<!\w)د\.\s*$"
    r"|(?:^|[\s(“])(?:डॉ|डा|श्री|श्रीमती|सुश्री|कुमारी|प्रो|पं)\.\s*$"
)
_TITLE = {  # before a name or, in German, before any noun
    "en": re.compile(r"\b(?:Cpt|Amb|Ald|Atty)\.\s*$"),
    "fr": re.compile(
        r"(?<!\w)(?:(?<!masse )(?<!point )(?<!matrice )(?<!ensemble )(?<!taille )M|MM|Drs?|Prs?|Prof|Mgr|Me|Mmes?"
        r"|Mlles?|Ste?|Vve|Cdt|Capt|Lt|Sgt)\.\s*$"
        r"|(?<!\w)(?:[Ll]e|[Ll]a|[Ll]es|[Dd]u|[Dd]es|[Aa]ux?|[Aa]vec|[Pp]ar|[Cc]hez|[Dd]e|[Ee]t|[Uu]n)\s(?:profs?|drs?|prs?|gén|lt|cdt)\.\s*$"
    ),
    "de": re.compile(
        r"\b(?:(?:Dr|Dipl|Mag|Prof)\.-\w{2,9}|Frl|Fam|Dres|hl|geb|verh|inkl|exkl|zzgl|abzgl|bes|insb|resp|röm|engl|dt|frz"
        r"|lat|griech|allg|Hrsg|Tsd|Fa|wg|bzgl)\.\s*$"
        r"|(?<!\w)(?:i\.\s?[AV]|z\.\s?Hd?)\.\s*$"
    ),
    "pt": re.compile(
        r"\b(?:[Pp]rof[ªa]s?|PROF[ªA]|[Dd]r[ªa]s?|DR[ªA]|[Ss]r[ªa]s?|SR[ªA]|Exm[oa]s?|Eng[oaºª]?|Arq)\.\s*$"
    ),
    "pl": re.compile(
        r"(?<!\w)(?:hab|inż|lic|lek|św|ks|bp|abp|płk|mjr|kpt|gen|ul|al|red|[Pp]or|[Zz]ob)\.\s*$"
    ),
    "tr": re.compile(r"(?<!\w)(?:Av|Alb|Yzb|Org|Ecz|Uzm|Öğr|Arş|Gör|Yrd|Müh|Mim)\.\s*$"),
    "it": re.compile(r"(?:^|[(,]|\b(?:di|a|da|in|e|per|con))\s*SS?\.\s*$"),
    "es": re.compile(
        r"\b(?:Dña|Dres|[Pp]rofa|[Mm]tr[oa]|Cnel|Ilm[oa]|Mons)\.\s*$|(?:^|[(,]|\b(?:de|con|a|por|para|y|según|que|al|del))\s*D\.\s*$"
    ),
}
_PARTICLE = re.compile(r"(?:de|du|des|d[’'])\s?(?:la\s|l[’'])?[A-ZÀ-Þ]")  # M. de Gaulle
_POINTED = re.compile(r"(?<!\w)[^\W\d_a-z]{1,2}\.$")
_INITIALS = re.compile(r"[^\W\d_a-z]{1,2}\.")
_ALONE = re.compile(r"(?<!\w)[A-ZÀ-Þ]\.\s*$")
_OF_NAMES = re.compile(r"(?:von|van|de|du|di|da|del|della|ter|zu|al|ibn|bin)\s[A-ZÀ-Þ]|d[’'][A-ZÀ-Þ]")
_STATION = re.compile(r"\b(?:[HB]bf|Bhf)\.\s*$")
_CITY = re.compile(
    r"(?:Berlin|Hamburg|München|Köln|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Bremen|Dresden|Hannover|Nürnberg"
    r"|Duisburg|Bochum|Wuppertal|Bielefeld|Bonn|Münster|Karlsruhe|Mannheim|Augsburg|Kiel|Mainz|Freiburg|Halle|Kassel"
    r"|Erfurt|Rostock|Aachen|Ulm|Würzburg|Göttingen|Heidelberg|Potsdam|Wien|Graz|Linz|Salzburg|Innsbruck|Basel|Bern"
    r"|Zürich)\b"
)
_STATED = re.compile(r"(?:^|[.!?]\s)\W*(?:Ich|Du|Er|Sie|Es|Man|Wir|Ihr)\s[a-zäöüß]+[^.!?,;:–—]*\.\s*$")
_STATES = re.compile(
    r"\w+\s(?:ist|war|hat|hatte|wird|wurde|liegt|lag|bleibt|gilt|gehört|heißt|hieß|kann|will|soll|muss|bietet|zählt)\b"
)
_PLACE = re.compile(r"[A-ZÄÖÜ]\w+(?:\s*[,.;:()\d]|$)")
_HOUR = re.compile(r"\d\s?[ap]\.m\.\s*$", re.IGNORECASE)
_ON_DAY = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|[ECMP][SD]?T|GMT|UTC)"
    r"(?:\s*[,.;:)(–—-]|\s*$|\s(?:in|at|on|to|through|until|till|and|or|for|with|before|after|morning|afternoon|evening"
    r"|night|\d|Jan|Feb|Mar|Apr|May|Ju|Aug|Sep|Oct|Nov|Dec))"
)
BEGINS = re.compile(  # a sentence, and no noun
    r"(?:Danach|Dann|Da|Dort|Hier|Heute|Morgen|Später|Jetzt|Nun|So|Doch|Aber|Und|Auch|Nur|Leider|Bitte|Außerdem|Zudem"
    r"|Daher|Deshalb|Dabei|Damit|Dazu|Anschließend|Ich|Wir|Ihr|Er|Sie|Es|Man|Wer|Was|Wo|Wie|Warum|Der|Die|Das|Den|Dem"
    r"|Diese[rsmn]?|Jede[rsmn]?|Alle|Viele|Beide|Keine?|Niemand|Eine?|Mein|Unser|Sein|In|Im|Am|An|Auf|Bei|Bis|Ab|Seit"
    r"|Mit|Nach|Vor|Von|Für|Zu|Zum|Zur|Um|Über|Als|Ob|Falls|Wenn|Weil|Ist|War|El|La|Los|Las|Le|Les|Un|Una|En|Se|Que"
    r"|Il|Ils|Elle|Elles|On|Nous|Vous|Ce|Cette|Ces|Dans|Puis|Après|Mais|Pour|Soit|Alors|Donc|Si|Son|Sa|Ses|Au|Aux|Des"
    r"|Ensuite|Enfin|Aussi|Chaque|Tout|Toute|Tous|Toutes|Quand|Comme|Merci|Notre|Votre|Leurs?|Quel|Quelle|Avec|Sans"
    r"|Demain|Hier|Aujourd|Lo|Gli|Non|Nel|Nella|Per|Con|Su|No|Al|Del|Pero|Cuando|Por|Para|Este|Esta)\b|L[’']|C[’']|J[’']|D[’']|Qu[’']"
)
_ORDERS = re.compile(
    r"[A-ZÀ-Þ]\w+ez(?:-|\s(?:l[ae]s?|une?|vos|votre|de|du|des|à|au|aux|bien|tout|ce|cette)\s|\sl[’'])"
)
_SURNAME = re.compile(r"(?:Le|La|Les|Du|De|Des|El|Los|Von|Van)\s[A-ZÀ-Þ]")  # M. Le Goff


_POINT_NUMBER = re.compile(r"\.\s\d")
_NUMBERED = {  # ауд. 312 · godz. 14: what their languages number so
    "en": re.compile(r"(?<!\w)(?:vols?|chs?|apt|eqs?|rm|bldg)\.(?=\s\d)", re.IGNORECASE),
    "it": re.compile(r"(?<!\w)pagg?\.(?=\s\d)", re.IGNORECASE),
    "pt": re.compile(r"(?<!\w)(?:cap|págs?)\.(?=\s\d)", re.IGNORECASE),
    "ru": re.compile(
        r"(?<!\w)(?:ауд|каб|корп|оф|эт|кв|рис|табл|стр|гл|вып|разд|прил|упр|зад)\.(?=\s?\d)", re.IGNORECASE
    ),
    "uk": re.compile(
        r"(?<!\w)(?:ауд|каб|корп|оф|кв|рис|табл|стор|гл|розд|вип|впр)\.(?=\s?\d)", re.IGNORECASE
    ),
    "pl": re.compile(
        r"(?<!\w)(?:godz|str|ryc|rys|tab|rozdz|art|ust|pkt|poz|pok|zad|ok|tel|nr)\.(?=\s?\d)", re.IGNORECASE
    ),
}


def without_points(text: str, language: str) -> str:
    """`text` in the same length, with commas for the full stops of abbreviations that a number follows: sentencex would
    leave the number with the next sentence."""
    numbered = _NUMBERED.get(language)
    if numbered is None or not _POINT_NUMBER.search(text):
        return text
    return numbered.sub(lambda found: found[0][:-1] + ",", text)


def is_abbreviation(near: str, segment: str, language: str) -> bool:
    """Whether the full stop at the end of `near` ends no sentence, where `segment` follows it."""
    first, last = segment[0], near.rstrip().rpartition(" ")[2]
    if not last.endswith((".", ".,")) or (len(last) > LONGEST_CHARS and last[:-1].isalpha()):
        return False
    if _WITHIN.search(near):
        return True
    if first.isdigit() and (
        _BEFORE_NUMBER.search(near) or _MONTH.search(near) or _WEEKDAY.search(near)
    ):  # Vol. 85
        return True
    if first in "€$£¥~≈±<>" and _SIGNED.match(segment) and _BEFORE_NUMBER.search(near):
        return True
    if _PLACE_CODE.match(segment) and _PLACED.search(near):
        return True
    if first in "JFMASONDjfmasond" and _MONTH_DAY.match(segment) and _DAY_BEFORE_MONTH.search(near):
        return True
    if _CALLED.search(near):
        return first.isdigit() or first in "+("
    if _MEASURE.search(near):  # 2 tbsp. olive oil
        return first.islower()
    if language == "de" and _UNIT.search(near):  # 30 min. Pause
        return not BEGINS.match(segment)
    if language == "tr" and _TURKISH.search(near):
        return True
    if language == "fr" and _PARTICLE.match(segment) and _TITLE["fr"].search(near):
        return True
    if first.isupper() and _INITIALS.match(segment) and _POINTED.search(near):  # D.N.I. · EE.UU.
        return True
    if not first.isupper():
        return _goes_on_small(near, segment, language) or _is_within_a_name(near, segment, language)
    if _INITIAL.search(near) or _ERA.search(near) or _AND_WHO.search(near):
        return not BEGINS.match(segment)
    if _NAMED.match(segment) and _FOR_WHOM.search(near):
        return not BEGINS.match(segment)
    if (title := _TITLE.get(language)) and title.search(near):
        if language == "fr" and _ORDERS.match(segment):  # Demandez au prof. Notez la réponse.
            return False
        return not BEGINS.match(segment) or _SURNAME.match(segment) is not None
    if language == "de" and _STATION.search(near):
        if _STATED.search(near) and _STATES.match(segment):  # Wir treffen uns am Hbf. Berlin ist schön.
            return False
        is_place = _PLACE.match(segment) is not None and not BEGINS.match(segment)
        return is_place or _CITY.match(segment) is not None
    return _HOUR.search(near) is not None and _ON_DAY.match(segment) is not None


def _goes_on_small(near: str, segment: str, language: str) -> bool:
    """Whether a small letter goes on with the sentence, though nobody who writes so begins one with a large letter."""
    begins = _SMALL_SUBJECT.get(language, _SUBJECT)
    if not segment[0].islower() or begins.match(segment):
        return False
    if (language == "de" or _TO.match(segment)) and _DAY_MONTH.search(near):
        return True
    if language == "en" and _LASTED.search(near):
        return _LASTS.match(segment) is not None
    return language in _BEFORE_SMALL and _BEFORE_SMALL[language].search(near) is not None


def _is_within_a_name(near: str, segment: str, language: str) -> bool:
    """J. von Sachs · le prof. n'accepte: what goes on in small letters."""
    if _ALONE.search(near) and _OF_NAMES.match(segment):
        return True
    title = _TITLE.get(language)
    return segment[0].islower() and title is not None and title.search(near) is not None
