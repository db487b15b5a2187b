"""The words in which Italian and Portuguese speak of dates to come: data for `phrases`, as in `tongues`."""

from __future__ import annotations

from bot.texts.dates.tongue import NO_NUMBER, Tongue, Unit

_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_FOR_WHAT = r"(?: (?:per|di(?! paragone\b)|del\w{0,2}|dei|degli|dell['’])(?: (?:la|le|il|lo|gli|i|l['’]))? ?\w{3,20})?"

ITALIAN = Tongue(
    by=r"(?:entro(?: e non oltre)?|(?:e )?non oltre|fino a[dl]?|prima d(?:i|el)|al più tardi|non più tardi d(?:i|el))"
    r"(?: il| l['’]| le| la)?"
    r"|prima dell['’]|fino all['’]|entro (?:le ore|le) (?=\d)"
    r"|(?:scadenza|data di (?:scadenza|consegna))(?: \w{2,20}){0,2}(?: è|\s?:)?(?: il| l['’])?"
    rf"|termine(?: ultimo| massimo| perentorio| finale)?{_FOR_WHAT}(?: è|\s?:)(?: il| l['’])?"
    r"|scad(?:e|ono)(?: il| l['’])|da consegnare(?: entro)?(?: il| l['’])?",
    due=r"scadenza|termine|data|da consegnare",
    on=r"il|l['’]|in data|questo|questa",
    never_after=r"\b(?:ogni|tutt[ie] (?:i|le)|lo scorso|la scorsa|scors[oa]|passat[oa]|dal?|dall['’]"
    r"|dopo(?: il| l['’])?|del|dell['’]|di|d['’]|a partire dal|a partire dall['’]|pagina|pag\.|capitolo|cap\."
    r"|figura|fig\.|sezione|versione|passo|aula|domanda|esercizio|n\.|parte|nat[oa] il|mort[oa] il|tra il|fra il"
    r"|datat[oa]|Sant[oa]|San)",
    to=r"al?|all['’]|e|-|–|—",
    this=r"questo|questa",
    next=r"(?:il |la )?prossim[oa]",
    next_last=r"prossim[oa]",
    past_behind=r"scors[oai]|passat[oaie]|preceden\w{2}",
    next_week=r"della (?:prossima settimana|settimana prossima)|(?:la )?(?:prossima settimana|settimana prossima)",
    relative={
        r"dopodomani": (Unit.DAY, 2),
        r"domani(?: (?:mattina|pomeriggio|sera))?": (Unit.DAY, 1),
        r"oggi(?: pomeriggio)?|stasera|stanotte|questa sera|questo pomeriggio": (Unit.DAY, 0),
        r"(?:l['’]|l['’]inizio |inizio )(?:del)?la (?:prossima settimana|settimana prossima)": (Unit.START_OF_WEEK, 1),
        r"(?:la )?fine (?:del)?la (?:prossima settimana|settimana prossima)|(?:la )?(?:prossima settimana"
        r"|settimana prossima)": (Unit.END_OF_WEEK, 1),
        rf"(?:la )?fine (?:della|di questa) settimana{NO_NUMBER}|questa settimana|(?:il )?fine"
        r" settimana": (Unit.END_OF_WEEK, 0),
        r"(?:la )?fine del (?:prossimo mese|mese prossimo)|(?:il )?(?:prossimo mese"
        r"|mese prossimo)": (Unit.END_OF_MONTH, 1),
        rf"(?:la )?fine (?:del|di questo) mese{NO_NUMBER}|fine mese": (Unit.END_OF_MONTH, 0),
        r"(?:la )?fine (?:dell['’]|di quest['’])anno|fine anno": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"(?:la )?fine(?: di)?",
    nth={r"prim[oa]": 1, r"second[oa]": 2, r"terz[oa]": 3, r"quart[oa]": 4, r"ultim[oa]": -1},
    of_month=r"di|del mese di",
    within=r"entro|nell['’]arco di|nei prossimi|nelle prossime",
    ahead=r"tra|fra",
    not_before=r"dopo|prima|da|dal|dalla|dall|dalle|successiv[ie]|seguenti|fa",
    units={r"giorn[oi] lavorativ[oi]": Unit.WORKDAY, r"giorn[oi]": Unit.DAY, r"settiman[ae]": Unit.WEEK,
        r"mes[ei]": Unit.MONTH, r"or[ae]": Unit.HOUR},
    numbers={"un": 1, "una": 1, "due": 2, "tre": 3, "quattro": 4, "cinque": 5, "sei": 6, "sette": 7, "otto": 8,
        "dieci": 10, "quindici": 15},
    days_in_words={"primo": 1},
    day_only=rf"(?:(?<=\bil )|(?<=\bl['’])|(?<=\bdel )){_DAY}(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|alle\b|ore\b))",
    day_of_month=rf"(?:il )?{_DAY}(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|alle\b|ore\b))",
    at=r"(?:alle|le|dalle|entro le|a partire dalle)(?: ore)?|ore|all['’]|a|h|,",
    since=r"(?:dalle|tra le|fra le)(?: ore)?",
    until=r"(?:alle|e le|fino alle)(?: ore)?|-|–|—",
    clock=r"\d{1,2}[:.]\d{2}\b(?!\.\d)(?: di sera| di mattina| del pomeriggio)?|mezzogiorno|mezzanotte"
    r"|(?:(?<=alle )|(?<=\bore )|(?<=\bh )|(?<=\ble ))\d{1,2}(?![:.,]?\d|%)"
    r"(?: (?:di (?:sera|mattina)|del (?:mattino|pomeriggio)))?",
    part=r"mattina|mattino|pomeriggio|sera",
    morning=r"mattin[ao]",
    afternoon=r"pomeriggio",
    evening=r"sera|stasera|stanotte",
    of=r"di|del|,",
    ordinal=r"º|°",
)  # fmt: skip

PORTUGUESE = Tongue(
    by=r"(?:impreterivelmente |no máximo )?(?:até|antes d[eoa]|o mais tardar)(?: [oa]| ao| à)?(?: dia)?"
    r"|(?:data(?:[- ]limite| de entrega| máxima)|prazo)(?: (?:d[eoa]|para) \w{3,20}){0,2}"
    r"(?:(?: (?:termina|acaba|encerra|vence|expira|finda|é|vai))?(?: até)?(?: (?:em|n[oa]|[oa]|ao?)(?: dia)?)?|\s?:)"
    r"|vencem? (?:em|n[oa]|a)(?: dia)?",
    due=r"data|prazo",
    on=r"(?:n[oa]s?|em|ao?|d?este|d?esta)(?: dia)?|dia",
    never_after=r"\b(?:cada|todas as|todos os|(?:n?[oa] )?últim[oa]|passad[oa]|desde(?: [oa])?|depois d[eoa]"
    r"|após(?: [oa])?|a partir d[eoa]|d[eoa]|página|pág\.|capítulo|cap\.|figura|seção|secção|versão|passo|sala"
    r"|questão|pergunta|exercício|n\.º|nº|parte|nascid[oa] (?:em|a)|nasceu (?:em|a)|morreu (?:em|a)"
    r"|entre(?: os dias)?|datad[oa] de|São|Santa)",
    to=r"ao?|à|e|até|-|–|—",
    this=r"n?est[ea]",
    next=r"(?:n?[oa] )?próxim[oa]",
    next_last=r"que vem|próxim[oa]|seguinte",
    past_behind=r"passad[oa]s?|anterior(?:es)?|últim[oa]",
    next_week=r"da (?:próxima semana|semana que vem)|na (?:próxima semana|semana que vem)",
    relative={
        r"depois de amanhã": (Unit.DAY, 2),
        r"amanhã(?: (?:de manhã|à tarde|à noite))?": (Unit.DAY, 1),
        r"hoje(?! em dia)(?: à (?:tarde|noite))?|esta (?:tarde|noite)": (Unit.DAY, 0),
        r"(?:o )?início da (?:próxima semana|semana que vem)": (Unit.START_OF_WEEK, 1),
        r"(?:o )?(?:fim|final) da (?:próxima semana|semana que vem)|a? ?(?:próxima semana"
        r"|semana que vem)": (Unit.END_OF_WEEK, 1),
        rf"(?:o )?(?:fim|final) d(?:a|esta) semana{NO_NUMBER}|esta semana|(?:o )?fim de semana": (Unit.END_OF_WEEK, 0),
        r"(?:o )?(?:fim|final) do (?:próximo mês|mês que vem)|o? ?(?:próximo mês|mês que vem)": (Unit.END_OF_MONTH, 1),
        rf"(?:o )?(?:fim|final) d(?:o|este) mês{NO_NUMBER}": (Unit.END_OF_MONTH, 0),
        r"(?:o )?(?:fim|final) d(?:o|este) ano": (Unit.END_OF_YEAR, 0),
    },
    end_of=r"(?:o )?(?:fim|final|fins) de",
    nth={r"primeir[oa]": 1, r"segund[oa]": 2, r"terceir[oa]": 3, r"quart[oa]": 4, r"últim[oa]": -1},
    of_month=r"de|do mês de",
    within=r"dentro de|no prazo de|nos próximos|nas próximas|em até",
    ahead=r"daqui a",
    not_before=r"depois|antes|após|a contar|a partir|seguintes|atrás",
    units={r"dias? úte?is": Unit.WORKDAY, r"dias? útil": Unit.WORKDAY, r"dias?": Unit.DAY, r"semanas?": Unit.WEEK,
        r"m[eê]s(?:es)?": Unit.MONTH, r"horas?": Unit.HOUR},
    numbers={"um": 1, "uma": 1, "dois": 2, "duas": 2, "três": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
        "oito": 8, "dez": 10, "quinze": 15},
    weekdays_alone={"segunda": 0, "terça": 1, "quarta": 2, "quinta": 3, "sexta": 4},
    alone_before=r"(?!\s+(?:[^\W\d_]+))|(?=\s+(?:às?|que vem|da (?:próxima|semana)|de manhã|dia)\b)",
    days_in_words={"primeiro": 1},
    day_only=rf"(?:(?<=\bdia )|(?<=\bdia o ))(?:{_DAY})(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|às?\b))",
    day_of_month=rf"(?:dia )?{_DAY}(?=\s*(?:[.,;:!?)](?![\dº°ª])|$|às?\b))",
    at=r"[àa]s?|pelas|das|a partir das|ao|,",
    since=r"d?as|de|entre(?: as)?",
    until=r"[àa]s?|até(?: às?)?|e(?: as)?|-|–|—",
    clock=r"\d{1,2} ?h(?:\d{2}|oras)?\b|\d{1,2}:\d{2}\b(?: ?h(?:oras)?\b)?|meio[- ]dia|meia[- ]noite"
    r"|(?<=às )\d{1,2}(?![:.,]?\d|%)(?: (?:da (?:manhã|tarde|noite)))?",
    part=r"de manhã|[àd]a? ?(?:tarde|noite)",
    morning=r"manhã",
    afternoon=r"tarde",
    evening=r"noite",
    of=r"de|do|,",
    ordinal=r"º|°",
)  # fmt: skip
