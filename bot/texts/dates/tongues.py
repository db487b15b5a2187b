"""The words in which languages speak of dates to come: data for `phrases`. Chinese has rules of its own in `chinese`.

Months and weekdays are not here: their names come with CLDR. Every entry is a piece of a regular expression that is
matched without regard to case. A language that is not listed still has its written dates found: "30 ноября 2026"; no
weekday alone. Italian and Portuguese are in `tongues_of_the_south`.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.texts.dates.tongue import NO_NUMBER, Tongue, Unit
from bot.texts.dates.tongues_of_the_south import ITALIAN, PORTUGUESE

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth"
    " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_HOURS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_MINUTES = "oh five|ten|fifteen|twenty(?:[- ]five)?|thirty(?:[- ]five)?|forty(?:[- ]five)?|fifty(?:[- ]five)?"

ENGLISH = Tongue(
    by=r"(?:due |submitted |expected )?(?:(?:strictly )?(?:by|before|b4)|not? later than|until|till|up to)(?: the)?"
    r"|due(?: date)?(?: is|:)?(?: on)?|closes(?: on| at)?"
    r"|(?:(?<=ions )|(?<=entries )|(?<=bookings )|(?<=polls )|(?<=sign-ups )|(?<=doors ))close (?:on|at)"
    r"|(?:deadline|ddl)(?: is|:| of)?(?: on)?",
    due=r"due|deadline|ddl",
    on=r"on|for(?= next| this| tomorrow)|at",
    never_after=r"\b(?:every|each|last|past|previous|since|after|from|of|dated|ago|on or after|yesterday|black|good"
    r"|cyber|easter|ash|"
    r"super|holy|palm|casual|ruby|section|chapter|figure|fig\.?|table|page|pp?\.|version|step|room|question|exercise"
    r"|no\.|"
    r"number|item|slide|line|equation|part|unit|level|grade|lecture|problem|between|as of|effective|founded|born"
    r"|died|in early|in late)",
    to=r"to|through|thru|-|–|—|till|until",
    this=r"this(?: coming)?|coming|the coming",
    next=r"next",
    next_skips_this_week=True,
    next_week=r"(?:of )?next week",
    relative={
        r"(?:the )?day after tomorrow": (Unit.DAY, 2),
        r"tomorrow(?: (?:morning|afternoon|evening|night))?": (Unit.DAY, 1),
        r"a week (?:from )?tomorrow": (Unit.DAY, 8),
        r"a week (?:from )?today|a week from now": (Unit.WEEK, 1),
        r"today|tonight|this (?:morning|afternoon|evening)|eod|cob|close of business|(?:the )?end of (?:the "
        r"|this )?(?:business |working )?day": (
            Unit.DAY,
            0,
        ),
        r"(?:early|(?:the )?(?:beginning|start) of) next week": (Unit.START_OF_WEEK, 1),
        r"(?:early|(?:the )?(?:beginning|start) of) next month": (Unit.START_OF_MONTH, 1),
        r"(?:the )?end of next week|next week": (Unit.END_OF_WEEK, 1),
        rf"(?:the )?end of (?:(?:the |this )week|week{NO_NUMBER})|eow|this week": (Unit.END_OF_WEEK, 0),
        r"(?:the )?end of next month|next month": (Unit.END_OF_MONTH, 1),
        rf"(?:the )?end of (?:(?:the |this )month|month{NO_NUMBER})|eom|this month": (Unit.END_OF_MONTH, 0),
        r"(?:the )?end of (?:the |this )?year|year[- ]end": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"(?:the )?end of",
    nth={r"first|1st": 1, r"second|2nd": 2, r"third|3rd": 3, r"fourth|4th": 4, r"fifth|5th": 5, r"last|final": -1},
    of_month=r"of|in",
    within=r"within(?: the next)?|in the next",
    ahead=r"in",
    lasting=r"in (?:one (?:day|week|month)|a day)",
    not_before=r"of|after|from|following|prior|before|later|earlier|ago",
    units={
        r"(?:business|working|work) ?days?": Unit.WORKDAY,
        r"days?": Unit.DAY,
        r"weeks?": Unit.WEEK,
        r"fortnights?": Unit.FORTNIGHT,
        r"months?": Unit.MONTH,
        r"hours?": Unit.HOUR,
    },
    numbers={
        "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20,
        "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "a couple of": 2,
    },
    days_in_words={word: number for number, word in enumerate(_ORDINALS, 1)},
    of_in_words=r"\s+of\s+",
    day_only=r"(?:the )?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)]|$|at\b|@))",
    day_of_month=r"(?:the\s+(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)(?!\s+of\s+(?!(?:the|this|next)\s+month))"
    r"|(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)(?=\s*(?:[.,;:!?)]|$|at\b|@)))",
    due_behind=r"(?:(?:[^\w.;!?]+(?!(?:was|were|been|had|became|came|fell|is|are)\b)\w+){0,12}"
    r"|[^\w.;!?]+(?:\w+\s+){1,3}(?:is|are))[^\w.;!?]+due\b(?: (?:in (?:class|lab|lecture|section)|online|via"
    r"|before class|on (?:canvas|moodle|blackboard|gradescope|paper)"
    r"|at (?:the )?(?:start|beginning|end) of (?:class|lab))\b)?"
    r"|[^\w.;!?]+(?:the )?last day (?:to|for)\b[^.;!?]{0,60}",
    at=r"at|@|by|before|from",
    since=r"from|between",
    until=r"to|till|until|and|-|–|—",
    clock=r"(?:(?:^|(?<=\bat )|(?<=\bby )|(?<=\bdue )|(?<=\bbefore )|(?<=\btill )|(?<=\buntil ))\d{1,2}(?=\s+tonight\b)"
    r"|\d{1,2}(?:[:.]\d{2})? ?(?:[ap]m\b|[ap]\.m\.?)|\d{1,2}\.\d{2} ?(?:hrs|h)\b"
    r"|(?:12(?:[:.]00)? )?(?:noon|midday|midnight)|\d{1,2}:\d{2}(?: ?(?:hrs|h|o['’]clock))?"
    r"|(?:half past|(?:a )?quarter (?:past|to)) (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten"
    rf"|eleven|twelve)\b|(?:{_HOURS})(?: (?:{_MINUTES}))? ?(?:[ap]m\b|[ap]\.m\.?|[ap] m\b|o['’]clock\b)"
    r"|(?<=at )\d{1,2}(?=\s*(?:o['’]clock\b|[.,;!?)]|$|in the\b|at night\b))(?: ?o['’]clock)?)"
    r"(?: (?:in the (?:morning|afternoon|evening)|at night)\b)?",
    half_days=True,
    day_end=r"eod|cob|close of business|(?:the )?end of (?:the )?(?:business |working )?day",
    part=r"morning|afternoon|evening|night",
    morning=r"morning",
    afternoon=r"afternoon",
    evening=r"tonight|evening|night",
    of=r"of|the|,",
    ordinal=r"st|nd|rd|th",
    capital=frozenset({"may", "march", "mar", "sun", "sat", "mon", "wed", "thu", "fri", "tue"}),
)  # fmt: skip

GERMAN = Tongue(
    by=r"(?:spätestens )?(?:bis(?: spätestens)?(?: zu[mr]?)?|vor(?: dem)?)|spätestens(?: am)?"
    r"|(?:Frist|Abgabe|Abgabetermin|Fällig|(?:Anmelde|Einsende|Abgabe|Bewerbungs|Melde|Redaktions)(?:schluss|frist))"
    r"(?: ist|:)?(?: am| der)?",
    due=r"Frist|Abgabe|Fällig|Anmelde|Einsende|Bewerbungs|Melde|Redaktions",
    on=r"am|den|zum",
    never_after=r"\b(?:jeden|jede|jedes|letzten|letzte|letzter|vergangenen|seit|nach|vom|ab|von|Seite|Kapitel"
    r"|Abschnitt|Abb\.|Version|"
    r"Nr\.|Aufgabe|Schritt|Raum|Teil|Guten|guten|zwischen|geboren|gestorben)",
    to=r"bis|-|–|—",
    this=r"diese[nrs]?",
    next=r"nächste[nrs]?|kommende[nrs]?",
    next_week=r"(?:der )?nächste[rn]? Woche|in der nächsten Woche",
    relative={
        r"übermorgen": (Unit.DAY, 2),
        r"morgen(?: (?:früh|Mittag|Nachmittag|Abend|Vormittag))?": (Unit.DAY, 1),
        r"heute(?: (?:Mittag|Nachmittag|Abend))?": (Unit.DAY, 0),
        r"Ende (?:der )?nächste[rn]? Woche|nächste[rn]? Woche": (Unit.END_OF_WEEK, 1),
        rf"(?:zum )?Ende (?:der|dieser) Woche{NO_NUMBER}|Wochenende|diese Woche": (Unit.END_OF_WEEK, 0),
        r"Ende (?:des )?nächsten Monats|nächsten Monat": (Unit.END_OF_MONTH, 1),
        r"(?:zum )?(?:Ende (?:des|dieses) Monats|Monatsende)": (Unit.END_OF_MONTH, 0),
        r"(?:zum )?(?:Ende (?:des|dieses) Jahres|Jahresende)": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"Ende",
    nth={r"erste[nrsm]?": 1, r"zweite[nrsm]?": 2, r"dritte[nrsm]?": 3, r"vierte[nrsm]?": 4, r"letzte[nrsm]?": -1},
    of_month=r"im|des|vom",
    within=r"innerhalb(?: von)?|binnen",
    ahead=r"in",
    not_before=r"nach|vor|ab|seit",
    units={r"(?:Werk|Arbeits)tage?n?": Unit.WORKDAY, r"Tage?n?": Unit.DAY, r"Wochen?": Unit.WEEK,
        r"Monate?n?": Unit.MONTH,
           r"Stunden?": Unit.HOUR},
    numbers={"einem": 1, "einer": 1, "eines": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7,
        "acht": 8,
             "neun": 9, "zehn": 10, "vierzehn": 14},
    weekdays_before_figures={"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6},
    days_in_words={"ersten": 1},
    day_only=r"(?:(?<=\bam )|(?<=\bzum )|(?<=\bden )|(?<=\bdem ))(?:3[01]|[12]\d|0?[1-9])\."
    r"(?=\s*(?:[,;:!?)]|$)|\s+(?!(?:und|oder|bis|u\.)\s+\d)(?-i:[a-zäöü]))",
    day_of_month=r"(?:de[nm]\s+)?(?:3[01]|[12]\d|0?[1-9])\."
    r"(?=\s*(?:[,;:!?)]|$)|\s+(?!(?:und|oder|bis|u\.)\s+\d)(?-i:[a-zäöü]))",
    at=r"um|bis|gegen|,",
    since=r"von|zwischen",
    until=r"bis|und|-|–|—",
    clock=r"\d{1,2}(?:[:.]\d{2})? ?Uhr(?: \d{2}\b)?"
    r"|(?:0?[6-9]|1\d|2[0-4])(?:[:.]\d{2})? ?h\b(?! (?:lang|pro|frei|Schicht|Arbeit|Dienst|Fahrt)\b)|\d{1,2}:\d{2}",
    part=r"früh|Vormittag|Mittag|Nachmittag|Abend|vormittags|nachmittags|abends",
    part_joined=r"früh|morgen|vormittag|mittag|nachmittag|abend|nacht",
    afternoon=r"(?:\w{4,10}tag|mittwoch)?nachmittags?",
    evening=r"(?:\w{4,10}tag|mittwoch)?abends?",
    of=r"de[nm]|,",
    ordinal=r"\.",
    small=frozenset({"morgen", "übermorgen"}),
    dots=True,
)  # fmt: skip

FRENCH = Tongue(
    by=r"(?:au plus tard|avant|d['’]ici(?: à| au)?|jusqu['’]au|jusqu['’]à|pour)(?: le)?"
    r"|date limite(?: d(?:e |['’])\w{3,20})?(?: est|\s?:)?(?: le)?|à rendre(?: le)?",
    due=r"date limite|à rendre",
    on=r"le|ce",
    never_after=r"\b(?:chaque|tous les|dernier|depuis|après|du|à partir du|dès le|page|chapitre|figure|section"
    r"|version|étape|salle|"
    r"question|exercice|n°|partie|né le|mort le|entre le|datée? du)",
    to=r"au|à|-|–|—",
    this=r"ce",
    next_week=r"de la semaine prochaine|la semaine prochaine",
    next_last=r"prochain",
    past_behind=r"dernier|passé",
    relative={
        r"après[- ]demain": (Unit.DAY, 2),
        r"demain(?: (?:matin|après-midi|soir))?": (Unit.DAY, 1),
        r"aujourd['’]hui|ce soir|cet après-midi": (Unit.DAY, 0),
        r"(?:la )?fin de la semaine prochaine|la semaine prochaine": (Unit.END_OF_WEEK, 1),
        rf"(?:la )?fin de (?:la|cette) semaine{NO_NUMBER}|cette semaine": (Unit.END_OF_WEEK, 0),
        r"(?:la )?fin du mois prochain|le mois prochain": (Unit.END_OF_MONTH, 1),
        rf"(?:la )?fin (?:du|de ce) mois{NO_NUMBER}": (Unit.END_OF_MONTH, 0),
        r"(?:la )?fin de (?:l['’]|cette )année": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"(?:la )?fin(?: d[e'’])?",
    nth={r"premier": 1, r"deuxième|second": 2, r"troisième": 3, r"quatrième": 4, r"dernier": -1},
    of_month=r"de|du mois de|du mois d['’]|d['’]",
    within=r"sous|d['’]ici|dans un délai de|dans les",
    ahead=r"dans",
    not_before=r"après|avant|suivant|qui|à compter|plus tard",
    units={r"jours? ouvr(?:és?|ables?)": Unit.WORKDAY, r"jours?": Unit.DAY, r"semaines?": Unit.WEEK,
        r"mois": Unit.MONTH,
           r"heures?|h": Unit.HOUR},
    numbers={"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
        "dix": 10,
             "quinze": 15},
    days_in_words={"premier": 1},
    day_only=r"(?:(?<=\ble )|(?<=\bau ))(?:3[01]|[12]\d|0?[1-9])(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|à \d))",
    day_of_month=r"(?:3[01]|[12]\d|0?[1-9])(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|à\b|avant\b))",
    at=r"à|vers|avant|,",
    since=r"de|entre",
    until=r"à|et|-|–|—",
    clock=r"\d{1,2} ?(?:h|heures?)(?: ?\d{2})?\b|\d{1,2}:\d{2}|midi|minuit",
    part=r"matin|après-midi|soir",
    afternoon=r"après-midi",
    evening=r"soir",
    of=r"du|,",
    ordinal=r"er",
)  # fmt: skip

SPANISH = Tongue(
    by=r"(?:a más tardar|antes del?|hasta|para)(?: el)?|fecha (?:l[ií]mite|de entrega)(?: es|:)?(?: el)?|vencen? el"
    r"|plazo(?: de \w{3,20})? (?:termina|finaliza|vence|acaba)(?: el)?|plazo(?: es"
    r"|:)?(?: hasta)?(?: el)?",
    due=r"fecha|vence|plazo",
    on=r"el|este",
    never_after=r"\b(?:cada|todos los|pasado|desde|después del|del|de|a partir del|página|capítulo|figura|sección"
    r"|versión|paso|sala|"
    r"pregunta|ejercicio|n\.º|parte|nació el|murió el|entre el|Santo|Plácido)",
    to=r"al?|-|–|—",
    this=r"este",
    next=r"próximo",
    next_last=r"que viene|próximo",
    past_behind=r"pasado|anterior|último",
    next_week=r"de la (?:próxima semana|semana que viene)|la (?:próxima semana|semana que viene)",
    relative={
        r"pasado mañana": (Unit.DAY, 2),
        r"(?<!la )(?<!esta )mañana(?: por la (?:mañana|tarde|noche))?": (Unit.DAY, 1),
        r"hoy(?! en día)|esta (?:tarde|noche)": (Unit.DAY, 0),
        r"(?:el )?fin(?:al)? de la (?:próxima semana|semana que viene)|la (?:próxima semana"
        r"|semana que viene)": (Unit.END_OF_WEEK, 1),
        rf"(?:el )?final de (?:la|esta) semana{NO_NUMBER}|esta semana": (Unit.END_OF_WEEK, 0),
        r"(?:el )?fin(?:al)?(?:es)? del? (?:próximo mes|mes que viene)|el (?:próximo mes"
        r"|mes que viene)": (Unit.END_OF_MONTH, 1),
        rf"(?:el )?fin(?:al)?(?:es)? de(?:l| este)? mes{NO_NUMBER}": (Unit.END_OF_MONTH, 0),
        r"(?:el )?fin(?:al)?(?:es)? de(?:l| este)? año": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"(?:el )?fin(?:al)?(?:es)? de",
    nth={r"primer": 1, r"segundo": 2, r"tercer": 3, r"cuarto": 4, r"último": -1},
    of_month=r"del?|de este",
    within=r"en un plazo de|en los próximos|en las próximas",
    ahead=r"dentro de|en",
    not_before=r"después|antes|desde|a partir|siguientes",
    units={r"días? (?:hábil(?:es)?|laborables?)": Unit.WORKDAY, r"días?": Unit.DAY, r"semanas?": Unit.WEEK,
        r"mes(?:es)?": Unit.MONTH,
           r"horas?": Unit.HOUR},
    numbers={"un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8,
        "diez": 10,
             "quince": 15},
    days_in_words={"primero": 1},
    day_only=r"(?:(?<=\bel )|(?<=\bdel ))(?:día )?(?:3[01]|[12]\d|0?[1-9])(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|a las?\b))",
    day_of_month=r"(?:día\s+)?(?:3[01]|[12]\d|0?[1-9])(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|a las?\b|antes\b))",
    at=r"a(?: las?|l)?|,",
    since=r"(?:de|desde|entre)(?: las?)?",
    until=r"(?:a|hasta|y)(?: las?)?|-|–|—",
    clock=r"\d{1,2}(?:[:.]\d{2})? ?(?:h\b|horas\b|[ap]\. ?m\.|[ap]m\b)|\d{1,2}:\d{2}|mediodía|medianoche"
    r"|(?<=a las )\d{1,2}(?![:.,]?\d|%)"
    r"(?: de la (?:mañana|tarde|noche))?",
    part=r"por la (?:mañana|tarde|noche)",
    afternoon=r"tarde",
    evening=r"noche",
    of=r"del?|,",
)  # fmt: skip

TONGUES: Mapping[str, Tongue] = {
    "en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH, "it": ITALIAN, "pt": PORTUGUESE,
}  # fmt: skip
