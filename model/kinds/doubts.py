"""What looks like a request and is none: a reader's own questions, opening hours, the titles of sections. Pure.

Mostly of English sentences. Reached by `by_cues` and `sorter`, which learnt from mails, where whoever asks asks the
reader, and by `scoring` for headings, which only cues tell.
"""

from __future__ import annotations

import re

from model.kinds.cue_parts import A_DAY, JOINT_ERRAND

_SO = r"(?:(?:so|and|but|or|ok|okay|well|also|then),? )?"
_TO_THE_READER = re.compile(r"\b(?:you|your|yours|y['’]all|please|me|us|my|our)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\b(?:you|your|yours|y['’]all|please|us|our)\b", re.IGNORECASE)
_DATED = re.compile(
    rf"\b(?:{A_DAY}|today|lunch|dinner|this (?:morning|afternoon|evening|week(?:end)?))\b", re.IGNORECASE
)
_OURS = rf"we (?:all )?(?:{JOINT_ERRAND}|meet|bring|register|sign|invite|talk|get together)\b"
_LENT = r"(?:borrow|keep|take|use) (?:the|this|that|these|those|it|them|one)\b"
_ASKED_OF_ALL = re.compile(
    rf"\W*{_SO}(?:(?!why not\b|(?:how|what)(?:['’]?s)? about\b|who (?:can|could|will|would|wants)\b"
    rf"|(?:what|who|where|when|which)\b[^?]{{0,40}}\b{_OURS})(?:how|what|why|who|where|when|which)\b"
    rf"|(?:can|may|could|must|do|should|am) I\b(?! (?:get|have|see|ask)\b|(?<=may I) {_LENT}|(?<=could I) {_LENT})"
    r"|(?:is|are) there (?:some|any)(?:where|one|thing)\b)",
    re.IGNORECASE,
)
_Q = re.compile(r"^\W*q(?:uestion)?\s?\d{0,2}\s?[:.)]\s+", re.IGNORECASE)
_LISTED = re.compile(  # one of a list of questions and answers; who has "a question: …" asks the reader
    r"\W*(?:q\s?\d{0,2}\s?[:.)：]|问\s?[:：]"
    r"|(?:question|frage|pregunta|domanda|pergunta|问题?|質問)\s?\d{1,2}\s?[:.)：])\s*\S(?s:.*)[?？]\W*$",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"\W*(?:A\d{0,2}|(?i:answer)\s?\d{0,2})\s?:\s")
