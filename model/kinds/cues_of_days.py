"""What is to be done by a day, however the duty is put: cues by language, data for `cues` and `cues_of_europe`.

What must be so by a day is a task where the reader or the writer must do it, or it is sent, paid or ready then. Of
others ("Congress must pass the bill by Friday") it is news, and of long ago history.
"""

from __future__ import annotations

from model.kinds.cue_parts import A_DAY, BY_THEN, ERRAND, HAND_IN
from model.kinds.cue_parts_of_europe import DE_BY_A_DAY, ES_BY_A_DAY, FR_BY_A_DAY, IT_BY_A_DAY, PT_BY_A_DAY

_STUDENTS = (
    "(?:all |interested |new |registered )?(?:students|participants|applicants|candidates|volunteers|attendees|members"
    "|presenters)"
)
_MUST = r"(?: all)?(?: (?:ha(?:ve|s)|needs?|are|['’]ve got) to| must|['’]ve got to)"
_MUST_BE = r"(?:must|ha(?:s|ve) to|needs? to)"
_IMAGINED = (
    r"(?<!\bif )(?<!\bthat )(?<!\blike )(?<!\bwhen )(?<!\bsuppose )(?<!\bonce )(?<!\bwhat )(?<!\bwhich )"
    r"(?<!\btold )"
)
_NOT_TOLD = r"(?![^.!?]*\b(?:said|says|thought|told|asked|had|was|were)\b)"
_THINKS = r"(?:not|never|have|know|understand|reali[sz]e|admit|imagine|believe|think|remember(?! to))\b"
EN_DUE = (
    rf"(?i:{_IMAGINED}\b(?:you|everyone|everybody){_MUST} (?!{_THINKS})\w[^.;!?“”\"]{{2,120}}?"
    rf"(?:{BY_THEN}){_NOT_TOLD})",
    rf"(?i:\b{_STUDENTS}(?:{_MUST}| should) (?:{ERRAND}|{HAND_IN}|notify|enrol|choose|select|pick up|collect)\b"
    rf"[^.;!?]{{0,100}}?(?:{BY_THEN}){_NOT_TOLD})",
    rf"(?i:\b{_MUST_BE} be (?:booked|confirmed|collected|picked up|ordered|claimed|settled|reserved|requested|merged"
    rf"|made (?:in full |online )?|cleared|rented|reported)\b[^.;!?]{{0,60}}(?:{BY_THEN}))",
    rf"(?i:\b{_MUST_BE} (?:reach|get to|come to|be with|arrive (?:at|with)) (?:me|us|our|the (?:office|secretary|bank"
    rf"|treasurer|school))\b[^.;!?]{{0,60}}?(?:{BY_THEN}){_NOT_TOLD})",
    r"(?i:^(?!\W*(?:suppose|assume|if|let|consider|imagine)\b)[^.;!?]{0,120}?(?<!was )(?<!were )(?<!been )(?<!became )"
    rf"\bpayable [^.;!?]{{0,30}}?(?:{BY_THEN}){_NOT_TOLD})",
)

_SHOWS = "look (?:at|over|through)|go(?:ing)? (?:over|through)|read|share"
"""What lecturers will do today, too."""
_DOES = (
    "add|fix|draft|write|test|push|merge|deploy|post|pick up|handle|clean|buy|order"
    "|measure|edit|translate|type|scan|rewrite|refactor|investigate|double-?check|proofread"
)
EN_PROMISED = (
    rf"(?i:\bI(?:['’]ll| will| am going to|['’]m going to) (?:also |then |just |try to )?"
    rf"(?:(?:{ERRAND}|{_DOES})\b|(?:{_SHOWS})\b(?![^.;!?]*\b(?:today|tonight|(?:this|next) (?!\w+day)\w+)\b))"
    rf"[^.;!?]{{1,100}}?\b(?:(?:by|before) (?:{A_DAY}|lunch|class|the (?:meeting|weekend))"
    r"|today|tonight|tomorrow|(?:this|on|next) (?:morning|afternoon|evening|weekend|week"
    rf"|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b{_NOT_TOLD})",
)

