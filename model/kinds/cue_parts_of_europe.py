"""What the German, Spanish, French, Italian and Portuguese cues are put together of, as `cue_parts` has it for all.
Data for `cues_of_europe` and its like.
"""

_MONTAG = (
    r"(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|(?:Mo|Di|Mi|Do|Fr|Sa|So)\.?(?=,? \d))"
)
_JANUAR = "(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-z]{0,6}"
DE_DAY = (
    rf"(?:{_MONTAG}(?:,? (?:den )?\d{{1,2}}\. ?(?:\d{{1,2}}\b|{_JANUAR}))?"
    rf"|\d{{1,2}}\. ?(?:\d{{1,2}}\b|{_JANUAR})|\d{{1,2}}(?:[.:]\d\d)? Uhr|morgen|heute"
    r"|Ende (?:de[rs]|dieser|nächster) (?:Woche|Monats)|Monatsende)(?:\.? ?20\d\d|(?<=\d)\.(?=[\s,)]))?"
)
"""Whose last point may not end the sentence: bis 11.12. eingereicht."""
DE_BY_A_DAY = rf"[Bb]is (?:zum |spätestens |(?:nächst|kommend)e[nr] ){{0,2}}{DE_DAY}"
DE_STUDIES = (
    "(?:Lies|Lest|Lern|Wiederhol|Lös|Schreib|Bearbeite|Übersetz|Üb|Mach|Schau|Schick|Send|Gib(?!t)|Gebt|Reich|Lad|Bring|Meld"
    "|Trag|Füll|Überweis|Unterschreib|Bestell|Antwort|(?:Les|Lern|Wiederhol|Lös|Schreib|Bearbeit|Übersetz|Üb|Mach|Schau"
    "|Schick|Send|Geb|Reich|Lad|Bring|Meld|Trag|Füll|Überweis|Unterschreib|Bestell|Antwort)en Sie)(?:e?t|e)?"
)
DE_NOBODY_TOLD = (
    r"(?! (?:man|er|sie|es|wir|du|ha(?:t|tten?|ben)|ist|war|wird)\b)(?![^.;!?]*\b(?:spar(?:e|t|en)|Rabatt|gratis)\b)"
    r"(?![^.;!?]*(?:\bnichts?\b|\bge[a-zäöüß]{3,}(?:t|en)\W*$|, [a-zäöüß]+t (?:d[eia][rsemn]|man|er|sie|es"
    r"|ein)\b|, (?:so|dann|muss|kann|wird|ist|hat|darf)\b))"
)
"""Behind a verb that begins a question, a condition (Lernt man nichts, …) or is a noun (Macht, Schau)."""
DE_HAPPENS = "(?:ist|sind|war|waren|gibt|gab|wird|werden|wurden?|hat|haben|hatten?)"
DE_TO_STUDY = (
    "(?:durch|fertig|nach|an|vor|ab|auf|aus)?(?:lesen|lernen|wiederholen|lösen|schreiben|bearbeiten|bereiten|machen|schauen"
    "|sehen|arbeiten|üben|übersetzen|geben|stellen|erledigen)"
)
_LUNES = "(?:lunes|martes|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo)"
_DE_ENERO = "de (?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)[a-z]{0,7}"
ES_STUDIES = (
    "le(?:er|an?|ed)|lee|(?:entrega|env[ií]a|manda|firma)(?! sus?\\b)|entreg(?:ad|uen?)|envi(?:ad|adme)|env[ií]en?"
    "|mand(?:ad|en?)|presentad|tra(?:ed|igan?)|subid|rellen(?:ad?|en?)|firm(?:ad|en?)|confirm(?:ad?|en?)|pag(?:ad|uen?)"
    "|inscrib(?:ir?os|íos|ete|anse|ase)"
    "|(?:termin|acab|repas|estudi|prepar|mir|memoriz|redact)(?:ar|a|ad|e|en)|resolve[rd]|resuelv(?:e|an?)"
    "|escrib(?:e|an?|ir|id)|hac(?:er|ed)|haz|hagan?|ver|aprende[rd]?|aprendan?"
)
ES_ENDS = (
    r"(?! (?:el|la|las|los|su) (?:plazo|per[ií]odo|oferta|promoción|curso|contrato|temporada|campaña|inscripción"
    r"|matr[ií]cula|vacaciones)\b)"
)
"""Behind what may tell somebody to end it and says that it ends."""
ES_BY_A_DAY = (
    r"(?:(?:antes de|hasta|para) mañana|(?:antes del?|hasta el|para el) (?:pr[óo]ximo )?"
    rf"(?:{_LUNES}(?:,? \d{{1,2}}(?: {_DE_ENERO})?)?|\d{{1,2}}(?:/\d{{1,2}}| {_DE_ENERO})|las \d{{1,2}}(?::\d\d)?)"
    r"(?:(?: del? |/)20\d\d)?)"
)
_LUNDI = "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_JANVIER = "(?:janv|févr?|mars|avr|mai|juin|juil|août|sept|oct|nov|déc)[a-z]{0,6}"
FR_STUDIES = (
    "(?:r?envoyez|r?envoie|transmettez|transmets|déposez|complétez|remplissez|payez|signez|confirmez|apportez|répondez"
    "|inscrivez-vous)(?:-(?:moi|nous|les?|la|lui))?|(?:re)?(?:li(?:re|s|sez)|fai(?:re|s|tes)|voir)|fini(?:r|s|ssez)|(?:termin|révis|rédig|prépar|regard|étudi)(?:er|e|ez)"
    "|résou(?:dre|s)|résolvez|écri(?:re|s|vez)|appren(?:dre|ds|ez)|rendez|remettez"
)
FR_PLEASE = (
    r"\bmerci (?:à (?:tous|toutes|chacune?|vous)[^.;!?]{0,20}? )?d(?:e |['’])"
    r"(?!(?:avoir|être|votre|notre|leur|la|cette)\b)(?:ne pas |\w+ )?\w+(?:er|ir|re)\b"
)
"""Who has no thanks for what was done."""
_LUNDI_LE = rf"(?:le |ce )?{_LUNDI}(?: prochain)?(?: \d{{1,2}}(?:er)? {_JANVIER})?"
FR_BY_A_DAY = (
    rf"(?:(?:avant|pour|d['’]ici) (?:demain|{_LUNDI_LE}|le \d{{1,2}}(?:er)? {_JANVIER})"
    rf"|avant (?:le \d{{1,2}}/\d{{1,2}}|la fin (?:de la semaine|du mois)|\d{{1,2}} ?h(?:\d\d)?))"
    r"(?:[ /]20\d\d)?"
)