_ANSWERS_OF_ONESELF = re.compile(
    r"\W*(?:A\d{0,2}|(?i:answer|antwort|réponse|respuesta|risposta|resposta)\s?\d{0,2})\s?[:：]\s"
    r"(?:[^\s.!?]{1,12},? ){0,3}(?:I(?:['’](?:ll|m)| will| am)|[Ii]ch|[Jj]e)\b"
)
_I_ASK = re.compile(  # what somebody wants to know for themselves, and has of nobody
    rf"\W*{_SO}(?:(?:how|where|when|why|what|which|who)\b[^?,]{{0,40}}? (?:can|may|could|must|do|should|am|will) I\b"
    rf"|(?:can|may|could|must|do|should|am) I\b(?! (?:get|have|see|ask)\b|(?<=may I) {_LENT}|(?<=could I) {_LENT})"
    r"|will I\b)",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(
    rf"\W*{_SO}(?:when|where|what time|until when|how (?:late|long)|(?:which|what) (?:days|hours)) (?:are|is|do|does) "
    r"[^?]{0,40}\b(?:open|opens|closed?|closes|located)\b",
    re.IGNORECASE,
)
_OF_TIME = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|daily|open|closed|weekdays|weekends"
    r"|public|holidays|hours|[ap]\.?m|noon|midnight|and|to|from|until|till|on|h"
)
_OF_ALL = r"(?:we|one|people|everyone|everybody|anyone|they|he|she|(?:the )?(?!this\b)[a-z]{3,20}s|[A-Z][\w’'-]{1,20})"
_OF_A_TALK = re.compile(  # what a host asks a guest: what should listeners do tonight?
    rf"\W*{_SO}(?:(?:what|how)\b[^?,]{{0,20}}? (?:can|could|should|do|does|must|will|would) {_OF_ALL} [a-z]"
    rf"|[^?]{{0,60}}\bthings? {_OF_ALL} (?:can|could|should|must) do\b)[^?]{{0,80}}"
    r"\b(?:today|tonight|tomorrow|this (?:week|morning|evening|month))\b[^?]{0,60}\?\W*$",
    re.IGNORECASE,
)
_HEARD = re.compile(  # in a call or a talk
    r"\W*(?:[^\W\d]{1,12},? ){0,3}?(?:"
    r"(?:can|could|would) (?:you|everyone|everybody|anyone)(?: all| guys| both)?(?: please)? (?:(?:hear"
    r"|see) (?:me|us|it|this"
    r"|(?:my|the|our) (?:screen|slides?))|say (?:(?:that|it) again|(?:(?:a|some) (?:little |bit )?)?more)"
    r"|repeat (?:that|it|the question)|tell us (?:a (?:little |bit )?)?more|elaborate|expand on (?:that|this|it)"
    r"|speak up)"
    r"|k[öo]nn(?:t ihr|en sie|st du) (?:mich|uns|meinen bildschirm|meine folien"
    r"|das)(?: alle)?(?: bitte)?(?: noch ?(?:ein)?mal)?"
    r" (?:hören|sehen|verstehen|wiederholen|sagen)"
    r"|(?:pouvez-vous|vous pouvez|peux-tu) (?:m['’](?:entendre)|voir (?:mon écran|mes diapos)|répéter)"
    r"|(?:me|nos) (?:pueden?|pod[ée]is|puedes|podr[íi]an?) (?:o[íi]r|escuchar|ver|repetir)"
    r"|(?:mi )?(?:potete|potreste|puoi) (?:sentir(?:mi|ci)|veder(?:mi|e lo schermo)|ripetere)"
    r")\b[^?]{0,40}\?\W*$",
    re.IGNORECASE,
)
_BOX = re.compile(r"\s*(?:[-*+•]\s+)?(?:\[ ?\]|[☐🔲⬜]\ufe0f?)\s*")
_ANSWER_OF_A_FORM = re.compile(
    r"(?:I|we) (?:(?:have|had|am|are)(?! to\b)|agree|accept|consent|confirm|understand|declare|would like)\b"
    r"|(?:fe)?male\W*$|(?:(?:strongly|somewhat) )?(?:dis)?agree\b"
    r"|ich (?:habe|bin|stimme|möchte|willige|akzeptiere)\b|j['’](?:ai|accepte)\b|je (?:suis|souhaite|déclare)\b"
    r"|(?:he leído|acepto|autorizo|declaro|ho letto|accetto|autorizzo|dichiaro|aceito|li e)\b|我(?:已|同意)|本人"
    r"|同意する",
    re.IGNORECASE,
)
_TICKED = re.compile(r"\s*(?:[-*+•]\s+)?(?:\[[xX]\]\s|[☑☒✅✔✓])")
_EXERCISE = re.compile(  # a learning objective or a question of an exam; "define x as …" defines
    r"\W*(?:\(?(?:\d{1,2}|[a-z])[.)] ?)?(?:define(?![^.;]*(?:\b(?:as|to be|by)\b|=))|describe|explain|discuss|identify"
    r"|distinguish|compare|contrast|outline|summari[sz]e|list|name|state|differentiate|illustrate|recogni[sz]e"
    r"|understand|analy[sz]e|evaluate|calculate)\b(?! (?:of|is|are|was|were|means?|refers?)\b)",
    re.IGNORECASE,
)
_PUT_AS = re.compile(  # the question is how …
    rf"\W*(?:(?:um|uh|okay),? )?{_SO}(?:the|my|our|your|his|her|another|one"
    rf"|a) (?:[a-z-]{{2,20}} ){{0,2}}?(?:question|problem|point|issue"
    r"|answer|idea|trick|key|reason|difference|thing|fact|news|trouble)s? (?:(?:here|now|then) )?(?:is|are|was|were),? "
    r"(?:how|why|what|whether|when|where|who|which|that|if|not)\b",
    re.IGNORECASE,
)
_OF_COURTESY = re.compile(  # 궁금한 점이 있으시면 언제든지 연락 주세요
    r"(?![^.?!]{0,200}까지)[^.?!]{0,60}?(?:"
    r"(?:시면|으면|경우|사항은?|점은?)\s[^.?!]{0,30}?(?:편하게|언제든지?|부담\s?없이)\s"
    r"|(?:궁금|문의|질문)[^.?!]{0,30}?\s(?:문의|연락|말씀|질문|전화)\s?(?:해\s?)?(?=주세요|주십시오|주시기|바랍니다)"
    r"|많은\s(?:관심|참여|신청|응모|이용|성원|양해|지원|홍보)(?=[^.?!]{0,12}(?:바랍니다|부탁))"
    r"|(?:자세한|상세한?|기타)\s?(?:내용|사항|정보)[은는]?\s(?=[^.?!]{0,40}(?:참고|참조|확인|문의)))"
)
_HOURS = re.compile(rf"(?=\D*\d)(?:\W|\d|(?<![A-Za-z])(?:{_OF_TIME})(?![A-Za-z]))+", re.IGNORECASE)
_SMALL = re.compile(r"(?:a|an|the|of|in|on|to|for|and|or|with|by|at|from|your|us)$", re.IGNORECASE)
_SAID = (
    r"said|says|asked|replied|wrote|cried|told|answered|whispered|shouted|murmured|went on|added|warned|insisted"
    r"|sagte|schrieb|rief|fragte|antwortete|dijo"
    r"|preguntó|respondió|gritó|dit|demanda|répondit|disse|rispose"
)
_SAID_ABROAD = (  # behind a dash, as dialogues stand in novels
    r"sagte|rief|antwortete|flüsterte|dijo|respondió|gritó|rogó|pidió|murmuró|exclamó|contestó|disse|rispose|gridò"
    r"|esclamò|mormorò|respondeu|gritou|pediu|murmurou|exclamou|dit|répondit|cria|demanda|murmura|said|cried"
)
_TOLD = re.compile(
    rf"^\s*[“\"„«‘].{{2,400}}[”\"“»’],?\s+(?:(?:[A-Z]|the |der |die |das |el |la |le |il |i[tl]\b|he\b|she\b|they\b|I\b"
    rf"|er\b|sie\b)[\w.’' -]{{0,24}}?\s?)?\b(?:{_SAID})\b"
    rf"|^\s*[—–―]\s?\w.{{2,400}}?[\s,!—–](?:{_SAID_ABROAD})\b"
    r"|^[^?]{4,400}[,!»—–]\s?[a-zà-öø-ÿ]{2,14}-(?:t-)?(?:il|elle)s?\b[^?]*$"
    r"|[”」][^，。“「]{0,14}(?:说|表示|介绍|指出|称|透露)[。！]?\s*$"
    r"|^(?:专家|业内人士|记者|[^，。]{2,14}(?:负责人|发言人|部长|局长))[^，。]{0,6}(?:表示|指出|介绍|称|说|透露)"
    r"|^\s*[“\"‘「].{2,400}[”\"’」]\s?(?:이?라고|하고|고)?[^.“”]{0,24}(?:말했|물었|외쳤|대답했|썼|소리쳤|중얼거렸|덧붙였|속삭였|답했|말한다|묻는다)"
    r"|[다라자]고\s(?:[가-힣]{1,8}\s)?(?:밝혔|말했|전했|설명했|강조했|요청했|촉구했|당부했|지시했|보도했|덧붙였|주장했|발표했|밝힌)",
    re.DOTALL,
)
_STATED = (
    r"said|says|thought|announced|added|warn(?:ed|s)|not(?:ed?|es)|insisted|explained|declared|reported|ruled"
    r"|wrote"
)
_SPEAKER = (
    r"(?:he|she|they|the(?: [a-z]{1,20}){1,3}|(?:[A-Z][\w.’'-]{0,20} ){0,2}[A-Z][\w.’'-]{1,20}|[a-z]{3,20}s)"
)
_PUT_BETWEEN = re.compile(  # …, the ministry said in a statement. · …, she thought, …
    rf", (?:(?!I\b){_SPEAKER} (?:{_STATED})(?=\W*$|,| in an? | on [A-Z]| at an? )"
    rf"|(?:said|thought|warned|wrote) (?!I\b){_SPEAKER}(?=\W*$|,)"
    r"|so d(?:er|ie|as)\b|(?:sagte?|erklärte?|forderte?|meinte?|betonte?|warnte?|teilte|berichtete?)"
    r" (?:d(?:er|ie|as)|er|sie|es|[A-ZÄÖÜ])"
    r"|(?:a(?:vait)? (?:dit|annoncé|déclaré)|dijo|afirmó|anunció|señaló) \w)"
)
_LONG_AGO = re.compile(  # bis zum 8. Mai 1945
    r"\b(?:bis|avant|antes|entro|até|by|before)\b[^.;!?]{0,12} \d{1,2}(?:\.|er|º|st|nd|rd|th)? (?:d[ei] )?"
    r"[^\W\d_]{3,10}\.?,? (?:del? )?1\d{3}\b"
    r"(?! ?(?:[€£$]|EUR|CHF|Euros?|euros?|Wörter|words|mots|palabras|parole)\b)"
)
_COLUMNS = frozenset(
    """no # task tasks item items owner due deadline status who what when where date time place room notes aufgabe
    aufgaben wer was wann frist fällig datum ort raum tarea quién cuándo fecha estado tâche qui quand échéance
    序号 编号 事项 任务 内容 工作 负责人 责任人 截止时间 截止日期 完成时间 时间 日期 地点 备注 状态 课程 科目
    担当 担当者 期限 項目 場所 번호 항목 업무 과제 담당 담당자 마감 마감일 기한 상태 비고 날짜 시간 장소""".split()
)
"""What heads the columns of a table."""
LEAST_COLUMNS = 3
SHORT_TITLE_WORDS = 3
LONGEST_HOURS_CHARS = 80