_ABZUGEBEN = (
    "(?:(?:ab|an|auf|aus|ein|fertig|hoch|mit|nach|vor|zurück)zu|zu )(?:geben|reichen|legen|senden|schicken|zahlen|laden"
    "|melden|bringen|stellen|füllen|überweisen|entrichten|bezahlen|begleichen|bearbeiten|unterschreiben|erledigen)"
)
_GETAN = (
    "(?:(?:ab|zurück)gegeben|eingereicht|eingesandt|eingesendet|eingegangen|bezahlt|gezahlt|überwiesen|unterschrieben"
    "|angemeldet|eingetragen|hochgeladen|geschickt|gesendet|erledigt|fertig(?:gestellt)?|da)"
)
DE_DUE = (
    rf"\b(?:ist|sind)\b[^.;!?]{{0,60}}?\b{DE_BY_A_DAY}[^.;!?]{{0,60}}? {_ABZUGEBEN}\b",
    rf"\b{DE_BY_A_DAY}[,.]? (?:ist|sind)\b[^.;!?]{{0,80}}? {_ABZUGEBEN}\b",
    rf"\b(?:muss|müssen)\b[^.;!?]{{0,60}}?\b{DE_BY_A_DAY}[^.;!?]{{0,60}}?"
    rf" (?:stehen|vorliegen|eingehen|{_GETAN} (?:werden|sein))\b(?![^.!?]*\b(?:sagte|sagt|erklärte|hieß)\b)",
    r"\b(?:[Ii]ch muss|[Ww]ir müssen|[Dd]u musst|[Ii]hr müsst|[Aa]lle (?:Studierenden|Teilnehmenden|Mitglieder) müssen)"
    rf"\b[^.;!?]{{0,60}}?\b{DE_BY_A_DAY}[^.;!?]{{0,60}}?"
    r" (?!(?:warten|arbeiten|schlafen|sitzen|leben|\w{0,8}bleiben)\b)[a-zäöüß]{2,20}n\W*$",
)
DE_PROMISED = (
    r"\b[Ii]ch (?:übernehme|mache|schreibe|schicke|sende|kläre|frage|bringe|besorge|erstelle|prüfe|bestelle|buche|lade"
    rf"|melde|erledige|korrigiere|lese|teste|baue|stelle)\b(?! mich\b(?<!melde mich)| mir vor\b)"
    r"(?![^.;!?]*\b(?:nichts?|kein\w{0,2}|Urlaub|Ferien|Pause|frei)\b)"
    rf"(?:(?!, (?:ob|dass|wenn|wann|warum|wie|was|wer|weil|als)\b)[^.;!?]){{0,60}}?\b{DE_BY_A_DAY}",
)

_REMIS = (
    "(?:remi[st]e?|rendue?|envoyée?|déposée?|transmis[e]?|payée?|réglée?|signée?|complétée?|reçue?|retournée?|terminée?"
    "|finie?)s?"
)
FR_DUE = (
    rf"(?i:\bdoi(?:t|vent) (?:impérativement |nous )?être {_REMIS}\b[^.;!?]{{0,60}}?\b{FR_BY_A_DAY})",
    rf"(?i:(?<!était )(?<!étaient )(?<!beaucoup )(?<!rien )"
    rf"\bà (?:envoyer|déposer|transmettre|payer|régler|signer|lire|faire)\b[^.;!?]{{0,40}}?"
    rf"\b{FR_BY_A_DAY}\b(?![^.;!?]*\b(?:étai(?:en)?t|fu(?:ren)?t)\b))",
    r"(?i:\b(?:vous devez|tu dois|nous devons|les (?:étudiants|élèves|participants|candidats) doivent)\b"
    rf" (?!(?:savoir|comprendre|penser)\b)[^.;!?]{{2,80}}?\b{FR_BY_A_DAY})",
)

_ENTREGAR = (
    "(?:entregar|enviar|mandar|presentar|confirmar|firmar|inscribir|subir|pagar|abonar|realizar|completar|rellenar"
    "|devolver|remitir|registrar|efectuar|hacer|traer)(?:se|los?|las?|me|nos|les?)?"
)
_ENTREGADO = (
    "(?:entregad|enviad|presentad|pagad|abonad|firmad|devuelt|completad|remitid|recibid|confirmad)[oa]s?"
)
ES_DUE = (
    rf"(?i:\b(?:deb(?:e[ns]?|éis|emos|erán?)(?: de)?|(?:tiene[ns]?|tenéis|tenemos|tendrán?) que|ha(?:n|béis)? de"
    rf"|(?:hay|habrá) que) {_ENTREGAR}\b"
    rf"[^.;!?]{{0,80}}?\b{ES_BY_A_DAY})",
    r"(?i:\b(?:tenéis|tienes) que (?:entregar|enviar|mandar|presentar|confirmar|firmar|subir|rellenar|traer)"
    r"(?:los?|las?|me|nos|les?)?\b)",
    rf"(?i:\b(?:deben?|deberán?|tienen? que|tendrán? que) ser {_ENTREGADO}\b[^.;!?]{{0,60}}?\b{ES_BY_A_DAY})",
)

IT_DUE = (
    r"(?i:\bdev(?:e|ono) essere (?:consegnat|inviat|pagat|firmat|presentat|restituit|spedit|compilat)[oaie]\b"
    rf"[^.;!?]{{0,60}}?\b{IT_BY_A_DAY})",
    r"(?i:\b(?:dovete|devi|dobbiamo) (?:consegnar|inviar|pagar|firmar|presentar|restituir|compilar|mandar)[el]\w{0,2}\b"
    rf"[^.;!?]{{0,60}}?\b{IT_BY_A_DAY})",
)
PT_DUE = (
    r"(?i:\bdevem? ser (?:entregues?|(?:enviad|pag|assinad|apresentad|devolvid|preenchid)[oa]s?)\b"
    rf"[^.;!?]{{0,60}}?\b{PT_BY_A_DAY})",
    r"(?i:\b(?:têm|tem|tens|temos|devem?) (?:(?:de|que) )?(?:entregar|enviar|pagar|assinar|apresentar|devolver)\b"
    rf"[^.;!?]{{0,60}}?\b{PT_BY_A_DAY})",
)