IT_STUDIES = (
    "(?:(?:invi|mand|present|compil|port|prenot)(?:ar|at)e?|(?:invi|mand|compil)[ai](?! (?:il|la|i|le) su[oaie]i?\\b)"
    "|restitu(?:ire|ite)|firmat?e|pagate"
    "|rispond(?:er|et)e|iscriv(?:ersi|etevi))(?:m[ie]|c[ie]|l[oaie]|gli)?"
    "|(?:ri)?legg(?:ere|i|ete|ano?)|(?:termin|ripass|studi|prepar|consegn|guard)(?:are|a|ate|i)|fini(?:re|sci)"
    "|finite(?= (?:il|lo|la|i|gli)\\b| l['’])|risolv(?:ere|i|ete)|scriv(?:ere|i|ete)|fa(?:re|te|i)"
)
IT_BY_A_DAY = (
    r"entro (?:(?:il |le )?\d{1,2}(?!\d| (?:or[ae]|minut[oi]|mes[ei]|ann[oi])\b)"
    r"|domani|stasera|(?:luned|marted|mercoled|gioved|venerd)[ìi]|sabato|domenica)"
)
IT_TO_BE_EATEN = r"(?![^.;!?]* (?:e|da|poi) (?!consegn|rispond|risolv)[^\W\d]+ entro \d+ (?:giorn|settiman))"
"""Of a recipe: to be kept, used or eaten within 3 days."""

PT_STUDIES = (
    "(?:(?:envi|mand|assin|confirm|apresent)(?:ar|em?)|pag(?:ar|uem?)|(?:preench|devolv|respond|inscrev|submet)(?:er|am?)"
    "|trazer|tragam?)(?:-(?:me|nos|lhe|se|[oa]s?))?|le(?:r|ia|iam)|(?:termin|revis|estud|prepar|acab|entreg)(?:ar|e|em)|resolv(?:er|a|am)|escrev(?:er|a|am)"
    "|fazer|faz(?= [oa]s?\\b)|façam?"
    "|assist(?:ir|a|am)"
)
PT_BY_A_DAY = (
    "(?:até|para|antes d[eao]) (?:[ao] |à )?(?:próxim[ao] )?(?:(?:segunda|terça|quarta|quinta|sexta)"
    "(?:-feira\\b|\\b(?! (?!(?:[àa]|de|pela) (?:manhã|tarde|noite)\\b|às?\\b|ao meio-dia|que vem)[^\\W\\d]))"
    "|sábado|domingo|amanhã|dia \\d|\\d{1,2}(?:/\\d| de \\w))"
)

ES_NO_TERM = r"(?:el|la|los|las|una?|mucho|poco|siempre|por|también|así|\w{2,12}mente)"
IT_NO_TERM = r"(?:il|lo|la|i|gli|le|l|una?|spesso|sempre|subito|meglio|bene|così|anche|mai|\w{2,12}mente)"
PT_NO_TERM = r"(?:[oa]s?|uma?|isso|muito|sempre|também|assim|\w{2,12}mente)"
"""Behind "is called" where nobody is told a name."""