def is_told(sentence: str) -> bool:
    """Whether it tells what was due in another century, or what somebody said, in a story or the news: “You must answer
    by Friday,” said Mr. Harrow."""
    return any(told.search(sentence) for told in (_TOLD, _PUT_BETWEEN, _LONG_AGO))


def is_listed(sentence: str) -> bool:
    """Whether it is a question of a list with their answers, or what an answer promises: Q: Can you renew my card?"""
    return _LISTED.match(sentence) is not None or _ANSWERS_OF_ONESELF.match(sentence) is not None


def is_nobodys(sentence: str) -> bool:
    """Whether what asks for something is told, listed, of a talk or a courtesy, ticked as done, an answer of a form, or
    heads a table."""
    box = _BOX.match(sentence)
    if box is not None and answers_form(sentence[box.end() :]):
        return True
    plainly = any(words.match(sentence) for words in (_TICKED, _OF_COURTESY))
    return plainly or any(doubt(sentence) for doubt in (is_told, is_listed, is_of_talk, _heads_columns))


def answers_form(words: str) -> bool:
    """Whether what stands behind a box is an answer of a form, and nothing to do: ☐ I agree to the terms."""
    return _ANSWER_OF_A_FORM.match(words) is not None


def _heads_columns(sentence: str) -> bool:
    words = re.findall(r"[^\s|:：.,，、]+", sentence.casefold())
    return len(words) >= LEAST_COLUMNS and _COLUMNS.issuperset(words)


def is_of_talk(sentence: str) -> bool:
    """Whether it is a question of a call or an interview, which is answered at once: Can you hear me?"""
    return _HEARD.match(sentence) is not None or (
        _OF_A_TALK.match(sentence) is not None and _TO_THE_READER.search(sentence) is None
    )


def defines_nothing(sentence: str) -> bool:
    """Whether an English sentence only asks for a definition, or says what a question is: Define cohesion."""
    return _EXERCISE.match(sentence) is not None or _PUT_AS.match(sentence) is not None


def asks_nothing(sentence: str) -> bool:
    """Whether it is a question that everybody may ask ("Can I renew?"), an answer to one (A: …), or says when a place
    is open."""
    if is_listed(sentence) or _ANSWER.match(sentence):
        return True
    said = _Q.sub("", sentence.strip())
    if not said.endswith("?"):
        return len(said) <= LONGEST_HOURS_CHARS and _HOURS.fullmatch(said) is not None
    if _OF_A_PLACE.match(said):
        return True
    if _DATED.search(said):
        return False
    is_mine = _I_ASK.match(said) is not None and _TO_YOU.search(said) is None
    return is_mine or (_ASKED_OF_ALL.match(said) is not None and _TO_THE_READER.search(said) is None)


def is_title(heading: str) -> bool:
    """Whether a heading that begins like an errand names a section ("Check Your Understanding", "REVIEW QUESTIONS")."""
    if _DATED.search(heading) or re.search(r"\bplease\b|:", heading, re.IGNORECASE):
        return False
    words = re.findall(r"[A-Za-z][\w'’-]*", heading)
    capital = all(word[0].isupper() or _SMALL.match(word) for word in words)
    return 0 < len(words) <= SHORT_TITLE_WORDS or (capital and bool(words))
